package dev.coresident.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs written record by record, in which the device is lost: tenants, bindings and handles stay, memory begins with zeros. */
@Timeout(300)
class ReplacedDeviceTest {
    private static final DeviceFacts FACTS =
            new DeviceFacts("hand", "by hand", ExecutionModel.RESIDENT, Coherence.COHERENT, 1, 1 << 16);
    private static final int TENANT = TenantWord.of(1, 0);
    private static final int DONE = CompletionLayout.ending(SlotStatus.DONE, 0, 0);

    @TempDir
    Path place;

    private Path log;
    private Recorder recorder;
    private int table;

    @BeforeEach
    void begin() throws Exception {
        log = place.resolve("log");
        recorder = Recorder.open(RecordingOptions.to(log), () -> 0);
        recorder.kernel(ReplayTest.GEOMETRY, FACTS);
        recorder.registered(TENANT, ReplayTest.GEOMETRY.windowBase(1), 64, 32, "lost", () -> {});
        table = recorder.opened(TENANT, 0, 0, 1_024, () -> HandleWord.of(1, 0));
        recorder.bound(TENANT, 2, OpKind.LOAD_U32.number(), 0, () -> {});
    }

    private void published(long ticket, int opcode, int... arguments) {
        long[] words = new long[8];
        words[0] = Words.pair(0, opcode);
        words[1] = Words.pair(TENANT, 2);
        for (int i = 0; i < arguments.length; i++) {
            words[2 + i / 2] |= (arguments[i] & 0xFFFF_FFFFL) << (32 * (i % 2));
        }
        recorder.published(ticket, ticket, words, 0);
    }

    private void one(long ticket, int result, int opcode, int... arguments) {
        published(ticket, opcode, arguments);
        recorder.outcome(TENANT, ticket, DONE, Words.pair(result, 0), 0);
    }

    private void wrote(int word) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[4]);
        bytes.set(ValueLayout.JAVA_INT_UNALIGNED, 0, word);
        recorder.wrote(table, 0, bytes);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasInTheRingRunsWhereItsOutcomeIs(Engine engine) throws Exception {
        wrote(4711);
        one(0, 0, Opcodes.STORE_U32, 5, 3);
        one(1, 5, ReplayTest.GEOMETRY.windowBase(1) + 2, 3, 4);
        published(2, Opcodes.DFA_STEP, 0, 0, table);
        recorder.device(1, FACTS);
        wrote(4712);
        published(2, Opcodes.DFA_STEP, 0, 0, table);
        recorder.outcome(TENANT, 2, DONE, 4712, 0);
        one(3, 0, ReplayTest.GEOMETRY.windowBase(1) + 2, 3, 4); // the store went with the device
        recorder.finish();
        ReplayReport report = Replay.run(log, engine.of(ReplayOptions.defaults()));
        assertThat(report.divergence()).isEmpty();
        assertThat(report.same()).isEqualTo(4);
        assertThat(report.devices()).isEqualTo(1);
        assertThat(report.unfinished()).isEqualTo(1);
    }

    @Test
    void whatTheHostEndedIsNotRun() throws Exception {
        published(0, Opcodes.ATOMIC_ADD, 1, 1);
        recorder.outcome(TENANT, 0, CompletionLayout.ending(SlotStatus.FAULT, FaultCode.DEVICE_LOST.number(), 0), 0, 0);
        recorder.device(1, FACTS);
        one(1, 0, Opcodes.ATOMIC_ADD, 1, 1);
        recorder.finish();
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.divergence()).isEmpty();
        assertThat(report.endedByHost()).isEqualTo(1);
        assertThat(report.same()).isEqualTo(1);
        assertThat(report.slots()).isEqualTo(1);
    }

    @Test
    void whatAnEndedSlotMayHaveWrittenIsUncertainUntilTheDeviceIsReplaced() throws Exception {
        published(0, Opcodes.ATOMIC_ADD, 1, 1);
        recorder.outcome(
                TENANT, 0, CompletionLayout.ending(SlotStatus.FAULT, FaultCode.KERNEL_CLOSED.number(), 0), 0, 0);
        one(1, 77, Opcodes.ATOMIC_ADD, 1, 1); // whatever it was
        recorder.device(1, FACTS);
        one(2, 0, Opcodes.ATOMIC_ADD, 1, 1);
        recorder.finish();
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.divergence()).isEmpty();
        assertThat(report.orderDependent()).isEqualTo(1);
        assertThat(report.same()).isEqualTo(1);
    }
}

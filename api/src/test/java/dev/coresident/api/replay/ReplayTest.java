package dev.coresident.api.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.replay.log.LogEnd;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run is recorded, replayed, and the same; a log in which one word was changed is not, and the difference is named. */
@Timeout(600)
class ReplayTest {
    static final Geometry GEOMETRY = new Geometry(Partitions.each(64), 8, 64, 4, 16, 32, 8, 1L << 16);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path place;

    static KernelOptions recording(Path log) {
        return Engine.THREADED
                .of(KernelOptions.defaults().withBackend("sim").withGeometry(GEOMETRY))
                .withRecording(RecordingOptions.to(log));
    }

    private static void done(Tenant tenant, long ticket) throws InterruptedException {
        assertThat(tenant.await(ticket, LIMIT, new Completion()).isEnded()).isTrue();
    }

    /** Some of everything, one after the other, so that nothing depends on an order. */
    private static void run(ResidentKernel kernel) throws InterruptedException {
        Tenant one = kernel.tenants().register("one").orThrow();
        Tenant two = kernel.tenants().register("two").orThrow();
        int add = one.bind(3, OpKind.ATOMIC_ADD).orThrow();
        DeviceBuffer table = one.allocate(Purpose.INPUT, 4 * 512).orThrow();
        for (int i = 0; i < 512; i++) {
            Words.set(table.segment(), 4L * i, 1_000 + i);
        }
        table.wrote(0, table.bytes());
        for (int i = 0; i < 20; i++) {
            done(one, one.submit(Priority.of(i % 5), Opcodes.STORE_U32, 100 + i, i % 16));
            done(one, one.submit(Priority.of(i % 3), add, i, 2));
            done(two, two.submit(Opcodes.ATOMIC_ADD, 7, 2));
            done(one, one.submit(Opcodes.DFA_STEP, i % 2, i, table.handle()));
        }
        done(one, one.submit(Opcodes.LOAD_U32, 2, 99)); // faults
        SlotBatch batch = new SlotBatch(8);
        batch.add(Opcodes.STORE_U32, 5, 6).orThrow();
        batch.add(Opcodes.NOP).orThrow();
        done(two, two.submitBatch(Priority.HIGH, batch, 77, null));
        table.fetch(0, 64);
        table.close();
        done(one, one.submit(Opcodes.DFA_STEP, 0, 0, table.handle()));
        one.revoke();
        done(two, two.submit(Opcodes.LOAD_U32, 2, 3));
    }

    private Path record() throws Exception {
        Path log = place.resolve("log");
        try (ResidentKernel kernel = ResidentKernel.open(recording(log))) {
            run(kernel);
            assertThat(kernel.snapshot().recording().orElseThrow().stage()).isEqualTo(RecordingState.Stage.RECORDING);
        }
        return log;
    }

    @ParameterizedTest
    @EnumSource
    void aLogIsTheSameOnEveryEngine(Engine engine) throws Exception {
        ReplayReport report = Replay.run(record(), engine.of(ReplayOptions.defaults()));
        assertThat(report.divergence()).isEmpty();
        assertThat(report.slots()).isEqualTo(86);
        // The three slots of the batch were in flight together and touch different words.
        assertThat(report.same()).isEqualTo(86);
        assertThat(report.contentsNotCompared()).isEqualTo(1); // no slot wrote the table
        assertThat(report.orderDependent() + report.changedMeanwhile() + report.endedByHost() + report.unfinished())
                .isZero();
        assertThat(report.end().orElseThrow().kind()).isEqualTo(LogEnd.Kind.CLOSED);
        assertThat(Replay.run(place.resolve("log"), engine.of(ReplayOptions.defaults())))
                .isEqualTo(report);
    }

    /** Changes one word of the first record that fits, and makes its checksum right. */
    static void change(Path log, Predicate<byte[]> fits, int offset, int xor) throws Exception {
        Path file = log.resolve(LogLayout.segmentName(1));
        byte[] bytes = Files.readAllBytes(file);
        for (int at = LogLayout.SEGMENT_HEADER_BYTES; at < bytes.length; ) {
            int length = LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH);
            byte[] record = Arrays.copyOfRange(bytes, at, at + length);
            if (fits.test(record)) {
                int word = at + LogLayout.RECORD_HEADER_BYTES + offset;
                LogLayout.word(bytes, word, LogLayout.word(bytes, word) ^ xor);
                LogLayout.word(
                        bytes,
                        at + LogLayout.RECORD_CHECKSUM,
                        LogLayout.recordChecksum(new CRC32C(), bytes, at, length));
                Files.write(file, bytes);
                return;
            }
            at += length;
        }
        throw new AssertionError("no record fits");
    }

    private static Predicate<byte[]> type(int type) {
        return record -> LogLayout.word(record, LogLayout.RECORD_TYPE) == type;
    }

    private static boolean isOutcomeOf(byte[] record, int tenantWord, long ticket) {
        return LogLayout.word(record, LogLayout.RECORD_TYPE) == LogLayout.OUTCOME
                && LogLayout.word(record, 16) == tenantWord
                && LogLayout.pair(record, 24) == ticket;
    }

    @Test
    void aWordThatWasChangedIsNamed() throws Exception {
        Path log = record();
        change(log, record -> isOutcomeOf(record, 1, 4), 16, 0x100);
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.isSame()).isFalse();
        assertThat(report.divergence().orElseThrow().toString())
                .contains("tenant 1 \"one\", local opcode 3 (ATOMIC_ADD), ticket 4: r0 recorded 256 (0x00000100),")
                .endsWith("replayed 0 (0x00000000)");
        assertThat(report.end()).isEmpty();
    }

    @Test
    void aSlotThatWasChangedIsNamedByWhatItDoesNow() throws Exception {
        Path log = record();
        // The first argument of the first slot that has opcode DFA_STEP: another row of the table.
        change(log, record -> type(LogLayout.PUBLISHED).test(record) && LogLayout.word(record, 36) == 6, 32, 1);
        assertThat(Replay.run(log, ReplayOptions.defaults())
                        .divergence()
                        .orElseThrow()
                        .toString())
                .contains("\"one\", opcode 6 (DFA_STEP)", "r0 recorded 1000", "replayed 1256");
    }

    @Test
    void memoryThatWasChangedIsNamedByTheFirstSlotThatSeesIt() throws Exception {
        Path log = record();
        change(log, type(LogLayout.WROTE), 16, 1);
        assertThat(Replay.run(log, ReplayOptions.defaults())
                        .divergence()
                        .orElseThrow()
                        .words()
                        .get(0)
                        .word())
                .isEqualTo("r0");
    }

    @Test
    void aTornLogIsReplayedUpToItsLastWholeRecord() throws Exception {
        Path log = record();
        Path file = log.resolve(LogLayout.segmentName(1));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2 + 3));
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.isSame()).isTrue();
        assertThat(report.same()).isBetween(1L, 85L);
        assertThat(report.end().orElseThrow().kind()).isEqualTo(LogEnd.Kind.TORN);
    }

    @Test
    void aLogThatAsksForMoreMemoryThanAllowedIsRefused() throws Exception {
        Path log = record();
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> Replay.run(log, ReplayOptions.defaults().withMemoryBytes(1_000)))
                .withMessageContaining("allow more");
    }

    @Test
    void aKernelWhoseRecordingFailsGoesOn() throws Exception {
        Path log = place.resolve("log");
        RecordingOptions small = RecordingOptions.to(log).withSegments(RecordingOptions.LEAST_SEGMENT_BYTES, 4);
        try (ResidentKernel kernel = ResidentKernel.open(recording(log).withRecording(small))) {
            Files.createDirectory(log.resolve(LogLayout.segmentName(2)));
            Tenant tenant = kernel.tenants().register("t").orThrow();
            for (int i = 0; i < 1_500; i++) {
                done(tenant, tenant.submit(Opcodes.ATOMIC_ADD, 1, 0));
            }
            assertThat(tenant.counters().done()).isEqualTo(1_500);
            RecordingState state = kernel.snapshot().recording().orElseThrow();
            assertThat(state.stage()).isEqualTo(RecordingState.Stage.FAILED);
            assertThat(state.unrecorded()).isPositive();
            assertThat(kernel.close(LIMIT).isClean()).isTrue();
        }
        Files.delete(log.resolve(LogLayout.segmentName(2)));
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.isSame()).isTrue();
        assertThat(report.same()).isGreaterThan(800);
    }
}

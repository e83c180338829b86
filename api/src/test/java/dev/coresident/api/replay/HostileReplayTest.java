package dev.coresident.api.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs that read well and say what no kernel would: a report or one typed refusal, whatever the words are. */
@Timeout(900)
class HostileReplayTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int[] HOSTILE = {-1, 1 << 31, Integer.MAX_VALUE, 0, 1, 3, 64, 65_536, 1 << 20};

    @TempDir
    Path place;

    private Path log;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void record() throws Exception {
        log = place.resolve("log");
        Geometry geometry = new Geometry(Partitions.each(4), 2, 64, 4, 16, 4, 4, 4_096);
        try (ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withProperty("engine", "stepped")
                .withGeometry(geometry)
                .withRecording(RecordingOptions.to(log)))) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
            buffer.wrote(0, 8);
            tenant.bind(1, OpKind.ATOMIC_ADD);
            for (int opcode : new int[] {tenant.opcode(1), Opcodes.MEMCPY, Opcodes.DFA_STEP}) {
                tenant.await(tenant.submit(opcode, 0, 1, 2), LIMIT, new Completion());
            }
            buffer.fetch(0, 64);
            buffer.close();
        }
        file = log.resolve(LogLayout.segmentName(1));
        whole = Files.readAllBytes(file);
    }

    private static void correct(byte[] bytes, int record, int length) {
        LogLayout.word(
                bytes,
                record + LogLayout.RECORD_CHECKSUM,
                LogLayout.recordChecksum(new CRC32C(), bytes, record, length));
    }

    @Test
    void anyWordOfAnyRecordMayBeAnything() throws Exception {
        int refused = 0;
        int diverged = 0;
        int cases = 0;
        for (int record = LogLayout.SEGMENT_HEADER_BYTES; record < whole.length; ) {
            int length = LogLayout.word(whole, record + LogLayout.RECORD_LENGTH);
            for (int at = LogLayout.RECORD_TYPE; at < length; at += 4) {
                for (int value : HOSTILE) {
                    byte[] spoilt = whole.clone();
                    LogLayout.word(spoilt, record + at, value);
                    correct(spoilt, record, length);
                    Files.write(file, spoilt);
                    cases++;
                    try {
                        ReplayOptions options = ReplayOptions.defaults()
                                .withProperty("engine", "stepped")
                                .withMemoryBytes(1 << 20);
                        diverged += Replay.run(log, options).isSame() ? 0 : 1;
                    } catch (LogException e) {
                        assertThat(e.file()).isEqualTo(file);
                        refused++;
                    }
                }
            }
            record += length;
        }
        assertThat(refused).as("of %d", cases).isGreaterThan(cases / 4);
        assertThat(diverged).isPositive();
    }

    @Test
    void anyRecordMayBeMissingAndAnyTwoExchanged() throws Exception {
        int records = 0;
        for (int record = LogLayout.SEGMENT_HEADER_BYTES; record < whole.length; records++) {
            int length = LogLayout.word(whole, record + LogLayout.RECORD_LENGTH);
            byte[] shorter = new byte[whole.length - length];
            System.arraycopy(whole, 0, shorter, 0, record);
            System.arraycopy(whole, record + length, shorter, record, whole.length - record - length);
            for (int at = record, number = records; at < shorter.length; number++) {
                int next = LogLayout.word(shorter, at + LogLayout.RECORD_LENGTH);
                LogLayout.word(shorter, at + LogLayout.RECORD_NUMBER, number);
                correct(shorter, at, next);
                at += next;
            }
            Files.write(file, shorter);
            try {
                Replay.run(log, ReplayOptions.defaults().withProperty("engine", "stepped"));
            } catch (LogException e) {
                assertThat(e.file()).isEqualTo(file);
            }
            record += length;
        }
        assertThat(records).isGreaterThan(12);
    }

    @Test
    void aLogWithoutItsBeginningSaysSo() throws Exception {
        byte[] header = Arrays.copyOf(whole, LogLayout.SEGMENT_HEADER_BYTES);
        Files.write(file, header);
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> Replay.run(log, ReplayOptions.defaults()))
                .withMessageContaining("nothing to replay");
    }
}

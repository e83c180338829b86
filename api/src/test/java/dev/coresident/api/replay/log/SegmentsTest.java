package dev.coresident.api.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coresident.api.internal.recording.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several segments: none may be missing, repeated, cut or foreign, but for the end of the last. */
class SegmentsTest {
    private static final int SLOTS = 3_000;

    @TempDir
    Path place;

    private Path log;

    @BeforeEach
    void record() throws Exception {
        log = record("log", 0);
    }

    private Path record(String name, int firstTicket) throws Exception {
        Path folder = place.resolve(name);
        Recorder recorder =
                Logs.begin(RecordingOptions.to(folder).withSegments(RecordingOptions.LEAST_SEGMENT_BYTES, 8));
        for (int ticket = 0; ticket < SLOTS; ticket++) {
            Logs.slot(recorder, firstTicket + ticket);
        }
        recorder.finish();
        assertThat(Logs.files(folder)).hasSize(3);
        return folder;
    }

    private LogException refused() {
        return assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> Logs.read(log))
                .actual();
    }

    @Test
    void aMissingFirstOrMiddleSegmentIsNamed() throws Exception {
        for (int number : new int[] {1, 2}) {
            Path segment = Logs.segment(log, number);
            byte[] bytes = Files.readAllBytes(segment);
            Files.delete(segment);
            assertThat(refused()).hasMessageContaining(segment.toString()).hasMessageContaining("missing");
            Files.write(segment, bytes);
        }
    }

    @Test
    void aMissingLastSegmentIsAnUnfinishedLog() throws Exception {
        Files.delete(Logs.segment(log, 3));
        Logs.Reading reading = Logs.read(log);
        assertThat(reading.end().kind()).isEqualTo(LogEnd.Kind.OPEN);
        assertThat(reading.end().explain()).contains("not finished", "coresident-000002.log");
        assertThat(reading.records()).hasSizeBetween(1, SLOTS - 1);
    }

    @Test
    void aRepeatedSegmentIsRefused() throws Exception {
        Files.copy(Logs.segment(log, 1), Logs.segment(log, 2), StandardCopyOption.REPLACE_EXISTING);
        assertThat(refused()).hasMessageContaining("renamed or repeated");
    }

    @Test
    void aSegmentOfAnotherLogIsRefused() throws Exception {
        Path other = record("other", 7);
        Files.copy(Logs.segment(other, 2), Logs.segment(log, 2), StandardCopyOption.REPLACE_EXISTING);
        assertThat(refused()).hasMessageContaining("another log");
    }

    @Test
    void aSegmentBehindTheEndIsRefused() throws Exception {
        Files.copy(Logs.segment(log, 3), Logs.segment(log, 4));
        assertThat(refused()).hasMessageContaining("further segments");
    }

    @Test
    void aMiddleSegmentThatIsCutIsRefusedAtAnyLength() throws Exception {
        Path segment = Logs.segment(log, 2);
        byte[] whole = Files.readAllBytes(segment);
        for (int length = 0; length < whole.length; length += 1 + length / 8) {
            Files.write(segment, Arrays.copyOf(whole, length));
            assertThat(refused().file()).isEqualTo(segment);
        }
    }

    @Test
    void aLastSegmentThatWasOnlyBegunIsCut() throws Exception {
        Path segment = Logs.segment(log, 3);
        byte[] whole = Files.readAllBytes(segment);
        for (int length = 0; length <= LogLayout.SEGMENT_HEADER_BYTES; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            LogEnd end = Logs.read(log).end();
            assertThat(end.cutBytes()).isEqualTo(length < LogLayout.SEGMENT_HEADER_BYTES ? length : 0);
        }
    }

    @Test
    void theSameCallsWriteTheSameBytes() throws Exception {
        Path again = record("again", 0);
        assertThat(Logs.files(again)).usingRecursiveComparison().isEqualTo(Logs.files(log));
    }
}

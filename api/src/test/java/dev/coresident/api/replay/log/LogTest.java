package dev.coresident.api.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.replay.log.RecordingState.Stage;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, over any number of segments, and the bounds hold. */
class LogTest {
    @TempDir
    Path folder;

    @Test
    void everyRecordIsReadAsItWasWritten() throws Exception {
        Recorder recorder = Logs.begin(folder);
        Logs.oneOfEach(recorder);
        recorder.finish();
        Logs.Reading reading = Logs.read(folder);
        assertThat(reading.records())
                .hasSize(12)
                .startsWith(new LogRecord.Kernel(Logs.GEOMETRY, "hand", "a device of tests").toString())
                .contains(
                        new LogRecord.Registered(Logs.TENANT, 0x4000_0000, 64, 32, "päi").toString(),
                        new LogRecord.Bound(Logs.TENANT, 2, 16, 1).toString(),
                        new LogRecord.Opened(1, Logs.TENANT, 0, 0, 100).toString(),
                        "Published[ticket=0, position=0, words=[1, 1073741826, 1, 2, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]",
                        "Outcome[tenant=1, ticket=0, status=3, fault=0, results=[7, 0, 8, 0]]",
                        new LogRecord.Device(1, "hand", "a device of tests").toString())
                .endsWith(
                        new LogRecord.Revoked(Logs.TENANT).toString(), new LogRecord.Released(Logs.TENANT).toString());
        assertThat(reading.end().kind()).isEqualTo(LogEnd.Kind.CLOSED);
        assertThat(recorder.state().stage()).isEqualTo(Stage.CLOSED);
        assertThat(recorder.state().records())
                .isEqualTo(13)
                .isEqualTo(reading.end().records());
        assertThat(recorder.state().bytes()).isEqualTo(Files.size(Logs.segment(folder, 1)));
    }

    @Test
    void aSlotTakesNinetySixBytesAndItsOutcomeFortyEight() throws Exception {
        Recorder recorder = Logs.begin(folder);
        long before = recorder.state().bytes();
        Logs.slot(recorder, 0);
        assertThat(recorder.state().bytes() - before).isEqualTo(96).isEqualTo(LogLayout.PUBLISHED_BYTES);
        recorder.outcome(Logs.TENANT, 0, 3, 0, 0);
        assertThat(recorder.state().bytes() - before).isEqualTo(96 + 48);
        recorder.finish();
    }

    @Test
    void aLogOfManySegmentsIsReadInOrder() throws Exception {
        RecordingOptions options = RecordingOptions.to(folder).withSegments(RecordingOptions.LEAST_SEGMENT_BYTES, 8);
        Recorder recorder = Logs.begin(options);
        for (int ticket = 0; ticket < 5_000; ticket++) {
            Logs.slot(recorder, ticket);
        }
        recorder.finish();
        Logs.Reading reading = Logs.read(folder);
        assertThat(reading.records()).hasSize(5_000);
        assertThat(reading.records().get(4_999)).startsWith("Published[ticket=4999,");
        assertThat(reading.end().segments()).isEqualTo(4);
        assertThat(reading.end().kind()).isEqualTo(LogEnd.Kind.CLOSED);
        for (int number = 1; number <= 4; number++) {
            assertThat(Files.size(Logs.segment(folder, number)))
                    .isLessThanOrEqualTo(RecordingOptions.LEAST_SEGMENT_BYTES);
        }
    }

    @Test
    void aLogAtItsBoundEndsThereAndCountsTheRest() throws Exception {
        RecordingOptions options = RecordingOptions.to(folder).withSegments(RecordingOptions.LEAST_SEGMENT_BYTES, 2);
        Recorder recorder = Logs.begin(options);
        for (int ticket = 0; ticket < 5_000; ticket++) {
            Logs.slot(recorder, ticket);
        }
        RecordingState state = recorder.state();
        assertThat(state.stage()).isEqualTo(Stage.FULL);
        assertThat(state.reason()).contains("bound of 2 segments", "allow more");
        Logs.Reading reading = Logs.read(folder);
        assertThat(reading.end().kind()).isEqualTo(LogEnd.Kind.FULL);
        assertThat(reading.records().size() + state.unrecorded()).isEqualTo(5_000);
        recorder.finish();
        assertThat(recorder.state().stage()).isEqualTo(Stage.FULL);
        assertThat(Logs.files(folder)).hasSize(2);
    }

    @Test
    void aLongWriteIsManyRecords() throws Exception {
        Recorder recorder = Logs.begin(folder);
        byte[] bytes = new byte[100_000];
        bytes[99_999] = 42;
        recorder.wrote(1, 7, MemorySegment.ofArray(bytes));
        recorder.finish();
        try (LogReader reader = LogReader.open(folder)) {
            long at = 7;
            byte last = 0;
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                LogRecord.Wrote wrote = (LogRecord.Wrote) record;
                assertThat(wrote.offset()).isEqualTo(at);
                at += wrote.bytes().byteSize();
                last = wrote.bytes()
                        .get(
                                java.lang.foreign.ValueLayout.JAVA_BYTE,
                                wrote.bytes().byteSize() - 1);
            }
            assertThat(at).isEqualTo(100_007);
            assertThat(last).isEqualTo((byte) 42);
        }
    }

    @Test
    void aLabelThatIsTooLongIsCutAtACharacter() throws Exception {
        Recorder recorder = Logs.begin(folder);
        recorder.registered(Logs.TENANT, 0, 1, 1, "ä".repeat(2_000), () -> {});
        recorder.registered(Logs.TENANT, 0, 1, 1, "x" + "ä".repeat(2_000), () -> {});
        recorder.finish();
        assertThat(Logs.read(folder).records().get(0)).endsWith("label=" + "ä".repeat(512) + "]");
        assertThat(Logs.read(folder).records().get(1)).endsWith("label=x" + "ä".repeat(511) + "]");
    }

    @Test
    void theFolderMustBeEmptyAndAFolder() throws Exception {
        Files.writeString(folder.resolve("notes"), "mine");
        assertThatThrownBy(() -> Logs.begin(folder))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> Logs.begin(folder.resolve("notes"))).isInstanceOf(DeviceException.class);
        assertThat(Files.readString(folder.resolve("notes"))).isEqualTo("mine");
        assertThat(Logs.files(folder)).hasSize(1);
    }

    @Test
    void aMissingFolderIsMadeWithItsParents() throws Exception {
        Logs.begin(folder.resolve("a/b")).finish();
        assertThat(Logs.read(folder.resolve("a/b")).end().kind()).isEqualTo(LogEnd.Kind.CLOSED);
    }

    @Test
    void onlyTheOwnerMayReadASegment() throws Exception {
        Logs.begin(folder).finish();
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(Logs.segment(folder, 1)).toString())
                    .doesNotContain("GROUP", "OTHERS");
        }
    }

    @Test
    void aWriteThatFailsEndsTheRecordingAndNothingElse() throws Exception {
        RecordingOptions options = RecordingOptions.to(folder).withSegments(RecordingOptions.LEAST_SEGMENT_BYTES, 8);
        Recorder recorder = Logs.begin(options);
        Files.createDirectory(Logs.segment(folder, 2)); // in the way of the second segment
        for (int ticket = 0; ticket < 5_000; ticket++) {
            Logs.slot(recorder, ticket);
        }
        RecordingState state = recorder.state();
        assertThat(state.stage()).isEqualTo(Stage.FAILED);
        assertThat(state.reason()).contains("coresident-000002.log");
        assertThat(state.unrecorded()).isPositive();
        recorder.finish();
        Files.delete(Logs.segment(folder, 2));
        Logs.Reading reading = Logs.read(folder);
        assertThat(reading.end().kind()).isEqualTo(LogEnd.Kind.OPEN);
        assertThat(reading.records().size() + state.unrecorded()).isEqualTo(5_000);
    }

    @Test
    void anInterruptOfTheRecordingThreadDoesNotEndTheRecording() throws Exception {
        Recorder recorder = Logs.begin(RecordingOptions.to(folder).withSync(new SyncPolicy.PerRecords(1)));
        Thread.currentThread().interrupt();
        Logs.slot(recorder, 0);
        recorder.finish();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Logs.read(folder).end().kind()).isEqualTo(LogEnd.Kind.CLOSED);
    }

    @Test
    void aPolicyOfRecordsBringsThemToTheFile() throws Exception {
        Recorder recorder = Logs.begin(RecordingOptions.to(folder).withSync(new SyncPolicy.PerRecords(3)));
        Logs.slot(recorder, 0);
        Logs.slot(recorder, 1);
        assertThat(size()).isZero();
        Logs.slot(recorder, 2);
        assertThat(size()).isEqualTo(64 + 3 * 96);
        assertThat(Logs.read(folder).records()).hasSize(3);
        recorder.finish();
    }

    @Test
    void aPolicyOfAnIntervalBringsThemWhenItHasPassed() throws Exception {
        AtomicLong clock = new AtomicLong();
        Recorder recorder = Recorder.open(
                RecordingOptions.to(folder).withSync(new SyncPolicy.PerInterval(Duration.ofNanos(10))), clock::get);
        Logs.slot(recorder, 0);
        recorder.force();
        assertThat(size()).isZero();
        assertThat(recorder.isForceDue()).isTrue();
        clock.set(10);
        recorder.force();
        assertThat(size()).isEqualTo(64 + 96);
        assertThat(recorder.isForceDue()).isFalse();
        Logs.slot(recorder, 1);
        assertThat(size()).isEqualTo(64 + 96);
        clock.set(30);
        Logs.slot(recorder, 2);
        assertThat(size()).isEqualTo(64 + 3 * 96);
        recorder.finish();
    }

    private long size() throws IOException {
        return Files.size(Logs.segment(folder, 1));
    }
}

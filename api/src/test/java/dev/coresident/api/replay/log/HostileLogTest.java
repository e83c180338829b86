package dev.coresident.api.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coresident.api.internal.recording.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that nobody wrote: each is refused with its place, or cut with the number of bytes, and nothing else ever happens. */
class HostileLogTest {
    @TempDir
    Path place;

    private Path log;
    private Path file;
    private byte[] whole;
    private List<String> records;

    @BeforeEach
    void record() throws Exception {
        log = place.resolve("log");
        Recorder recorder = Logs.begin(log);
        Logs.oneOfEach(recorder);
        recorder.finish();
        file = Logs.segment(log, 1);
        whole = Files.readAllBytes(file);
        records = Logs.read(log).records();
    }

    private LogException refused() {
        return assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> Logs.read(log))
                .actual();
    }

    @Test
    void aFlipOfAnyByteIsRefusedOrInTheLastRecordCutAndNeverBelieved() throws Exception {
        int last = whole.length - LogLayout.LAST_RECORD_BYTES;
        for (int at = 0; at < whole.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xFF}) {
                byte[] spoilt = whole.clone();
                spoilt[at] ^= (byte) flip;
                Files.write(file, spoilt);
                try {
                    Logs.Reading reading = Logs.read(log);
                    assertThat(reading.end().kind()).as("byte %d", at).isEqualTo(LogEnd.Kind.TORN);
                    assertThat(at).as("nothing whole follows").isGreaterThanOrEqualTo(last);
                    assertThat(reading.end().cutBytes())
                            .isEqualTo(whole.length - reading.end().offset());
                    assertThat(reading.end().offset()).isEqualTo(last);
                    assertThat(reading.records())
                            .isEqualTo(records.subList(0, reading.records().size()));
                } catch (LogException e) {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.offset()).isBetween(0L, (long) at);
                    assertThat(e).hasMessageStartingWith(file + ", offset " + e.offset() + ": ");
                }
            }
        }
    }

    @Test
    void aLogCutAtAnyLengthIsReadUpToItsLastWholeRecord() throws Exception {
        int before = 0;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Logs.Reading reading = Logs.read(log);
            assertThat(reading.records())
                    .isEqualTo(records.subList(0, reading.records().size()))
                    .hasSizeBetween(before, before + 1);
            before = reading.records().size();
            assertThat(reading.end().offset() + reading.end().cutBytes()).isEqualTo(length);
            assertThat(reading.end().kind())
                    .isEqualTo(reading.end().cutBytes() == 0 ? LogEnd.Kind.OPEN : LogEnd.Kind.TORN);
        }
        assertThat(before).isEqualTo(records.size());
    }

    @Test
    void zerosAfterTheLastWholeRecordAreATornTail() throws Exception {
        byte[] spoilt = Arrays.copyOf(whole, whole.length - LogLayout.LAST_RECORD_BYTES + 4_096);
        Arrays.fill(spoilt, whole.length - LogLayout.LAST_RECORD_BYTES, spoilt.length, (byte) 0);
        Files.write(file, spoilt);
        Logs.Reading reading = Logs.read(log);
        assertThat(reading.records()).isEqualTo(records);
        assertThat(reading.end().cutBytes()).isEqualTo(4_096);
        assertThat(reading.end().explain()).contains("torn tail", "4096 bytes", file.toString());
    }

    @Test
    void bytesBehindTheEndAreRefused() throws Exception {
        Files.write(file, Arrays.copyOf(whole, whole.length + 8));
        assertThat(refused()).hasMessageContaining("8 bytes follow the last record");
    }

    @Test
    void aRecordInTheMiddleThatIsDamagedIsNotATornTail() throws Exception {
        byte[] spoilt = whole.clone();
        spoilt[LogLayout.SEGMENT_HEADER_BYTES + LogLayout.RECORD_HEADER_BYTES] ^= 1;
        Files.write(file, spoilt);
        assertThat(refused()).hasMessageContaining("checksum").hasMessageContaining("a whole record follows");
    }

    @Test
    void aLengthThatIsWrongIsNotATornTailWhereverItLeads() throws Exception {
        int last = whole.length - LogLayout.LAST_RECORD_BYTES;
        for (int record = LogLayout.SEGMENT_HEADER_BYTES; record < last; ) {
            int length = LogLayout.word(whole, record + LogLayout.RECORD_LENGTH);
            for (int bit = 0; bit < 32; bit++) {
                byte[] spoilt = whole.clone();
                LogLayout.word(spoilt, record + LogLayout.RECORD_LENGTH, length ^ 1 << bit);
                Files.write(file, spoilt);
                assertThat(refused().offset()).as("bit %d", bit).isEqualTo(record);
            }
            record += length;
        }
    }

    @Test
    void anotherVersionIsRefusedByItsNumber() throws Exception {
        for (int at : new int[] {LogLayout.SEGMENT_VERSION, LogLayout.SEGMENT_LAYOUT}) {
            byte[] other = whole.clone();
            LogLayout.word(other, at, 77);
            LogLayout.word(other, LogLayout.SEGMENT_CHECKSUM, LogLayout.headerChecksum(new CRC32C(), other, 0));
            Files.write(file, other);
            assertThat(refused()).hasMessageContaining("version 77").hasMessageContaining("use the release");
        }
    }

    @Test
    void anotherFileIsNoLog() throws Exception {
        Files.write(file, new byte[4_096]);
        assertThat(refused()).hasMessageContaining("no replay log");
    }

    /** Every word of every record set to hostile values, with the checksum made right: structure alone decides. */
    @Test
    void aCountOfAnySizeBehindARightChecksumIsReadOrRefused() throws Exception {
        int refusals = 0;
        for (int record = LogLayout.SEGMENT_HEADER_BYTES; record < whole.length; ) {
            int length = LogLayout.word(whole, record + LogLayout.RECORD_LENGTH);
            for (int at = LogLayout.RECORD_TYPE; at < length; at += 4) {
                for (int value : new int[] {-1, 1 << 31, Integer.MAX_VALUE, 0, 1_025, 65_536}) {
                    byte[] spoilt = whole.clone();
                    LogLayout.word(spoilt, record + at, value);
                    correct(spoilt, record, length);
                    Files.write(file, spoilt);
                    try {
                        Logs.read(log);
                    } catch (LogException e) {
                        refusals++;
                    }
                }
            }
            record += length;
        }
        assertThat(refusals).isGreaterThan(300);
    }

    private static void correct(byte[] bytes, int record, int length) {
        LogLayout.word(
                bytes,
                record + LogLayout.RECORD_CHECKSUM,
                LogLayout.recordChecksum(new CRC32C(), bytes, record, length));
    }

    @Test
    void aRecordThatRepeatsIsRefused() throws Exception {
        int first = LogLayout.SEGMENT_HEADER_BYTES;
        int length = LogLayout.word(whole, first + LogLayout.RECORD_LENGTH);
        byte[] repeated = new byte[whole.length + length];
        System.arraycopy(whole, 0, repeated, 0, first + length);
        System.arraycopy(whole, first, repeated, first + length, whole.length - first);
        Files.write(file, repeated);
        assertThat(refused()).hasMessageContaining("missing or repeated");
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path elsewhere = place.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(refused()).hasMessageContaining("regular file");
        Files.delete(file);
        Files.move(elsewhere, file);
        Path link = place.resolve("link");
        Files.createSymbolicLink(link, log);
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> LogReader.open(link))
                .withMessageContaining("symbolic link");
    }

    @Test
    void whatIsNoSegmentIsRefusedByItsName() throws Exception {
        Files.writeString(log.resolve("README"), "hello");
        assertThat(refused()).hasMessageContaining("README").hasMessageContaining("move it elsewhere");
        Files.delete(log.resolve("README"));
        Files.createDirectory(Logs.segment(log, 2));
        assertThat(refused()).hasMessageContaining("coresident-000002.log").hasMessageContaining("regular file");
    }

    @Test
    void anEmptyFolderAFileAndNothingAreNoLogs() throws Exception {
        Files.delete(file);
        assertThat(refused()).hasMessageContaining("no segment");
        assertThatExceptionOfType(LogException.class).isThrownBy(() -> LogReader.open(place.resolve("nothing")));
        Path plain = Files.writeString(place.resolve("plain"), "x");
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> LogReader.open(plain))
                .withMessageContaining("folder of segments");
    }
}

package dev.coresident.stress.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.LogReader;
import dev.coresident.spi.layout.LayoutVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replay logs: any bytes give records, an end, or the typed refusal. The search is spared the checksums, which no search can guess: the
 * header is made whole, and so is every record that the bytes lay out.
 */
final class LogFuzzTest {
    @TempDir
    private static Path folder;

    private final CRC32C crc = new CRC32C();

    @FuzzTest
    void replayLog(byte[] records) throws IOException {
        Path segment = folder.resolve("coresident-000001.log");
        Files.write(segment, whole(records));
        try (LogReader reader = LogReader.open(folder)) {
            long seen = 0;
            while (reader.next() != null) {
                seen++;
            }
            assertThat(seen).isLessThanOrEqualTo(records.length / LogLayout.RECORD_HEADER_BYTES);
            assertThat(reader.end()).isNotNull();
        } catch (LogException refused) {
            assertThat(refused).hasMessageContaining("coresident-000001.log");
        }
    }

    private byte[] whole(byte[] records) {
        byte[] segment = new byte[LogLayout.SEGMENT_HEADER_BYTES + records.length];
        ByteBuffer words = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        words.putLong(LogLayout.SEGMENT_MAGIC, LogLayout.MAGIC);
        words.putInt(LogLayout.SEGMENT_VERSION, LogLayout.VERSION);
        words.putInt(LogLayout.SEGMENT_LAYOUT, LayoutVersion.CURRENT);
        words.putInt(LogLayout.SEGMENT_SEQUENCE, 1);
        words.putInt(LogLayout.SEGMENT_CHECKSUM, LogLayout.headerChecksum(crc, segment, 0));
        words.put(LogLayout.SEGMENT_HEADER_BYTES, records);
        int at = LogLayout.SEGMENT_HEADER_BYTES;
        for (int number = 0; at + LogLayout.RECORD_HEADER_BYTES <= segment.length; number++) {
            int length = words.getInt(at + LogLayout.RECORD_LENGTH) & 0xFFF8;
            if (!LogLayout.isRecordLength(length) || at + length > segment.length) {
                break;
            }
            words.putInt(at + LogLayout.RECORD_LENGTH, length);
            words.putInt(at + LogLayout.RECORD_NUMBER, number);
            words.putInt(at + LogLayout.RECORD_CHECKSUM, LogLayout.recordChecksum(crc, segment, at, length));
            at += length;
        }
        return segment;
    }
}

package dev.coresident.api.replay.log;

import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Logs that tests write, read, and spoil. */
final class Logs {
    static final Geometry GEOMETRY = new Geometry(Partitions.each(4), 3, 64, 4, 16, 8, 4, 4_096);
    static final DeviceFacts FACTS =
            new DeviceFacts("hand", "a device of tests", ExecutionModel.RESIDENT, Coherence.COHERENT, 1, 4_096);
    static final int TENANT = TenantWord.of(1, 0);

    private Logs() {}

    /** One record of every kind, about 900 bytes; not a run that a device could replay. */
    static void oneOfEach(Recorder recorder) {
        recorder.kernel(GEOMETRY, FACTS);
        recorder.registered(TENANT, 0x4000_0000, 64, 32, "päi", () -> {});
        recorder.opened(TENANT, 0, 0, 100, () -> 1);
        recorder.wrote(1, 3, MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5}));
        recorder.bound(TENANT, 2, 16, 1, () -> {});
        slot(recorder, 0);
        recorder.outcome(TENANT, 0, CompletionLayout.ending(SlotStatus.DONE, 0, 9), 7, 8);
        recorder.fetched(1, 0, MemorySegment.ofArray(new byte[] {9, 9}));
        recorder.closed(1, () -> {});
        recorder.device(1, FACTS);
        recorder.revoked(TENANT, () -> {});
        recorder.released(TENANT, () -> {});
    }

    static void slot(Recorder recorder, long ticket) {
        long[] words = new long[8];
        words[0] = Words.pair(0, 0x4000_0002);
        words[1] = Words.pair(TENANT, 2);
        words[2] = Words.pair(5, (int) ticket);
        recorder.published(ticket, ticket, words, 0);
    }

    static Recorder begin(Path folder) throws DeviceException {
        return begin(RecordingOptions.to(folder));
    }

    static Recorder begin(RecordingOptions options) throws DeviceException {
        return Recorder.open(options, () -> 0);
    }

    /** Reads to the end. */
    static Reading read(Path folder) throws LogException {
        try (LogReader reader = LogReader.open(folder)) {
            List<String> records = new ArrayList<>();
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(
                        record instanceof LogRecord.Wrote(int handle, long offset, MemorySegment bytes)
                                ? "Wrote " + handle + " " + offset + " " + crc(bytes)
                                : record.toString());
            }
            return new Reading(records, reader.end());
        }
    }

    record Reading(List<String> records, LogEnd end) {}

    private static long crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }

    static Path segment(Path folder, int number) {
        return folder.resolve(LogLayout.segmentName(number));
    }

    /** All files of a folder by name. */
    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                files.put(entry.getFileName().toString(), Files.readAllBytes(entry));
            }
        }
        return files;
    }
}

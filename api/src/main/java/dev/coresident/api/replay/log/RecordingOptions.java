package dev.coresident.api.replay.log;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a kernel records, and how much at most. A log that reached its bound ends there and says so, and the kernel goes on
 * unrecorded: without its beginning a log cannot be replayed, so that no segment is ever dropped to make room for another.
 *
 * @param folder is made if it is missing, and must be empty
 * @param segmentBytes a segment is at most so long, 128 KiB to 1 GiB
 * @param segments the most segments, 1 to {@link LogLayout#MAX_SEGMENTS}
 * @param sync when the log is forced to the disk
 */
public record RecordingOptions(Path folder, int segmentBytes, int segments, SyncPolicy sync) {
    /** The shortest segment: room for the longest record and what surrounds it. */
    public static final int LEAST_SEGMENT_BYTES = 2 * LogLayout.MAX_RECORD_BYTES;
    /** The longest segment. */
    public static final int MOST_SEGMENT_BYTES = 1 << 30;

    private static final int DEFAULT_SEGMENT_BYTES = 64 << 20;
    private static final int DEFAULT_SEGMENTS = 64;

    /** Checks every bound. */
    public RecordingOptions {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(sync, "sync");
        if (segmentBytes < LEAST_SEGMENT_BYTES || segmentBytes > MOST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a segment of a log has from " + LEAST_SEGMENT_BYTES + " to "
                    + MOST_SEGMENT_BYTES + " bytes, got " + segmentBytes);
        }
        if (segments < 1 || segments > LogLayout.MAX_SEGMENTS) {
            throw new IllegalArgumentException(
                    "a log has from 1 to " + LogLayout.MAX_SEGMENTS + " segments, got " + segments);
        }
    }

    /** At most 64 segments of 64 MiB each, forced when each is finished. */
    public static RecordingOptions to(Path folder) {
        return new RecordingOptions(folder, DEFAULT_SEGMENT_BYTES, DEFAULT_SEGMENTS, new SyncPolicy.PerSegment());
    }

    /** The same with another bound. */
    public RecordingOptions withSegments(int bytesEach, int most) {
        return new RecordingOptions(folder, bytesEach, most, sync);
    }

    /** The same, forced otherwise. */
    public RecordingOptions withSync(SyncPolicy policy) {
        return new RecordingOptions(folder, segmentBytes, segments, policy);
    }
}

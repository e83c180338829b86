package dev.coresident.api.replay.log;

import java.nio.file.Path;

/**
 * How a log ends, known once its last record was read.
 *
 * @param kind whether it is whole
 * @param file the last segment
 * @param offset where the last whole record in it ends
 * @param cutBytes what follows there and was left out, 0 unless {@link Kind#TORN}
 * @param records whole records
 * @param segments segments
 */
public record LogEnd(Kind kind, Path file, long offset, long cutBytes, long records, int segments) {
    /** Whether a log is whole. */
    public enum Kind {
        /** The kernel was closed and finished it. */
        CLOSED,
        /** It reached its bound; the kernel went on unrecorded. */
        FULL,
        /** It ends at a whole record, but nobody finished it: the process ended, recording failed, or later segments are missing. */
        OPEN,
        /** As {@link #OPEN}, and what follows the last whole record was cut. */
        TORN
    }

    /** For people. */
    public String explain() {
        return switch (kind) {
            case CLOSED -> "the log is whole";
            case FULL -> "the log ends at its bound; the kernel went on unrecorded";
            case OPEN -> "the log was not finished: it ends at offset " + offset + " of " + file;
            case TORN ->
                "the log has a torn tail: " + cutBytes + " bytes from offset " + offset + " of " + file
                        + " on were cut";
        };
    }
}

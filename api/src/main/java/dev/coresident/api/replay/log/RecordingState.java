package dev.coresident.api.replay.log;

import java.nio.file.Path;

/**
 * How a kernel's recording goes.
 *
 * @param folder where it records
 * @param stage whether it still does, and if not, why
 * @param reason what stopped it, for people; empty while it records
 * @param records in the log
 * @param bytes of the log, what is still buffered included
 * @param segments of the log
 * @param unrecorded what came after the recording had stopped and is not in the log
 */
public record RecordingState(
        Path folder, Stage stage, String reason, long records, long bytes, int segments, long unrecorded) {
    /** Whether a kernel still records. */
    public enum Stage {
        /** Everything goes into the log. */
        RECORDING,
        /** The kernel was closed, the log is finished. */
        CLOSED,
        /** The log reached its bound and says so; what came later is not in it. */
        FULL,
        /** A write failed; the log ends somewhere before that. The kernel is not affected. */
        FAILED
    }
}

package dev.coresident.api.replay.log;

import java.time.Duration;
import java.util.Objects;

/**
 * When a log that is being written is forced to the disk. What was not forced may be lost with the machine, not with the process;
 * what is still in the recorder's buffer of 256 KiB may be lost with the process. A force is done by the thread whose record makes it due,
 * which may be the pump's owner, and takes as long as the disk takes.
 */
public sealed interface SyncPolicy {
    /** Never forced; the operating system decides. */
    record Never() implements SyncPolicy {}

    /** Forced when a segment is finished. */
    record PerSegment() implements SyncPolicy {}

    /**
     * Forced after so many records.
     *
     * @param records at least 1
     */
    record PerRecords(int records) implements SyncPolicy {
        /** Checks the bound. */
        public PerRecords {
            if (records < 1) {
                throw new IllegalArgumentException("a log is forced after at least 1 record, got " + records);
            }
        }
    }

    /**
     * Forced by the first record, or the first cycle of the pump, that comes so long after the last force.
     *
     * @param interval more than zero
     */
    record PerInterval(Duration interval) implements SyncPolicy {
        /** Checks the bound. */
        public PerInterval {
            Objects.requireNonNull(interval, "interval");
            if (!interval.isPositive()) {
                throw new IllegalArgumentException("a log is forced after more than no time, got " + interval);
            }
        }
    }
}

package dev.coresident.backend.aparapi.rounds;

/**
 * How many bytes a scan may walk in one launch, so that a launch lasts about as long as it should: what launches lasted before
 * decides. Starts low and doubles, so that the first launches on a slow device are short.
 */
final class Pace {
    private static final int LEAST = 4 << 10;
    private static final int FIRST = 64 << 10;
    private static final int MOST = 1 << 30;

    private final long targetNanos;
    private int bytes = FIRST;

    /** A pace for launches of a length. */
    Pace(long targetNanos) {
        this.targetNanos = targetNanos;
    }

    /** Bytes for each scan of a launch. */
    int bytes() {
        return bytes;
    }

    /**
     * A launch is over.
     *
     * @param nanos how long it lasted
     * @param cut true if a scan would have gone on: else its length says nothing about what would be possible
     */
    void lasted(long nanos, boolean cut) {
        if (nanos > targetNanos) {
            bytes = Math.max(LEAST, bytes / 2);
        } else if (cut && nanos < targetNanos / 2) {
            bytes = Math.min(MOST, bytes * 2);
        }
    }
}

package dev.coresident.backend.aparapi.rounds;

/**
 * How many steps a scan or a worklist may take in one launch, so that a launch lasts about as long as it should: what launches lasted before
 * decides. Starts low and doubles, so that the first launches on a slow device are short.
 */
final class Pace {
    private static final int LEAST = 4 << 10;
    private static final int FIRST = 64 << 10;
    private static final int MOST = 1 << 30;

    private final long targetNanos;
    private int steps = FIRST;

    /** A pace for launches of a length. */
    Pace(long targetNanos) {
        this.targetNanos = targetNanos;
    }

    /** Steps for each slot of a launch. */
    int steps() {
        return steps;
    }

    /**
     * A launch is over.
     *
     * @param nanos how long it lasted
     * @param cut true if a slot would have gone on: else its length says nothing about what would be possible
     */
    void lasted(long nanos, boolean cut) {
        if (nanos > targetNanos) {
            steps = Math.max(LEAST, steps / 2);
        } else if (cut && nanos < targetNanos / 2) {
            steps = Math.min(MOST, steps * 2);
        }
    }
}

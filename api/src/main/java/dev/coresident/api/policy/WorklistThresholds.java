package dev.coresident.api.policy;

/**
 * Where the mode of a worklist changes. Immutable.
 *
 * @param nonBlockingDepth from this depth on a worklist is run without blocking, at least 1
 * @param lowOccupancy below this occupancy any worklist is, 0 to {@link WorklistDecision#FULL_OCCUPANCY} basis points
 * @param spillDepth above this depth it must be spilled, at least {@code nonBlockingDepth} and below 2^32
 */
public record WorklistThresholds(long nonBlockingDepth, int lowOccupancy, long spillDepth) {
    private static final WorklistThresholds DEFAULTS = new WorklistThresholds(64, 5_000, 1_048_576);

    /** Checks the bounds. */
    public WorklistThresholds {
        if (nonBlockingDepth < 1 || spillDepth < nonBlockingDepth || spillDepth > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "a worklist goes from blocking to non-blocking at a depth from 1 on and from there to spilling below 2^32, got "
                            + nonBlockingDepth + " and " + spillDepth);
        }
        if (lowOccupancy < 0 || lowOccupancy > WorklistDecision.FULL_OCCUPANCY) {
            throw new IllegalArgumentException("an occupancy is from 0 to " + WorklistDecision.FULL_OCCUPANCY
                    + " basis points, got " + lowOccupancy);
        }
    }

    /** The reference design's: 64 states, 5,000 basis points, 1,048,576 states. */
    public static WorklistThresholds defaults() {
        return DEFAULTS;
    }
}

package dev.coresident.api.policy;

import com.google.common.primitives.UnsignedInts;

/**
 * How a worklist of a depth is run, and what that was decided from.
 *
 * <p>A pure function of three figures; any thread. The order of the tests is the reference design's but for one: it multiplies the
 * depth first, so that 2^29 states are an error there and a spill here.
 *
 * @param mode how it is run
 * @param depth u32, states that wait
 * @param occupancy basis points of the device that are in use, at most {@link #FULL_OCCUPANCY}
 * @param visitBudget how many states may be visited before the next decision: {@link #VISITS_EACH} times the depth
 */
public record WorklistDecision(WorklistMode mode, int depth, int occupancy, long visitBudget) {
    /** The occupancy of a device that has no room, in basis points; what is reported above it counts as this. */
    public static final int FULL_OCCUPANCY = 10_000;
    /** Visits for each state that waits. */
    public static final int VISITS_EACH = 8;

    /**
     * Decides.
     *
     * @param depth u32, states that wait
     * @param reportedOccupancy u32, basis points; clamped to {@link #FULL_OCCUPANCY}
     * @param thresholds where the mode changes
     */
    public static WorklistDecision of(int depth, int reportedOccupancy, WorklistThresholds thresholds) {
        long states = UnsignedInts.toLong(depth);
        int occupancy = (int) Math.min(UnsignedInts.toLong(reportedOccupancy), FULL_OCCUPANCY);
        return new WorklistDecision(mode(states, occupancy, thresholds), depth, occupancy, states * VISITS_EACH);
    }

    private static WorklistMode mode(long states, int occupancy, WorklistThresholds thresholds) {
        if (states == 0) {
            return WorklistMode.EMPTY;
        }
        if (states > thresholds.spillDepth()) {
            return WorklistMode.SPILL_REQUIRED;
        }
        return states >= thresholds.nonBlockingDepth() || occupancy < thresholds.lowOccupancy()
                ? WorklistMode.NON_BLOCKING
                : WorklistMode.BLOCKING;
    }
}

package dev.coresident.automata.worklist;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.api.policy.WorklistDecision;

/**
 * What a mode is chosen for. Immutable.
 *
 * @param depth u32, tasks that wait
 * @param occupancy u32, basis points of the device that are in use; above {@link WorklistDecision#FULL_OCCUPANCY} it counts as that
 * @param parityRequired true if both modes are to run and to be compared
 * @param reportsStateAndIndex true if what is left is reported as pairs of state and byte index
 */
public record WorklistRequest(int depth, int occupancy, boolean parityRequired, boolean reportsStateAndIndex) {
    /** The depth as a number. */
    public long tasks() {
        return UnsignedInts.toLong(depth);
    }
}

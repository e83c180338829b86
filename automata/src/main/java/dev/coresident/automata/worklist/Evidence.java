package dev.coresident.automata.worklist;

import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistMode;
import java.util.OptionalLong;

/**
 * A measured record of one decision and what it cost. Immutable.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param request what was asked, as it was asked
 * @param decision what was decided
 * @param policy the policy's label
 * @param blockingNanos how long the blocking mode took; empty if it did not run: unknown is not zero
 * @param nonBlockingNanos how long the non-blocking mode took, over all its turns; empty likewise
 * @param visits pairs visited by the mode that was decided
 * @param slots slots that it took
 * @param bytes of input that the frontier went forward
 * @param left tasks left
 * @param spills slots that had no room for the tasks of the next visit
 * @param parity whether both modes found the same
 */
public record Evidence(
        int schemaVersion,
        WorklistRequest request,
        WorklistDecision decision,
        String policy,
        OptionalLong blockingNanos,
        OptionalLong nonBlockingNanos,
        long visits,
        int slots,
        long bytes,
        int left,
        int spills,
        Parity parity) {
    /** The version of this record. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * True if the version is this one, the occupancy in range, parity and the report of states and indices were required, and there was
     * something to visit or the mode says that there was not.
     */
    public boolean isComplete() {
        int occupancy = decision.occupancy();
        return schemaVersion == SCHEMA_VERSION
                && occupancy >= 0
                && occupancy <= WorklistDecision.FULL_OCCUPANCY
                && request.parityRequired()
                && request.reportsStateAndIndex()
                && (decision.mode() == WorklistMode.EMPTY || decision.depth() != 0);
    }

    /** True if both modes were timed. */
    public boolean isPaired() {
        return blockingNanos.isPresent() && nonBlockingNanos.isPresent();
    }
}

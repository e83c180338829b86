package dev.coresident.automata.worklist;

import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistThresholds;
import java.util.Objects;

/**
 * How modes are decided: the pure decision of {@link WorklistDecision} under thresholds that have a name. Immutable; any thread.
 *
 * @param label for reports
 * @param thresholds where the mode changes
 */
public record WorklistPolicy(String label, WorklistThresholds thresholds) {
    private static final WorklistPolicy REFERENCE = new WorklistPolicy("reference", WorklistThresholds.defaults());

    /** Checks the components. */
    public WorklistPolicy {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(thresholds, "thresholds");
    }

    /** The reference design's thresholds. */
    public static WorklistPolicy reference() {
        return REFERENCE;
    }

    /** Decides. */
    public WorklistDecision decide(WorklistRequest request) {
        return WorklistDecision.of(request.depth(), request.occupancy(), thresholds);
    }
}

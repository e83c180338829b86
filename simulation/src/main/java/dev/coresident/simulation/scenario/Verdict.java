package dev.coresident.simulation.scenario;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param scenario what was run
 * @param traceHash over everything that happened, equal on every machine
 * @param movesMade moves that were made
 * @param deviceSteps steps of the device
 * @param submissions accepted by the kernel
 * @param faults faults that were injected
 * @param violation the first rule that did not hold, or null
 */
public record Verdict(
        Scenario scenario,
        long traceHash,
        int movesMade,
        long deviceSteps,
        long submissions,
        int faults,
        @Nullable Violation violation) {
    /** Checks that nothing is missing. */
    public Verdict {
        Objects.requireNonNull(scenario, "scenario");
    }

    /** True if every rule held. */
    public boolean passed() {
        return violation == null;
    }
}

package dev.coresident.simulation;

import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.simulation.scenario.Violation;
import java.util.Objects;

/**
 * A violation, and the least that still shows it.
 *
 * @param found the run that showed it first
 * @param shrunk the run with as few moves as could be left, which violates the same rule
 * @param attempts runs that shrinking took
 */
public record Finding(Verdict found, Verdict shrunk, int attempts) {
    /** Checks that both violate a rule. */
    public Finding {
        Objects.requireNonNull(found.violation(), "found");
        Objects.requireNonNull(shrunk.violation(), "shrunk");
    }

    /** What the shrunk run violated. */
    public Violation violation() {
        return Objects.requireNonNull(shrunk.violation());
    }

    /** What shows it again, as a user types it. */
    public String command() {
        return shrunk.scenario().command();
    }
}

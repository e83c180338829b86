package dev.coresident.simulation.scenario;

import java.util.Objects;

/**
 * A rule that did not hold.
 *
 * @param rule which
 * @param what was seen and what should have been
 * @param move the number of the move after which it was seen; the number of moves while the run was settling
 */
public record Violation(Rule rule, String what, int move) {
    /** Checks that nothing is missing. */
    public Violation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(what, "what");
    }
}

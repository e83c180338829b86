package dev.coresident.conformance;

import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Rule;

/**
 * A rule and how its check ended.
 *
 * @param rule which
 * @param outcome how
 * @param nanos how long it took
 */
public record Result(Rule rule, Outcome outcome, long nanos) {
    /** One line: number, strength, outcome, and the reason or the notes. */
    public String line() {
        String word = switch (outcome) {
            case Outcome.Passed passed -> "passed";
            case Outcome.Failed failed -> "FAILED";
            case Outcome.Departed departed -> "departs";
            case Outcome.Skipped skipped -> "skipped";
        };
        return "%-6s %-6s %-8s %s"
                .formatted(rule.id(), rule.strength(), word, detail())
                .stripTrailing();
    }

    private String detail() {
        return switch (outcome) {
            case Outcome.Passed(var notes) -> String.join("; ", notes);
            case Outcome.Failed(var cause) -> message(cause);
            case Outcome.Departed(var cause) -> message(cause);
            case Outcome.Skipped(var reason) -> reason;
        };
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}

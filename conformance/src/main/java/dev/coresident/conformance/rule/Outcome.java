package dev.coresident.conformance.rule;

import java.util.List;

/** How a check ended. */
public sealed interface Outcome {
    /**
     * The subject keeps the rule, as far as the check reaches.
     *
     * @param notes what was tried or measured
     */
    record Passed(List<String> notes) implements Outcome {
        /** Copies the notes. */
        public Passed {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The subject breaks a rule that binds.
     *
     * @param cause what was expected and what was seen
     */
    record Failed(Throwable cause) implements Outcome {}

    /**
     * The subject does not keep a rule that only SHOULD or MAY be kept.
     *
     * @param cause what was expected and what was seen
     */
    record Departed(Throwable cause) implements Outcome {}

    /**
     * The rule was not tried.
     *
     * @param reason what the subject lacks
     */
    record Skipped(String reason) implements Outcome {}
}

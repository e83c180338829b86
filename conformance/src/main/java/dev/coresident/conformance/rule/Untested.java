package dev.coresident.conformance.rule;

import java.util.Objects;

/**
 * A rule that binds and that no check of this suite tries.
 *
 * @param id its number, from the same count as the rules with a check
 * @param strength how binding it is
 * @param text one sentence
 * @param reason why it cannot be tried from outside
 */
public record Untested(RuleId id, Strength strength, String text, String reason) {
    /** Checks that rule and reason say something. */
    public Untested {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(strength, "strength");
        if (!text.endsWith(".") || !reason.endsWith(".")) {
            throw new IllegalArgumentException("rule " + id + " and the reason why it is not tested are sentences");
        }
    }
}

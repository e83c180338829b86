package dev.coresident.conformance.rule;

import java.util.Objects;
import java.util.Set;

/**
 * A rule and the one check that carries its number.
 *
 * @param id its number
 * @param strength how binding it is
 * @param text one sentence
 * @param needs what a subject must have for the check to mean anything
 * @param check what finds out
 */
public record Rule(RuleId id, Strength strength, String text, Set<Capability> needs, Check check) {
    /** Checks that the rule says something. */
    public Rule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(strength, "strength");
        Objects.requireNonNull(check, "check");
        needs = Set.copyOf(needs);
        if (text.isBlank() || !text.endsWith(".")) {
            throw new IllegalArgumentException("rule " + id + " is a sentence with a full stop, got \"" + text + "\"");
        }
    }
}

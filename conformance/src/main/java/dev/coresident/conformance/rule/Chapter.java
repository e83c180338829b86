package dev.coresident.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rules that belong together.
 *
 * @param number 0 or more
 * @param title a few words
 * @param about what the rules have in common, one or two sentences
 * @param rules those with a check, in the order of their numbers
 * @param untested those without
 */
public record Chapter(int number, String title, String about, List<Rule> rules, List<Untested> untested) {
    /** Copies the lists. */
    public Chapter {
        rules = List.copyOf(rules);
        untested = List.copyOf(untested);
    }

    /**
     * Begins a chapter.
     *
     * @param number 0 or more
     * @param title a few words
     * @param about one or two sentences
     */
    public static Builder of(int number, String title, String about) {
        return new Builder(number, title, about);
    }

    /** Collects a chapter's rules. Numbers rise from rule to rule; one that is missing was given up. */
    public static final class Builder {
        private final int chapter;
        private final String title;
        private final String about;
        private final List<Rule> rules = new ArrayList<>();
        private final List<Untested> untested = new ArrayList<>();
        private int last;

        private Builder(int chapter, String title, String about) {
            this.chapter = chapter;
            this.title = title;
            this.about = about;
        }

        /** A rule that every backend keeps, if it has what the check needs. */
        public Builder must(int number, String text, Check check, Capability... needs) {
            return add(number, Strength.MUST, text, check, needs);
        }

        /** A rule that a backend keeps unless it has a reason. */
        public Builder should(int number, String text, Check check, Capability... needs) {
            return add(number, Strength.SHOULD, text, check, needs);
        }

        /** A freedom. */
        public Builder may(int number, String text, Check check, Capability... needs) {
            return add(number, Strength.MAY, text, check, needs);
        }

        /** A rule that no check tries, and why. */
        public Builder untested(int number, Strength strength, String text, String reason) {
            untested.add(new Untested(next(number), strength, text, reason));
            return this;
        }

        private Builder add(int number, Strength strength, String text, Check check, Capability... needs) {
            rules.add(new Rule(next(number), strength, text, Set.of(needs), check));
            return this;
        }

        private RuleId next(int number) {
            if (number <= last) {
                throw new IllegalArgumentException("rule " + chapter + "." + number + " stands after " + chapter + "."
                        + last + ": numbers rise and never come twice");
            }
            last = number;
            return new RuleId(chapter, number);
        }

        /** The chapter. */
        public Chapter end() {
            return new Chapter(chapter, title, about, rules, untested);
        }
    }
}

package dev.coresident.conformance.rule;

import java.util.Comparator;

/**
 * A rule's number, {@code chapter.number}. It never changes its meaning: a rule that is given up leaves a gap.
 *
 * @param chapter 0 or more
 * @param number 1 or more
 */
public record RuleId(int chapter, int number) implements Comparable<RuleId> {
    private static final Comparator<RuleId> ORDER =
            Comparator.comparingInt(RuleId::chapter).thenComparingInt(RuleId::number);

    /** Checks the bounds. */
    public RuleId {
        if (chapter < 0 || number < 1) {
            throw new IllegalArgumentException(
                    "a rule has a chapter from 0 on and a number from 1 on, got " + chapter + "." + number);
        }
    }

    @Override
    public int compareTo(RuleId other) {
        return ORDER.compare(this, other);
    }

    /** {@code 4.12} */
    @Override
    public String toString() {
        return chapter + "." + number;
    }
}

package dev.coresident.oracles.duel;

import java.util.List;

/** Holds engines against each other on one case. The same case gives the same outcome. */
@FunctionalInterface
public interface Duel {
    /** Runs the case; what is thrown counts as a difference. */
    Outcome fight(DuelCase one) throws Exception;

    /** What came of it. */
    sealed interface Outcome {
        /**
         * All say the same.
         *
         * @param counted what was compared and what was left out, a line for each time: the lines are counted
         */
        record Agreed(List<String> counted) implements Outcome {
            /** Copies the lines. */
            public Agreed {
                counted = List.copyOf(counted);
            }
        }

        /**
         * They do not.
         *
         * @param how who says what
         */
        record Differed(String how) implements Outcome {}
    }

    /** The outcome, a difference if it throws. */
    default Outcome outcome(DuelCase one) {
        try {
            return fight(one);
        } catch (Exception | AssertionError | StackOverflowError thrown) {
            return new Outcome.Differed("thrown: " + thrown);
        }
    }
}

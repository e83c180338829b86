package dev.coresident.automata;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.automata.syntax.PatternError;

/**
 * Why a rule was refused, with the place of the first offending byte.
 *
 * @param place where
 * @param cause why
 */
public record RuleProblem(RulePlace place, Cause cause) {

    /** What can be wrong with a rule. */
    public sealed interface Cause {
        /** One line without the place. */
        String message();
    }

    /**
     * The line is not {@code ID:/pattern/flags}.
     *
     * @param message what stands there and what would be accepted
     */
    public record BadLine(String message) implements Cause {}

    /**
     * The pattern is not in the dialect, or larger than a limit.
     *
     * @param id the rule's number
     * @param error as the parser found it
     */
    public record BadPattern(int id, PatternError error) implements Cause {
        @Override
        public String message() {
            return "rule " + UnsignedInts.toString(id) + ": " + error.message();
        }
    }

    /**
     * Two rules of one file have the same number.
     *
     * @param id the number
     * @param firstLine where it stands first
     * @param laterLine where it stands again
     */
    public record DuplicateId(int id, int firstLine, int laterLine) implements Cause {
        @Override
        public String message() {
            return "rule " + UnsignedInts.toString(id) + " stands on line " + firstLine + " and again on line "
                    + laterLine + ": give one of them another number";
        }
    }

    /**
     * The rule, or the set with it, is larger than a limit of {@link CompileLimits}.
     *
     * @param id the rule's number
     * @param limit the limit's name
     * @param limitValue its value
     * @param wanted what it would take
     * @param exact whether {@code wanted} is exact; otherwise it is where counting stopped
     */
    public record OverLimit(int id, String limit, long limitValue, long wanted, boolean exact) implements Cause {
        @Override
        public String message() {
            return "rule " + UnsignedInts.toString(id) + ": " + limit + " is " + limitValue
                    + " and the rule would take " + (exact ? "" : "at least ") + wanted
                    + ": simplify the rule or raise the limit";
        }
    }

    /** As compilers print it: {@code rules.txt:12:7: message}. */
    @Override
    public String toString() {
        return place + ": " + cause.message();
    }
}

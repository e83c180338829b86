package dev.coresident.formats.imported;

import dev.coresident.automata.RulePlace;

/** Something that the rules do not say as their file says it. A value: files come from users. */
public sealed interface Remark {

    /** Where it stands in the file. */
    RulePlace place();

    /** The name of the rule, string or element; empty if it has none, or if it is about the file. */
    String name();

    /** One line without place and name. */
    String message();

    /** As compilers print it: place, name if there is one, message. */
    default String line() {
        return place() + ": " + (name().isEmpty() ? "" : name() + ": ") + message();
    }

    /**
     * It is not among the rules: what it would match is missing.
     *
     * @param message what was found, why it does not map, what would
     */
    record NotMapped(RulePlace place, String name, String message) implements Remark {

        /**
         * A file, or a part of it, is larger than a limit allows.
         *
         * @param limit the limit's name, as {@link ImportLimits} spells it
         * @param limitValue its value
         * @param wanted what would be needed, or was found when counting stopped
         */
        public static NotMapped overLimit(RulePlace place, String name, String limit, long limitValue, long wanted) {
            return new NotMapped(
                    place,
                    name,
                    limit + " is " + limitValue + " and this has at least " + wanted
                            + ": use a smaller file or raise the limit");
        }

        @Override
        public String toString() {
            return line();
        }
    }

    /**
     * It is among the rules and matches more than its file says.
     *
     * @param dropped the conditions that were left out
     */
    record Widened(RulePlace place, String name, String dropped) implements Remark {
        @Override
        public String message() {
            return "matches more than the file says, which also asks for " + dropped;
        }

        @Override
        public String toString() {
            return line();
        }
    }

    /**
     * Nothing is missing or wider, but a reader of the matches should know.
     *
     * @param message what to know
     */
    record Note(RulePlace place, String name, String message) implements Remark {
        @Override
        public String toString() {
            return line();
        }
    }
}

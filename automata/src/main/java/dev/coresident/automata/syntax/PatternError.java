package dev.coresident.automata.syntax;

/**
 * Why a pattern was refused. A value, not an exception: patterns come from users.
 */
public sealed interface PatternError {

    /** Offset of the first offending byte, from 0; the pattern's length when something is missing at its end. */
    int offset();

    /** One line without the position: what was found, why it is refused, what would be accepted. */
    String message();

    /**
     * The pattern breaks the grammar.
     *
     * @param offset where
     * @param found what stands there
     * @param reason the rule it breaks
     * @param remedy what would be accepted
     */
    record Malformed(int offset, String found, String reason, String remedy) implements PatternError {
        @Override
        public String message() {
            return found + ": " + reason + "; " + remedy;
        }
    }

    /**
     * The construct is known and not in the dialect.
     *
     * @param offset where it starts
     * @param found what stands there
     * @param construct its name, such as {@code look-ahead}
     * @param reason why it is left out
     * @param remedy what to write instead
     */
    record Unsupported(int offset, String found, String construct, String reason, String remedy)
            implements PatternError {
        @Override
        public String message() {
            return found + ": " + construct + " is not supported, " + reason + "; " + remedy;
        }
    }

    /**
     * The pattern is larger than a limit allows.
     *
     * @param offset where the limit was passed
     * @param limit the limit's name, as {@link PatternLimits} spells it
     * @param limitValue its value
     * @param wanted what the pattern asks for; a lower bound where counting stopped
     */
    record OverLimit(int offset, String limit, long limitValue, long wanted) implements PatternError {
        @Override
        public String message() {
            return limit + " is " + limitValue + " and the pattern needs " + wanted
                    + "; write a smaller pattern or raise the limit";
        }
    }
}

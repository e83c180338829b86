package dev.coresident.automata;

/**
 * Where a rule, or a part of one, stands.
 *
 * @param file the file's name as the user gave it, or a name for rules that come from elsewhere
 * @param line from 1
 * @param column in bytes, from 1
 */
public record RulePlace(String file, int line, int column) {

    /** Refuses lines and columns below 1. */
    public RulePlace {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
        }
    }

    /** The place that many bytes further on the line. */
    public RulePlace plus(int bytes) {
        return new RulePlace(file, line, column + bytes);
    }

    /** As compilers print it: {@code rules.txt:12:7}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

package dev.coresident.automata.group;

/** What lies behind the next border: the conditions of {@link GroupProgram#AHEAD} nodes. */
public final class Ahead {

    /** No byte follows. */
    public static final int END = 0;
    /** A byte follows. */
    public static final int NOT_END = 1;
    /** A newline follows, or no byte. */
    public static final int END_LINE = 2;
    /** A word byte follows. */
    public static final int WORD = 3;
    /** No word byte follows. */
    public static final int NOT_WORD = 4;

    /** Stands for the byte after the last. */
    public static final int NO_BYTE = -1;

    private Ahead() {}

    public static boolean holds(int condition, int value) {
        return switch (condition) {
            case END -> value == NO_BYTE;
            case NOT_END -> value != NO_BYTE;
            case END_LINE -> value == NO_BYTE || value == '\n';
            case WORD -> isWord(value);
            default -> !isWord(value);
        };
    }

    public static boolean isWord(int value) {
        return (value >= '0' && value <= '9')
                || (value >= 'A' && value <= 'Z')
                || (value >= 'a' && value <= 'z')
                || value == '_';
    }
}

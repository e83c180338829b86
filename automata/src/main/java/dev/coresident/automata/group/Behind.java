package dev.coresident.automata.group;

/** What lies before a place: the conditions of {@link GroupProgram#BEHIND} nodes, and the contexts that decide them. */
public final class Behind {

    /** Offset 0. */
    public static final int BEGIN = 0;
    /** The byte before is a newline. */
    public static final int NEWLINE = 1;
    /** The byte before is a word byte. */
    public static final int WORD = 2;
    /** There is no byte before, or no word byte. */
    public static final int NOT_WORD = 3;

    /** Number of contexts: begin, newline, word, and anything else, which has the number of {@link #NOT_WORD}. */
    public static final int CONTEXTS = 4;

    /** The context behind a byte that is no word byte and no newline. */
    public static final int PLAIN = 3;

    private Behind() {}

    public static boolean holds(int condition, int context) {
        return condition == NOT_WORD ? context != WORD : condition == context;
    }

    /** Whether a set of used conditions can tell {@code context} from {@link #PLAIN}. */
    public static boolean matters(int context, int used) {
        return switch (context) {
            case BEGIN -> (used & 1 << BEGIN) != 0;
            case NEWLINE -> (used & 1 << NEWLINE) != 0;
            case WORD -> (used & (1 << WORD | 1 << NOT_WORD)) != 0;
            default -> false;
        };
    }
}

package dev.coresident.automata.dfa;

/** What lies before a place: the conditions of {@link GroupProgram#BEHIND} nodes, and the contexts that decide them. */
final class Behind {

    /** Offset 0. */
    static final int BEGIN = 0;
    /** The byte before is a newline. */
    static final int NEWLINE = 1;
    /** The byte before is a word byte. */
    static final int WORD = 2;
    /** There is no byte before, or no word byte. */
    static final int NOT_WORD = 3;

    /** Number of contexts: begin, newline, word, and anything else, which has the number of {@link #NOT_WORD}. */
    static final int CONTEXTS = 4;

    /** The context behind a byte that is no word byte and no newline. */
    static final int PLAIN = 3;

    private Behind() {}

    static boolean holds(int condition, int context) {
        return condition == NOT_WORD ? context != WORD : condition == context;
    }

    /** Whether a set of used conditions can tell {@code context} from {@link #PLAIN}. */
    static boolean matters(int context, int used) {
        return switch (context) {
            case BEGIN -> (used & 1 << BEGIN) != 0;
            case NEWLINE -> (used & 1 << NEWLINE) != 0;
            case WORD -> (used & (1 << WORD | 1 << NOT_WORD)) != 0;
            default -> false;
        };
    }
}

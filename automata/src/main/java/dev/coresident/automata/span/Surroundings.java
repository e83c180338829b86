package dev.coresident.automata.span;

import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.syntax.AssertionKind;

/** What assertions ask of a place: the bytes on both sides of it. */
final class Surroundings {

    /** Instead of a byte: the input begins or ends here. */
    static final int NO_BYTE = -1;

    static final ByteSet WORD = ByteSet.range('0', '9')
            .union(ByteSet.range('A', 'Z'))
            .union(ByteSet.range('a', 'z'))
            .union(ByteSet.range('_', '_'));

    private Surroundings() {}

    /**
     * Whether an assertion holds.
     *
     * @param behind the byte before the place, or {@link #NO_BYTE}
     * @param ahead the byte after it, or {@link #NO_BYTE}
     * @param aheadIsLast whether that byte is the input's last
     */
    static boolean hold(AssertionKind kind, int behind, int ahead, boolean aheadIsLast) {
        return switch (kind) {
            case BEGIN_TEXT -> behind == NO_BYTE;
            case END_TEXT -> ahead == NO_BYTE;
            case END_TEXT_OR_FINAL_NEWLINE -> ahead == NO_BYTE || (ahead == '\n' && aheadIsLast);
            case BEGIN_LINE -> behind == NO_BYTE || (behind == '\n' && ahead != NO_BYTE);
            case END_LINE -> ahead == NO_BYTE || ahead == '\n';
            case WORD_BOUNDARY -> isWord(behind) != isWord(ahead);
            case NOT_WORD_BOUNDARY -> isWord(behind) == isWord(ahead);
        };
    }

    private static boolean isWord(int value) {
        return value != NO_BYTE && WORD.contains(value);
    }
}

package dev.coresident.spi.program;

/**
 * An image of kind {@link ImageLayout#KIND_DFA}: a deterministic automaton over byte classes. The words of {@link ImageLayout}, and:
 *
 * <pre>
 *  6 classes C     7 stride         8 states S        9 start state  10 first accepting state A
 * 12 class map    13 transitions   14 accept index   15 accept list
 * 16 end index    17 end list      18 dead state or 0xFFFFFFFF       19 .. 31 zero
 * </pre>
 *
 * <ul>
 *   <li>Class map: 256 bytes, the class of each input byte, each below C.
 *   <li>Transitions: S rows of {@code stride} words, a power of two from C on; each word is the next state times the stride.
 *   <li>Exactly the states from A on accept. Accept index: S - A + 1 words into the accept list, never falling.
 *   <li>Accept list: {@code rule << 1 | delta}. On entering the state with the byte at offset i each entry is a match that ends at
 *       i + 1 - delta. The start state's entries are matches that end at 0.
 *   <li>End index: S + 1 words into the end list; at the end of n bytes each entry is a match that ends at n - delta.
 *   <li>Dead state: leads only to itself and reports nothing, or none.
 * </ul>
 */
public final class DfaLayout {
    /** Words of the class map. */
    public static final int CLASS_MAP_WORDS = 64;
    /** The dead state of an image that has none. */
    public static final int NO_STATE = -1;

    /** Header word: classes. */
    public static final int WORD_CLASSES = 6;
    /** Header word: words in a transition row. */
    public static final int WORD_STRIDE = 7;
    /** Header word: first accepting state. */
    public static final int WORD_FIRST_ACCEPTING = 10;
    /** Header word: where the class map starts. */
    public static final int WORD_CLASS_MAP = 12;
    /** Header word: where the transitions start. */
    public static final int WORD_TRANSITIONS = 13;
    /** Header word: where the accept index starts. */
    public static final int WORD_ACCEPT_INDEX = 14;
    /** Header word: where the accept list starts. */
    public static final int WORD_ACCEPT_LIST = 15;
    /** Header word: where the end index starts. */
    public static final int WORD_END_INDEX = 16;
    /** Header word: where the end list starts. */
    public static final int WORD_END_LIST = 17;
    /** Header word: the dead state or {@link #NO_STATE}. */
    public static final int WORD_DEAD = 18;

    private DfaLayout() {}
}

package dev.coresident.spi.program;

/**
 * An image of kind {@link ImageLayout#KIND_NFA}: a homogeneous automaton, as ANML writes them. The words of {@link ImageLayout}, with 1
 * in words 8 and 0 in word 9, and:
 *
 * <pre>
 *  6 automaton states S    7 sets K             10 states enabled at every byte N
 * 12 sets         13 set of state   14 successor index   15 successor list   16 every byte
 * 17 accept index 18 accept list    19 end index         20 end list         21 .. 31 zero
 * </pre>
 *
 * <ul>
 *   <li>State 0 is active before the first byte of the input and never again. A byte activates every state whose set has it and which is
 *       in the list of an active state, or in the list of every byte; nothing else is active after it.
 *   <li>Sets: K rows of 8 words, the bit of byte b is bit b mod 32 of word b / 32. Set of state: S words, each below K; that of state 0
 *       has no meaning.
 *   <li>Successor index: S + 1 words into the successor list, never falling. Successor list and every byte: states 1 to S - 1, ascending
 *       within a row.
 *   <li>Accept index, accept list: as the successors; entries {@code rule << 1 | delta}, ascending within a row. Of a state that the byte
 *       at offset i activates, each entry is a match that ends at i + 1 - delta; state 0's are matches that end at 0. What several
 *       states say alike is said once.
 *   <li>End index, end list: likewise; at the end of n bytes the entries of the active states are matches that end at n - delta.
 * </ul>
 *
 * <p>State memory: {@link #activeWords} words with a bit for each state, state s in bit s mod 32 of word s / 32; bits of states that there
 * are not are not looked at and written as zero. The words behind them, up to {@link #stateBytes}, are for the device while it scans; they
 * mean nothing.
 */
public final class NfaLayout {
    /** Words of a set. */
    public static final int SET_WORDS = 8;
    /** Where a scan reads or writes its state is a multiple of this many bytes. */
    public static final int STATE_ALIGN_BYTES = 8;

    /** Header word: states of the automaton. */
    public static final int WORD_NFA_STATES = 6;
    /** Header word: different sets of bytes. */
    public static final int WORD_SET_COUNT = 7;
    /** Header word: states that are enabled at every byte. */
    public static final int WORD_EVERY_BYTE_COUNT = 10;
    /** Header word: where the sets start. */
    public static final int WORD_SETS = 12;
    /** Header word: where the numbers of the states' sets start. */
    public static final int WORD_SET_OF = 13;
    /** Header word: where the successor index starts. */
    public static final int WORD_SUCCESSOR_INDEX = 14;
    /** Header word: where the successor list starts. */
    public static final int WORD_SUCCESSOR_LIST = 15;
    /** Header word: where the list of states enabled at every byte starts. */
    public static final int WORD_EVERY_BYTE = 16;
    /** Header word: where the accept index starts. */
    public static final int WORD_ACCEPT_INDEX = 17;
    /** Header word: where the accept list starts. */
    public static final int WORD_ACCEPT_LIST = 18;
    /** Header word: where the end index starts. */
    public static final int WORD_END_INDEX = 19;
    /** Header word: where the end list starts. */
    public static final int WORD_END_LIST = 20;

    private NfaLayout() {}

    /** Words that hold a bit for each state. */
    public static int activeWords(int states) {
        return (states + 31) >>> 5;
    }

    /** Bytes of state memory: two sets of active states and a bit for each of their words, in multiples of 64 bytes. */
    public static long stateBytes(int states) {
        long words = activeWords(states);
        long marks = (words + 31) >>> 5;
        return (4 * 2 * (words + marks) + 63) & -64L;
    }
}

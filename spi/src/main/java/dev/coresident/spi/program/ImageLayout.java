package dev.coresident.spi.program;

/**
 * The byte layout of a program image: something that SCAN runs, which every backend can execute. Little-endian words; sections
 * start at multiples of 64 bytes; offsets are words from the image's start. All kinds share these words of the header; the others
 * are the kind's: {@link DfaLayout}, {@link LiteralLayout}, {@link NfaLayout}. What a kind gives no meaning is zero.
 *
 * <pre>
 *  0 magic         1 version        2 kind            3 total words   4 checksum      5 flags (0)
 *  8 states        9 start state   11 rules
 * </pre>
 *
 * <p>Checksum: CRC-32C of all the words, word 4 taken as zero. An event names a rule by its index, below the number of rules.
 */
public final class ImageLayout {
    /** "CRP1" in little-endian bytes. */
    public static final int MAGIC = 0x3150_5243;
    /** The version of this layout. */
    public static final int VERSION = 2;
    /** Kind: a deterministic automaton over byte classes. */
    public static final int KIND_DFA = 1;
    /** Kind: texts to be found wherever they stand. */
    public static final int KIND_LITERALS = 2;
    /** Kind: a nondeterministic, homogeneous automaton. */
    public static final int KIND_NFA = 3;
    /** Words of the header. */
    public static final int HEADER_WORDS = 32;
    /** Words that sections are aligned to. */
    public static final int ALIGN_WORDS = 16;

    /** Header word: the magic. */
    public static final int WORD_MAGIC = 0;
    /** Header word: the version. */
    public static final int WORD_VERSION = 1;
    /** Header word: the kind. */
    public static final int WORD_KIND = 2;
    /** Header word: total words. */
    public static final int WORD_TOTAL = 3;
    /** Header word: the checksum. */
    public static final int WORD_CHECKSUM = 4;
    /** Header word: flags, zero. */
    public static final int WORD_FLAGS = 5;
    /** Header word: states. */
    public static final int WORD_STATES = 8;
    /** Header word: start state. */
    public static final int WORD_START = 9;
    /** Header word: rules. */
    public static final int WORD_RULES = 11;

    private ImageLayout() {}
}

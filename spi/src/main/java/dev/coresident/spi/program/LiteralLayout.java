package dev.coresident.spi.program;

/**
 * An image of kind {@link ImageLayout#KIND_LITERALS}: texts to be found wherever they stand. The words of {@link ImageLayout}, and:
 *
 * <pre>
 *  6 texts T       7 index bits B   8 states: the longest text, in bytes      9 start state (0)
 * 10 widths       11 rules         12 index          13 texts         14 lists         15 list entries N
 * 16 bytes        17 bytes of all texts M            18 .. 31 zero
 * </pre>
 *
 * <ul>
 *   <li>Meaning: at each offset of the input, of the exact texts that end there the longest, and of the caseless ones likewise; the
 *       rules in the lists of these two are matches that end there, ascending, each once. A text must begin within the input. (A
 *       list holds the rules of the text and of every shorter one that it ends with.)
 *   <li>State of a scan: how many bytes right before its first one, in the same buffer, belong to the input. A scan that starts in
 *       state a and consumes n bytes reaches state a + n, but no more than the longest text less 1. It may look back as far.
 *   <li>Widths: the sum of the {@linkplain #width widths} (1, 2, 4, 8) that texts have.
 *   <li>Index: 2^B + 1 words into the texts, from 0 to T, never falling. A text stands in the {@linkplain #bucket bucket} of its
 *       width and its last bytes, folded; in a bucket the longer come first, then the exact ones, then by their bytes; none twice, and
 *       {@value #MOST_IN_BUCKET} at most.
 *   <li>Texts: {@value #TEXT_WORDS} words each: first byte, length with {@link #CASELESS}, first entry of its list, end of its list.
 *       Bytes and lists follow each other in the order of the texts, without gaps.
 *   <li>Lists: rules, ascending, at least one for each text.
 *   <li>Bytes: of the texts, 1 to {@value #LONGEST} each. A caseless text is stored {@linkplain #fold folded}; so is the input when
 *       it is compared with one.
 * </ul>
 *
 * <p>Nothing flows from one offset to the next, so that offsets can be examined in any order, or all at once. A device may ignore the
 * index and make tables of its own.
 */
public final class LiteralLayout {
    /** Bytes of the longest text that an image can hold. */
    public static final int LONGEST = 1_024;
    /** The most texts of a bucket: so many may have to be looked at for an offset and a width, and a tenant must not make that endless. */
    public static final int MOST_IN_BUCKET = 256;
    /** The most index bits. */
    public static final int MOST_INDEX_BITS = 24;

    /** Header word: texts. */
    public static final int WORD_TEXTS = 6;
    /** Header word: bits of a bucket's number. */
    public static final int WORD_INDEX_BITS = 7;
    /** Header word: which widths occur. */
    public static final int WORD_WIDTHS = 10;
    /** Header word: where the index starts. */
    public static final int WORD_INDEX = 12;
    /** Header word: where the texts start. */
    public static final int WORD_TEXT = 13;
    /** Header word: where the lists start. */
    public static final int WORD_LIST = 14;
    /** Header word: entries of all lists. */
    public static final int WORD_LIST_ENTRIES = 15;
    /** Header word: where the bytes start. */
    public static final int WORD_BYTES = 16;
    /** Header word: bytes of all texts. */
    public static final int WORD_BYTE_COUNT = 17;

    /** Words of a text. */
    public static final int TEXT_WORDS = 4;
    /** Word of a text: its first byte among all bytes. */
    public static final int TEXT_AT = 0;
    /** Word of a text: its bytes; with {@link #CASELESS}. */
    public static final int TEXT_LENGTH = 1;
    /** Word of a text: the first entry of its list. */
    public static final int TEXT_LIST = 2;
    /** Word of a text: behind the last entry of its list. */
    public static final int TEXT_LIST_END = 3;
    /** Bit of a text's length: ASCII letters match both cases. */
    public static final int CASELESS = 1 << 31;

    /** Factor of a key's low word. */
    public static final int HASH_LOW = 0x9E37_79B1;
    /** Factor of a key's high word. */
    public static final int HASH_HIGH = 0x85EB_CA77;
    /** Factor of a key's width. */
    public static final int HASH_WIDTH = 0xC2B2_AE3D;
    /** Factor of the sum. */
    public static final int HASH_MIX = 0x2C1B_3C6D;

    private LiteralLayout() {}

    /** How many of a text's last bytes choose its bucket: the largest of 1, 2, 4 and 8 that is not above its length. */
    public static int width(int length) {
        return Math.min(8, Integer.highestOneBit(length));
    }

    /**
     * The bucket of a key of {@code width} bytes, all folded.
     *
     * @param low the first four bytes, little-endian; all of them if there are no more
     * @param high the next four, or 0
     * @param bits of the index
     */
    public static int bucket(int width, int low, int high, int bits) {
        int hash = low * HASH_LOW + high * HASH_HIGH + width * HASH_WIDTH;
        hash = (hash ^ (hash >>> 15)) * HASH_MIX;
        return hash >>> (32 - bits);
    }

    /** A byte with the upper case letters of ASCII made lower case; 0 to 255 both. */
    public static int fold(int value) {
        return value >= 'A' && value <= 'Z' ? value + ('a' - 'A') : value;
    }
}

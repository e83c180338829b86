package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.LiteralLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** An image of literals, its tables copied out of the heap, and the filter for it. Immutable; any worker. */
public final class LiteralImage {
    /** Eight bytes of an array, of the image or of the input, the first one in the low bits. */
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** From here on windows, which then are five bytes apart or more, are faster than a search for a pair of bytes, in plain Java. */
    private static final int PAIR_BELOW = 8;

    final int texts;
    final int longest;
    final int widths;
    final int indexBits;
    final boolean hasExact;
    final boolean hasCaseless;
    final int[] index;
    /** The text's length; negative: its complement, and the text is caseless. */
    final int[] lengths;
    /** The last eight bytes, the last one in the high bits; zeros where the text is shorter. */
    final long[] tails;

    final int[] bytesAt;
    final byte[] bytes;
    final int[] listAt;
    /** {@code rule << 1}, as events are written. */
    final int[] lists;

    private final CandidateFilter filter;
    private long searchBytes;

    /** Copies an image of this kind. */
    public LiteralImage(ImagePlace place) {
        this(place, SearchChoice.FASTER);
    }

    /** Copies an image of this kind, and says what to look for its texts with. */
    public LiteralImage(ImagePlace place, SearchChoice choice) {
        this.texts = place.word(LiteralLayout.WORD_TEXTS);
        this.longest = place.word(ImageLayout.WORD_STATES);
        this.widths = place.word(LiteralLayout.WORD_WIDTHS);
        this.indexBits = place.word(LiteralLayout.WORD_INDEX_BITS);
        this.index = place.section(LiteralLayout.WORD_INDEX, (1 << indexBits) + 1);
        this.lists = place.section(LiteralLayout.WORD_LIST, place.word(LiteralLayout.WORD_LIST_ENTRIES));
        this.bytes = place.sectionBytes(LiteralLayout.WORD_BYTES, place.word(LiteralLayout.WORD_BYTE_COUNT));
        this.lengths = new int[texts];
        this.tails = new long[texts];
        this.bytesAt = new int[texts];
        this.listAt = new int[texts + 1];
        int[] words = place.section(LiteralLayout.WORD_TEXT, texts * LiteralLayout.TEXT_WORDS);
        boolean exact = false;
        boolean caseless = false;
        for (int text = 0; text < texts; text++) {
            int at = text * LiteralLayout.TEXT_WORDS;
            int length = words[at + LiteralLayout.TEXT_LENGTH];
            caseless |= length < 0;
            exact |= length >= 0;
            lengths[text] = length < 0 ? ~(length & ~LiteralLayout.CASELESS) : length;
            bytesAt[text] = words[at + LiteralLayout.TEXT_AT];
            listAt[text + 1] = words[at + LiteralLayout.TEXT_LIST_END];
            tails[text] = tail(text);
        }
        this.hasExact = exact;
        this.hasCaseless = caseless;
        for (int i = 0; i < lists.length; i++) {
            lists[i] <<= 1;
        }
        this.filter = filter(choice);
    }

    private CandidateFilter filter(SearchChoice choice) {
        if (texts == 1 && (choice.mayUseVectors() || length(0) < PAIR_BELOW)) {
            return new PairFilter(choice.pair(RarePair.of(this)), length(0));
        }
        WindowTable table = new WindowTable(this, choice);
        searchBytes = table.windows.bytes();
        return new WindowFilter(table, table.windows.search());
    }

    private long tail(int text) {
        long tail = 0;
        for (int i = Math.max(0, length(text) - 8); i < length(text); i++) {
            tail = tail >>> 8 | (long) bytes[bytesAt[text] + i] << 56;
        }
        return tail;
    }

    int length(int text) {
        return Math.max(lengths[text], ~lengths[text]);
    }

    boolean isCaseless(int text) {
        return lengths[text] < 0;
    }

    CandidateFilter filter() {
        return filter;
    }

    /** Bytes of what was made beside the image's own: the tables of the search, and ends of texts. */
    public long bytes() {
        return searchBytes + 8L * texts;
    }

    /** How many bytes before its input a scan may look at, plus one: the states of a scan. */
    public int longest() {
        return longest;
    }
}

package dev.coresident.backend.sim.scan;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A program image, its tables copied out of the heap: an array's bound check is one compare, where a segment's also asks whether the
 * memory is still open, on a chain of loads that nothing hides. States are held as rows of the table, that is times the stride.
 *
 * <p>The host checked every word before it flagged the handle. A wrong one all the same meets the bounds of the arrays.
 */
public final class DfaImage {
    final int[] transitions;
    final char[] classes;
    /** The first row of an accepting state; every row from here on accepts. */
    final int acceptRow;
    /** The row of the dead state if there is one that reports nothing, else -1. */
    final int deadRow;

    final int startRow;
    final int stride;
    final int[] acceptIndex;
    final int[] acceptList;
    final int[] endIndex;
    final int[] endList;

    /** Blocks that are walked plainly because guessed states did not come true lately. A hint: workers race on it. */
    int plainBlocks;

    private final int states;
    private final int strideShift;
    private final long heapAt;
    private final int total;
    private final int checksum;

    private DfaImage(MemorySegment heap, long heapAt) {
        this.heapAt = heapAt;
        this.total = word(heap, heapAt, ImageLayout.WORD_TOTAL);
        this.checksum = word(heap, heapAt, ImageLayout.WORD_CHECKSUM);
        this.states = word(heap, heapAt, ImageLayout.WORD_STATES);
        this.stride = word(heap, heapAt, ImageLayout.WORD_STRIDE);
        this.strideShift = Integer.numberOfTrailingZeros(stride);
        int firstAccepting = word(heap, heapAt, ImageLayout.WORD_FIRST_ACCEPTING);
        this.acceptRow = firstAccepting * stride;
        this.startRow = word(heap, heapAt, ImageLayout.WORD_START) * stride;
        int dead = word(heap, heapAt, ImageLayout.WORD_DEAD);
        this.deadRow = dead != ImageLayout.NO_STATE && dead < firstAccepting ? dead * stride : -1;
        this.transitions = section(heap, ImageLayout.WORD_TRANSITIONS, states * stride);
        this.classes = classes(heap);
        this.acceptIndex = section(heap, ImageLayout.WORD_ACCEPT_INDEX, states - firstAccepting + 1);
        this.acceptList = section(heap, ImageLayout.WORD_ACCEPT_LIST, acceptIndex[acceptIndex.length - 1]);
        this.endIndex = section(heap, ImageLayout.WORD_END_INDEX, states + 1);
        this.endList = section(heap, ImageLayout.WORD_END_LIST, endIndex[states]);
    }

    /** The image at a place in the heap, or null if its first words are not those of an image that this device knows. */
    static @Nullable DfaImage at(MemorySegment heap, long heapAt, long length) {
        boolean known = length >= 4L * ImageLayout.HEADER_WORDS
                && word(heap, heapAt, ImageLayout.WORD_MAGIC) == ImageLayout.MAGIC
                && word(heap, heapAt, ImageLayout.WORD_VERSION) == ImageLayout.VERSION
                && word(heap, heapAt, ImageLayout.WORD_KIND) == ImageLayout.KIND_DFA
                && 4L * Integer.toUnsignedLong(word(heap, heapAt, ImageLayout.WORD_TOTAL)) <= length;
        return known ? new DfaImage(heap, heapAt) : null;
    }

    /** True if the heap still holds this image at that place: same size, same checksum over all its words. */
    boolean isAt(MemorySegment heap, long place) {
        return heapAt == place
                && word(heap, place, ImageLayout.WORD_MAGIC) == ImageLayout.MAGIC
                && word(heap, place, ImageLayout.WORD_VERSION) == ImageLayout.VERSION
                && word(heap, place, ImageLayout.WORD_KIND) == ImageLayout.KIND_DFA
                && word(heap, place, ImageLayout.WORD_TOTAL) == total
                && word(heap, place, ImageLayout.WORD_CHECKSUM) == checksum;
    }

    /** Bytes of the tables. */
    long bytes() {
        return 4L * total;
    }

    private static int word(MemorySegment heap, long heapAt, int word) {
        return Words.get(heap, heapAt + 4L * word);
    }

    private int[] section(MemorySegment heap, int headerWord, int words) {
        int[] copy = new int[words];
        long from = heapAt + 4L * word(heap, heapAt, headerWord);
        MemorySegment.copy(heap, ValueLayout.JAVA_INT, from, copy, 0, words);
        return copy;
    }

    private char[] classes(MemorySegment heap) {
        char[] map = new char[256];
        long from = heapAt + 4L * word(heap, heapAt, ImageLayout.WORD_CLASS_MAP);
        for (int b = 0; b < map.length; b++) {
            map[b] = (char) Byte.toUnsignedInt(heap.get(ValueLayout.JAVA_BYTE, from + b));
        }
        return map;
    }

    /** States of the automaton. */
    public int states() {
        return states;
    }

    int rowOf(int state) {
        return state << strideShift;
    }

    int stateOf(int row) {
        return row >>> strideShift;
    }
}

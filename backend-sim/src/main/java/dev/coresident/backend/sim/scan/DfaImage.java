package dev.coresident.backend.sim.scan;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A program image in the heap. The host checked its words before it flagged the handle; the offsets are followed without a further
 * check, and a segment's own bounds keep a wrong one inside the heap.
 */
public final class DfaImage {
    final long heapAt;
    final int states;
    final int stride;
    final int firstAccepting;
    final long classMapAt;
    final long transitionsAt;
    final long acceptIndexAt;
    final long acceptListAt;
    final long endIndexAt;
    final long endListAt;
    final int dead;

    private DfaImage(MemorySegment heap, long heapAt) {
        this.heapAt = heapAt;
        this.states = word(heap, heapAt, ImageLayout.WORD_STATES);
        this.stride = word(heap, heapAt, ImageLayout.WORD_STRIDE);
        this.firstAccepting = word(heap, heapAt, ImageLayout.WORD_FIRST_ACCEPTING);
        this.classMapAt = section(heap, heapAt, ImageLayout.WORD_CLASS_MAP);
        this.transitionsAt = section(heap, heapAt, ImageLayout.WORD_TRANSITIONS);
        this.acceptIndexAt = section(heap, heapAt, ImageLayout.WORD_ACCEPT_INDEX);
        this.acceptListAt = section(heap, heapAt, ImageLayout.WORD_ACCEPT_LIST);
        this.endIndexAt = section(heap, heapAt, ImageLayout.WORD_END_INDEX);
        this.endListAt = section(heap, heapAt, ImageLayout.WORD_END_LIST);
        this.dead = word(heap, heapAt, ImageLayout.WORD_DEAD);
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

    private static int word(MemorySegment heap, long heapAt, int word) {
        return Words.get(heap, heapAt + 4L * word);
    }

    private static long section(MemorySegment heap, long heapAt, int word) {
        return heapAt + 4L * Integer.toUnsignedLong(word(heap, heapAt, word));
    }

    /** States of the automaton. */
    public int states() {
        return states;
    }
}

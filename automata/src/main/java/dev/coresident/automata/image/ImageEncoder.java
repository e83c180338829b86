package dev.coresident.automata.image;

import dev.coresident.automata.dfa.Dfa;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Writes program images. Stateless; any thread. */
public final class ImageEncoder {

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The largest image: offsets within it must fit an int, in bytes too. */
    public static final long MAX_BYTES = Integer.MAX_VALUE & -64;

    private final Dfa dfa;
    private final int stride;
    private final int acceptEntries;
    private final int endEntries;
    private final long classMap = ImageLayout.HEADER_WORDS;
    private final long transitions;
    private final long acceptIndex;
    private final long acceptList;
    private final long endIndex;
    private final long endList;
    private final long totalWords;

    private ImageEncoder(Dfa dfa) {
        this.dfa = dfa;
        this.stride = stride(dfa.classes());
        int accepts = 0;
        int ends = 0;
        for (int state = 0; state < dfa.states(); state++) {
            accepts += dfa.acceptCount(state);
            ends += dfa.endCount(state);
        }
        this.acceptEntries = accepts;
        this.endEntries = ends;
        this.transitions = align(classMap + DfaLayout.CLASS_MAP_WORDS);
        this.acceptIndex = align(transitions + (long) dfa.states() * stride);
        this.acceptList = align(acceptIndex + dfa.states() - dfa.firstAccepting() + 1);
        this.endIndex = align(acceptList + acceptEntries);
        this.endList = align(endIndex + dfa.states() + 1);
        this.totalWords = align(endList + endEntries);
    }

    /** The words of a row for a number of classes: the least power of two that holds them. */
    public static int stride(int classes) {
        return Integer.highestOneBit(2 * classes - 1);
    }

    /** The bytes that {@link #encode} will take. */
    public static long sizeBytes(Dfa dfa) {
        return 4 * new ImageEncoder(dfa).totalWords;
    }

    /**
     * The image of an automaton: the same bytes for the same automaton, on any machine.
     *
     * @return native memory that lives as long as it is reachable, 64-byte aligned, read only; it passes {@link ProgramImage#check}
     * @throws IllegalArgumentException if it would be larger than {@link #MAX_BYTES}
     */
    public static MemorySegment encode(Dfa dfa) {
        ImageEncoder encoder = new ImageEncoder(dfa);
        if (4 * encoder.totalWords > MAX_BYTES) {
            throw new IllegalArgumentException("an image of " + 4 * encoder.totalWords + " bytes is above " + MAX_BYTES
                    + ": build smaller groups");
        }
        return encoder.encode().asReadOnly();
    }

    private static long align(long words) {
        return (words + ImageLayout.ALIGN_WORDS - 1) & -ImageLayout.ALIGN_WORDS;
    }

    private MemorySegment encode() {
        MemorySegment image = Arena.ofAuto().allocate(4 * totalWords, 4L * ImageLayout.ALIGN_WORDS);
        header(image);
        for (int value = 0; value < 256; value++) {
            image.set(ValueLayout.JAVA_BYTE, 4 * classMap + value, (byte) dfa.classOf(value));
        }
        for (int state = 0; state < dfa.states(); state++) {
            long row = transitions + (long) state * stride;
            for (int column = 0; column < stride; column++) {
                int next = column < dfa.classes() ? dfa.next(state, column) : state;
                put(image, row + column, next * stride);
            }
        }
        accepts(image);
        ends(image);
        put(image, ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        return image;
    }

    private void header(MemorySegment image) {
        put(image, ImageLayout.WORD_MAGIC, ImageLayout.MAGIC);
        put(image, ImageLayout.WORD_VERSION, ImageLayout.VERSION);
        put(image, ImageLayout.WORD_KIND, ImageLayout.KIND_DFA);
        put(image, ImageLayout.WORD_TOTAL, (int) totalWords);
        put(image, DfaLayout.WORD_CLASSES, dfa.classes());
        put(image, DfaLayout.WORD_STRIDE, stride);
        put(image, ImageLayout.WORD_STATES, dfa.states());
        put(image, ImageLayout.WORD_START, dfa.start());
        put(image, DfaLayout.WORD_FIRST_ACCEPTING, dfa.firstAccepting());
        put(image, ImageLayout.WORD_RULES, dfa.rules());
        put(image, DfaLayout.WORD_CLASS_MAP, (int) classMap);
        put(image, DfaLayout.WORD_TRANSITIONS, (int) transitions);
        put(image, DfaLayout.WORD_ACCEPT_INDEX, (int) acceptIndex);
        put(image, DfaLayout.WORD_ACCEPT_LIST, (int) acceptList);
        put(image, DfaLayout.WORD_END_INDEX, (int) endIndex);
        put(image, DfaLayout.WORD_END_LIST, (int) endList);
        put(image, DfaLayout.WORD_DEAD, dfa.dead() < 0 ? DfaLayout.NO_STATE : dfa.dead());
    }

    private void accepts(MemorySegment image) {
        int entries = 0;
        for (int state = dfa.firstAccepting(); state < dfa.states(); state++) {
            put(image, acceptIndex + state - dfa.firstAccepting(), entries);
            for (int i = 0; i < dfa.acceptCount(state); i++) {
                put(image, acceptList + entries++, dfa.accept(state, i));
            }
        }
        put(image, acceptIndex + dfa.states() - dfa.firstAccepting(), entries);
    }

    private void ends(MemorySegment image) {
        int entries = 0;
        for (int state = 0; state < dfa.states(); state++) {
            put(image, endIndex + state, entries);
            for (int i = 0; i < dfa.endCount(state); i++) {
                put(image, endList + entries++, dfa.end(state, i));
            }
        }
        put(image, endIndex + dfa.states(), entries);
    }

    private static void put(MemorySegment image, long word, int value) {
        image.set(WORD, 4 * word, value);
    }
}

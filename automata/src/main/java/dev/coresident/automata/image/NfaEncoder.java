package dev.coresident.automata.image;

import dev.coresident.automata.homogeneous.Homogeneous;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/** Writes images of homogeneous automata. Stateless; any thread. */
public final class NfaEncoder {

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** One value of a row of a list. */
    private interface Entry {
        int of(int state, int index);
    }

    private final Homogeneous automaton;
    private final int states;
    private final long sets = ImageLayout.HEADER_WORDS;
    private final long setOf;
    private final long successorIndex;
    private final long successorList;
    private final long everyByte;
    private final long acceptIndex;
    private final long acceptList;
    private final long endIndex;
    private final long endList;
    private final long totalWords;
    private final int everyByteCount;

    private NfaEncoder(Homogeneous automaton) {
        this.automaton = automaton;
        this.states = automaton.states();
        int every = 0;
        for (int state = 0; state < states; state++) {
            every += automaton.isEveryByte(state) ? 1 : 0;
        }
        this.everyByteCount = every;
        this.setOf = align(sets + (long) NfaLayout.SET_WORDS * automaton.sets().size());
        this.successorIndex = align(setOf + states);
        this.successorList = align(successorIndex + states + 1);
        this.everyByte = align(successorList + sum(automaton::successorCount));
        this.acceptIndex = align(everyByte + every);
        this.acceptList = align(acceptIndex + states + 1);
        this.endIndex = align(acceptList + sum(automaton::acceptCount));
        this.endList = align(endIndex + states + 1);
        this.totalWords = align(endList + sum(automaton::endCount));
    }

    private long sum(IntUnaryOperator counts) {
        long sum = 0;
        for (int state = 0; state < states; state++) {
            sum += counts.applyAsInt(state);
        }
        return sum;
    }

    private static long align(long words) {
        return (words + ImageLayout.ALIGN_WORDS - 1) & -ImageLayout.ALIGN_WORDS;
    }

    /** The bytes that {@link #encode} will take. */
    public static long sizeBytes(Homogeneous automaton) {
        return 4 * new NfaEncoder(automaton).totalWords;
    }

    /**
     * The image of an automaton: the same bytes for the same automaton, on any machine.
     *
     * @return native memory that lives as long as it is reachable, 64-byte aligned, read only; it passes {@link ProgramImage#check}
     * @throws IllegalArgumentException if it would be larger than {@link ImageEncoder#MAX_BYTES}
     */
    public static MemorySegment encode(Homogeneous automaton) {
        NfaEncoder encoder = new NfaEncoder(automaton);
        if (4 * encoder.totalWords > ImageEncoder.MAX_BYTES) {
            throw new IllegalArgumentException("an image of " + 4 * encoder.totalWords + " bytes is above "
                    + ImageEncoder.MAX_BYTES + ": build smaller groups");
        }
        return encoder.encode().asReadOnly();
    }

    private MemorySegment encode() {
        MemorySegment image = Arena.ofAuto().allocate(4 * totalWords, 4L * ImageLayout.ALIGN_WORDS);
        header(image);
        for (int set = 0; set < automaton.sets().size(); set++) {
            putSet(
                    image,
                    sets + (long) NfaLayout.SET_WORDS * set,
                    automaton.sets().get(set));
        }
        long every = everyByte;
        for (int state = 0; state < states; state++) {
            put(image, setOf + state, automaton.setOf(state));
            if (automaton.isEveryByte(state)) {
                put(image, every++, state);
            }
        }
        lists(image, successorIndex, successorList, automaton::successorCount, automaton::successor);
        lists(image, acceptIndex, acceptList, automaton::acceptCount, automaton::accept);
        lists(image, endIndex, endList, automaton::endCount, automaton::end);
        put(image, ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        return image;
    }

    private void header(MemorySegment image) {
        put(image, ImageLayout.WORD_MAGIC, ImageLayout.MAGIC);
        put(image, ImageLayout.WORD_VERSION, ImageLayout.VERSION);
        put(image, ImageLayout.WORD_KIND, ImageLayout.KIND_NFA);
        put(image, ImageLayout.WORD_TOTAL, (int) totalWords);
        put(image, ImageLayout.WORD_STATES, 1);
        put(image, ImageLayout.WORD_START, 0);
        put(image, ImageLayout.WORD_RULES, automaton.rules());
        put(image, NfaLayout.WORD_NFA_STATES, states);
        put(image, NfaLayout.WORD_SET_COUNT, automaton.sets().size());
        put(image, NfaLayout.WORD_EVERY_BYTE_COUNT, everyByteCount);
        put(image, NfaLayout.WORD_SETS, (int) sets);
        put(image, NfaLayout.WORD_SET_OF, (int) setOf);
        put(image, NfaLayout.WORD_SUCCESSOR_INDEX, (int) successorIndex);
        put(image, NfaLayout.WORD_SUCCESSOR_LIST, (int) successorList);
        put(image, NfaLayout.WORD_EVERY_BYTE, (int) everyByte);
        put(image, NfaLayout.WORD_ACCEPT_INDEX, (int) acceptIndex);
        put(image, NfaLayout.WORD_ACCEPT_LIST, (int) acceptList);
        put(image, NfaLayout.WORD_END_INDEX, (int) endIndex);
        put(image, NfaLayout.WORD_END_LIST, (int) endList);
    }

    private static void putSet(MemorySegment image, long at, ByteSet set) {
        long[] quarters = {set.bits0(), set.bits1(), set.bits2(), set.bits3()};
        for (int word = 0; word < NfaLayout.SET_WORDS; word++) {
            put(image, at + word, (int) (quarters[word / 2] >>> (32 * (word & 1))));
        }
    }

    private void lists(MemorySegment image, long index, long list, IntUnaryOperator counts, Entry entry) {
        int entries = 0;
        for (int state = 0; state < states; state++) {
            put(image, index + state, entries);
            for (int i = 0; i < counts.applyAsInt(state); i++) {
                put(image, list + entries++, entry.of(state, i));
            }
        }
        put(image, index + states, entries);
    }

    private static void put(MemorySegment image, long word, int value) {
        image.set(WORD, 4 * word, value);
    }
}

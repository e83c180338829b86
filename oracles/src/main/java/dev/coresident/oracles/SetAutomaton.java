package dev.coresident.oracles;

import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** A homogeneous automaton in plain objects: it knows how to write itself as an image, and how to walk without any cleverness. */
public final class SetAutomaton {
    private static final int RULES = 20;

    private final BitSet[] sets;
    private final int[] setOf;
    private final int[][] successors;
    private final int[] everyByte;
    private final int[][] accepts;
    private final int[][] ends;

    /** A scan's outcome: the active states, bytes consumed, flags left, and the events' words. */
    public record Outcome(BitSet active, int consumed, int flagsLeft, List<Integer> events) {}

    /**
     * Any automaton at all.
     *
     * @param states at least 1
     * @param block states that lead to each other; blocks are apart from each other
     */
    public SetAutomaton(SplittableRandom random, int states, int block, int letters) {
        sets = new BitSet[1 + random.nextInt(6)];
        Arrays.setAll(sets, _ -> set(random, letters));
        setOf = random.ints(states, 0, sets.length).toArray();
        successors = new int[states][];
        accepts = new int[states][];
        ends = new int[states][];
        int quiet = random.nextInt(1, 6);
        for (int state = 0; state < states; state++) {
            int first = Math.max(1, state / block * block);
            int behind = state == 0 ? states : Math.min(states, state / block * block + block);
            successors[state] = behind <= first ? new int[0] : some(random, first, behind, random.nextInt(4));
            accepts[state] = random.nextInt(quiet) == 0 ? some(random, 0, 2 * RULES, random.nextInt(3)) : new int[0];
            ends[state] = some(random, 0, 2 * RULES, random.nextInt(quiet) == 0 ? 2 : 0);
        }
        everyByte = states == 1 ? new int[0] : some(random, 1, states, random.nextInt(1 + Math.min(12, states)));
    }

    /**
     * The automaton with these states; every list ascends.
     *
     * @param sets sets of bytes
     * @param setOf by state, which of them it takes
     * @param successors by state, the states that it leads to
     * @param everyByte the states that are enabled at every byte
     * @param accepts by state, accept entries of the layout
     * @param ends by state, end entries
     */
    public SetAutomaton(
            BitSet[] sets, int[] setOf, int[][] successors, int[] everyByte, int[][] accepts, int[][] ends) {
        this.sets = sets;
        this.setOf = setOf;
        this.successors = successors;
        this.everyByte = everyByte;
        this.accepts = accepts;
        this.ends = ends;
    }

    private static BitSet set(SplittableRandom random, int letters) {
        BitSet set = new BitSet(256);
        for (int value = 0; value < 256; value++) {
            set.set(value, random.nextInt(2) == 0);
        }
        for (int letter = 0; letter < letters; letter++) {
            set.set(letter, random.nextInt(3) == 0);
        }
        return set;
    }

    private static int[] some(SplittableRandom random, int first, int behind, int count) {
        return random.ints(count, first, behind).sorted().distinct().toArray();
    }

    /** How many states it has. */
    public int states() {
        return setOf.length;
    }

    /** The image, as the layout has it. */
    public MemorySegment image() {
        List<Integer> words = new ArrayList<>(java.util.Collections.nCopies(ImageLayout.HEADER_WORDS, 0));
        words.set(ImageLayout.WORD_MAGIC, ImageLayout.MAGIC);
        words.set(ImageLayout.WORD_VERSION, ImageLayout.VERSION);
        words.set(ImageLayout.WORD_KIND, ImageLayout.KIND_NFA);
        words.set(ImageLayout.WORD_STATES, 1);
        words.set(ImageLayout.WORD_RULES, RULES);
        words.set(NfaLayout.WORD_NFA_STATES, states());
        words.set(NfaLayout.WORD_SET_COUNT, sets.length);
        words.set(NfaLayout.WORD_EVERY_BYTE_COUNT, everyByte.length);
        begin(words, NfaLayout.WORD_SETS);
        for (BitSet set : sets) {
            for (int word = 0; word < NfaLayout.SET_WORDS; word++) {
                int bits = 0;
                for (int bit = 0; bit < 32; bit++) {
                    bits |= set.get(32 * word + bit) ? 1 << bit : 0;
                }
                words.add(bits);
            }
        }
        begin(words, NfaLayout.WORD_SET_OF);
        Arrays.stream(setOf).forEach(words::add);
        lists(words, NfaLayout.WORD_SUCCESSOR_INDEX, successors);
        begin(words, NfaLayout.WORD_EVERY_BYTE);
        Arrays.stream(everyByte).forEach(words::add);
        lists(words, NfaLayout.WORD_ACCEPT_INDEX, accepts);
        lists(words, NfaLayout.WORD_END_INDEX, ends);
        align(words);
        words.set(ImageLayout.WORD_TOTAL, words.size());
        MemorySegment image = Arena.ofAuto().allocate(4L * words.size(), 64);
        for (int i = 0; i < words.size(); i++) {
            image.set(ValueLayout.JAVA_INT, 4L * i, words.get(i));
        }
        image.set(ValueLayout.JAVA_INT, 4L * ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        return image;
    }

    private static void lists(List<Integer> words, int indexWord, int[][] rows) {
        begin(words, indexWord);
        int entries = 0;
        for (int[] row : rows) {
            words.add(entries);
            entries += row.length;
        }
        words.add(entries);
        begin(words, indexWord + 1);
        for (int[] row : rows) {
            Arrays.stream(row).forEach(words::add);
        }
    }

    private static void begin(List<Integer> words, int headerWord) {
        align(words);
        words.set(headerWord, words.size());
    }

    private static void align(List<Integer> words) {
        while (words.size() % ImageLayout.ALIGN_WORDS != 0) {
            words.add(0);
        }
    }

    /** Any set of states. */
    public BitSet someActive(SplittableRandom random) {
        BitSet active = new BitSet();
        for (int state = 0; state < states(); state++) {
            active.set(state, random.nextInt(4) == 0);
        }
        return active;
    }

    /** What a scan must do. */
    public Outcome walk(byte[] input, int from, int bytes, BitSet begin, long capacity, int flags) {
        List<Integer> events = new ArrayList<>();
        BitSet active = begin;
        int left = flags;
        int consumed = 0;
        if ((flags & ScanLayout.FIRST) != 0) {
            active = new BitSet();
            active.set(0);
            if (!report(active, accepts, 0, capacity, events)) {
                return new Outcome(active, 0, left, events);
            }
            left &= ~ScanLayout.FIRST;
        }
        while (consumed < bytes) {
            BitSet next = next(active, input[from + consumed] & 0xFF);
            if (!report(next, accepts, consumed + 1, capacity, events)) {
                return new Outcome(active, consumed, left, events);
            }
            active = next;
            consumed++;
        }
        if ((left & ScanLayout.LAST) != 0 && report(active, ends, bytes, capacity, events)) {
            left &= ~ScanLayout.LAST;
        }
        return new Outcome(active, consumed, left, events);
    }

    /** What a state leads to by a byte; the root, which is the number of states, leads to itself too. */
    public BitSet leadsTo(int state, int value) {
        if (state == states()) {
            BitSet reached = next(new BitSet(), value);
            reached.set(state);
            return reached;
        }
        BitSet reached = new BitSet();
        Arrays.stream(successors[state])
                .filter(to -> sets[setOf[to]].get(value))
                .forEach(reached::set);
        return reached;
    }

    /** The accept entries of a state; the root has none. */
    public int[] accepts(int state) {
        return state == states() ? new int[0] : accepts[state].clone();
    }

    /** The end entries of a state; the root has none. */
    public int[] ends(int state) {
        return state == states() ? new int[0] : ends[state].clone();
    }

    private BitSet next(BitSet active, int value) {
        BitSet enabled = new BitSet();
        Arrays.stream(everyByte).forEach(enabled::set);
        active.stream().forEach(state -> Arrays.stream(successors[state]).forEach(enabled::set));
        BitSet next = new BitSet();
        enabled.stream().filter(state -> sets[setOf[state]].get(value)).forEach(next::set);
        return next;
    }

    private static boolean report(BitSet active, int[][] lists, int end, long capacity, List<Integer> events) {
        TreeSet<Integer> reports = new TreeSet<>();
        active.stream().forEach(state -> Arrays.stream(lists[state]).forEach(reports::add));
        if (reports.size() > capacity - events.size() / 2) {
            return false;
        }
        for (int report : reports) {
            events.add(report >>> 1);
            events.add(end - (report & 1));
        }
        return true;
    }
}

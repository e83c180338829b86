package dev.coresident.backend.sim.scan.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.nfa.RuleShapes;
import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.oracles.SetAutomaton;
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
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Segments against the walk of one set after the other, on automata shaped like those of rules. */
final class SegmentDuelTest {
    private static final int INPUT_AT = 1 << 18;
    private static final int INPUT_BYTES = 70_000;
    private static final int STATE_AT = INPUT_AT + (1 << 17);
    private static final int OUTPUT_AT = STATE_AT + (1 << 14);
    private static final int CAPACITY = 400_000;
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;
    private static final int NO_COST = 1_000_000;

    private final MemorySegment heap = Arena.ofAuto().allocate(OUTPUT_AT + 8L * CAPACITY, 64);
    private final EventSink sink = new EventSink(heap, new SharedWords());
    private final byte[] input = new byte[INPUT_BYTES];

    private @Nullable NfaImage image;
    private @Nullable SegmentImage segments;

    @Property(tries = 300)
    void wholeScansAgree(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = cuttable(random);
        SegmentScanner scanner = scanner(random);
        int bytes = random.nextInt(20) == 0 ? INPUT_BYTES : random.nextInt(4_000);
        duel(scanner, automaton, 0, bytes, automaton.someActive(random), CAPACITY, random.nextInt(4));
    }

    @Property(tries = 200)
    void scansInPiecesAgreeAtEveryStop(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = cuttable(random);
        SegmentScanner scanner = scanner(random);
        BitSet active = new BitSet();
        int offset = 0;
        int end = random.nextInt(6_000);
        int flags = BOTH;
        for (int piece = 0; piece < 30 && (offset < end || flags != 0); piece++) {
            int bytes = random.nextInt(3) == 0 ? end - offset : random.nextInt(end - offset + 1);
            int now = offset + bytes == end ? flags : flags & ScanLayout.FIRST;
            long capacity = random.nextInt(4) == 0 ? random.nextInt(8) : random.nextInt(5_000);
            SetAutomaton.Outcome outcome = duel(scanner, automaton, offset, bytes, active, capacity, now);
            offset += outcome.consumed();
            active = outcome.active();
            flags = outcome.flagsLeft() | (flags & ~now);
        }
    }

    @Property(tries = 20)
    void everySplitPointAgrees(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = cuttable(random);
        SegmentScanner scanner = scanner(random);
        int end = 60 + random.nextInt(60);
        for (int split = 0; split <= end; split++) {
            SetAutomaton.Outcome first = duel(scanner, automaton, 0, split, new BitSet(), CAPACITY, ScanLayout.FIRST);
            duel(scanner, automaton, split, end - split, first.active(), CAPACITY, ScanLayout.LAST);
        }
    }

    @Test
    void automataOfAnyShapeAreCutOrLeftAlone() {
        int cut = 0;
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SetAutomaton automaton = new SetAutomaton(random, 2 + random.nextInt(12), 2 + random.nextInt(4), 3);
            load(automaton);
            cut += segments == null ? 0 : 1;
            fill(random, 3);
            duel(scanner(random), automaton, 0, random.nextInt(2_000), new BitSet(), CAPACITY, BOTH);
        }
        assertThat(cut).isBetween(10, 290);
    }

    @Test
    void waysBackThatAreTooLongAreWalkedFromTheBeginning() {
        int rules = 10;
        BitSet[] sets = new BitSet[rules + 2];
        int[][] successors = new int[1 + 3 * rules][0];
        int[][] accepts = new int[1 + 3 * rules][0];
        int[] setOf = new int[1 + 3 * rules];
        for (int rule = 0; rule < rules; rule++) {
            int first = 1 + 3 * rule;
            sets[rule] = new BitSet();
            sets[rule].set(rule);
            setOf[first] = rule;
            setOf[first + 1] = rules;
            setOf[first + 2] = rules + 1;
            successors[first] = new int[] {first + 1};
            successors[first + 1] = new int[] {first + 1, first + 2};
            accepts[first + 2] = new int[] {2 * rule};
        }
        sets[rules] = new BitSet();
        sets[rules].set(0, 100); // too few for a gate
        sets[rules + 1] = new BitSet();
        sets[rules + 1].set(200);
        int[] roots = IntStream.range(0, rules).map(rule -> 1 + 3 * rule).toArray();
        SetAutomaton automaton = new SetAutomaton(sets, setOf, successors, roots, accepts, new int[1 + 3 * rules][0]);
        load(automaton);
        assertThat(segments).isNotNull();
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) Math.min(i, 50);
        }
        SegmentScanner scanner = new SegmentScanner(heap, sink, new SharedWords(), new SegmentLimits(1 << 12, 0, 1, 1));
        SetAutomaton.Outcome end = duel(scanner, automaton, 0, 1 << 12, new BitSet(), CAPACITY, ScanLayout.FIRST);
        assertThat(end.active().cardinality()).isEqualTo(rules);
    }

    @Test
    void manyOpeningsAreNotWalkedForEachByteOfABlockThatIsWalkedAgain() {
        int gates = 8;
        int cycles = 3;
        String way = "zabcd";
        BitSet[] sets =
                IntStream.range(0, way.length() + 3).mapToObj(_ -> new BitSet()).toArray(BitSet[]::new);
        way.chars().forEach(letter -> sets[way.indexOf(letter)].set(letter));
        int gateSet = way.length();
        sets[gateSet].set(0, 256);
        sets[gateSet].clear('\n');
        way.chars().forEach(sets[gateSet + 1]::set);
        sets[gateSet + 1].set('\n');
        sets[gateSet + 2].set('!');
        int rule = way.length() + 1 + 5;
        int states = 1 + gates * rule + 2 * cycles;
        int[] setOf = new int[states];
        int[][] successors = new int[states][0];
        int[][] accepts = new int[states][0];
        for (int i = 0; i < gates; i++) {
            int first = 1 + i * rule;
            for (int k = 0; k < rule; k++) {
                setOf[first + k] = k <= gateSet ? k : gateSet + 2;
                successors[first + k] = k < rule - 1 ? new int[] {first + k + 1} : new int[0];
            }
            successors[first + gateSet] = new int[] {first + gateSet, first + gateSet + 1};
            accepts[first + rule - 1] = new int[] {2 * i};
        }
        BitSet active = new BitSet();
        for (int first = 1 + gates * rule; first < states; first += 2) {
            setOf[first] = gateSet + 1;
            setOf[first + 1] = gateSet + 2;
            successors[first] = new int[] {first, first + 1};
            accepts[first + 1] = new int[] {0};
            active.set(first);
        }
        int[] roots = IntStream.range(0, gates).map(i -> 1 + i * rule).toArray();
        SetAutomaton automaton = new SetAutomaton(sets, setOf, successors, roots, accepts, new int[states][0]);
        load(automaton);
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) "zabcda\n".charAt(i % 7);
        }
        int bytes = 1 << 14;
        byte[] block = new byte[SegmentWalk.PAD + bytes + PlaceSearch.MARGIN];
        System.arraycopy(input, 0, block, SegmentWalk.PAD, bytes);
        SegmentWalk walk = new SegmentWalk(Objects.requireNonNull(segments), block);
        long[] words = Arrays.copyOf(active.toLongArray(), states / 64 + 1);
        sink.begin(OUTPUT_AT, CAPACITY);
        long most = 4L * cycles * bytes; // enough for the way ahead once, not twice
        assertThat(walk.walk(words, bytes, sink, 0, most)).isEqualTo(bytes);
        SetAutomaton.Outcome expected = automaton.walk(input, 0, bytes, active, CAPACITY, 0);
        assertThat(BitSet.valueOf(words)).isEqualTo(expected.active());
        assertThat(walk.cost()).isLessThan(4 * most);
        duel(scanner(new SplittableRandom(0)), automaton, 0, INPUT_BYTES, active, CAPACITY, 0);
    }

    private SetAutomaton cuttable(SplittableRandom random) {
        while (true) {
            int letters = 2 + random.nextInt(5);
            SetAutomaton automaton = RuleShapes.draw(random, 1 + random.nextInt(12), letters);
            load(automaton);
            if (segments != null) {
                fill(random, letters);
                return automaton;
            }
        }
    }

    private SegmentScanner scanner(SplittableRandom random) {
        int block = random.nextBoolean() ? 1 + random.nextInt(200) : 1 + random.nextInt(1 << 16);
        int most = random.nextInt(4) == 0 ? random.nextInt(3) : NO_COST;
        return new SegmentScanner(
                heap, sink, new SharedWords(), new SegmentLimits(block, 0, most, 1 + random.nextInt(3)));
    }

    private void fill(SplittableRandom random, int letters) {
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (random.nextInt(60) == 0 ? random.nextInt(256) : random.nextInt(letters));
        }
    }

    private void load(SetAutomaton automaton) {
        MemorySegment bytes = automaton.image();
        assertThat(ProgramImage.check(bytes)).isInstanceOf(ProgramImage.Check.Valid.class);
        assertThat(bytes.byteSize()).isLessThan(INPUT_AT);
        MemorySegment.copy(bytes, 0, heap, 0, bytes.byteSize());
        NfaImage loaded = new NfaImage(Objects.requireNonNull(ImagePlace.of(heap, 0, INPUT_AT)));
        image = loaded;
        segments = SegmentImage.of(loaded);
    }

    private SetAutomaton.Outcome duel(
            SegmentScanner scanner,
            SetAutomaton automaton,
            int offset,
            int bytes,
            BitSet active,
            long capacity,
            int flags) {
        MemorySegment.copy(input, 0, heap, ValueLayout.JAVA_BYTE, INPUT_AT, input.length);
        long stateBytes = NfaLayout.stateBytes(automaton.states());
        heap.asSlice(STATE_AT, 2 * stateBytes).fill((byte) 0);
        byte[] bits = active.toByteArray();
        MemorySegment.copy(bits, 0, heap, ValueLayout.JAVA_BYTE, STATE_AT, bits.length);
        SetAutomaton.Outcome expected = automaton.walk(input, offset, bytes, active, capacity, flags);
        sink.begin(OUTPUT_AT, capacity);
        scanner.scan(
                Objects.requireNonNull(image),
                segments,
                INPUT_AT + offset,
                bytes,
                STATE_AT,
                STATE_AT + stateBytes,
                flags);
        assertThat(scanner.consumed()).isEqualTo(expected.consumed());
        assertThat(scanner.flagsLeft()).isEqualTo(expected.flagsLeft());
        assertThat(events(scanner.events())).isEqualTo(expected.events());
        assertThat(active(STATE_AT + stateBytes, automaton.states())).isEqualTo(expected.active());
        return expected;
    }

    private BitSet active(long at, int states) {
        byte[] bytes = new byte[(states + 7) / 8];
        MemorySegment.copy(heap, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        return BitSet.valueOf(bytes);
    }

    private List<Integer> events(long count) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            words.add(heap.get(ValueLayout.JAVA_INT, OUTPUT_AT + 4L * i));
        }
        return words;
    }
}

package dev.coresident.backend.sim.scan.nfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.engine.ScanCounts;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The scanner against the walk of one set after the other, whatever its automata may keep. */
final class NfaScannerDuelTest {
    private static final long IMAGE_AT = 0;
    private static final int INPUT_AT = 1 << 18;
    private static final int INPUT_BYTES = 70_000;
    private static final int STATE_AT = INPUT_AT + (1 << 17);
    private static final int OUTPUT_AT = STATE_AT + (1 << 14);
    private static final int CAPACITY = 200_000;
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;

    private final MemorySegment heap = Arena.ofAuto().allocate(OUTPUT_AT + 8L * CAPACITY, 64);
    private final EventSink sink = new EventSink(heap, new SharedWords());
    private final byte[] input = new byte[INPUT_BYTES];

    @Property(tries = 60)
    void wholeScansAgree(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = small(random);
        NfaImage image = load(automaton);
        fill(random);
        NfaScanner scanner = scanner(random);
        int bytes = random.nextInt(8) == 0 ? INPUT_BYTES : random.nextInt(6_000);
        duel(scanner, automaton, image, 0, bytes, automaton.someActive(random), CAPACITY, random.nextInt(4));
    }

    @Property(tries = 60)
    void scansInPiecesAgreeAtEveryStop(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = small(random);
        NfaImage image = load(automaton);
        fill(random);
        NfaScanner scanner = scanner(random);
        BitSet active = new BitSet();
        int offset = 0;
        int end = random.nextInt(20_000);
        int flags = BOTH;
        for (int piece = 0; piece < 40 && (offset < end || flags != 0); piece++) {
            int bytes = random.nextInt(3) == 0 ? end - offset : random.nextInt(end - offset + 1);
            int now = offset + bytes == end ? flags : flags & ScanLayout.FIRST;
            long capacity = random.nextInt(4) == 0 ? random.nextInt(8) : random.nextInt(5_000);
            SetAutomaton.Outcome outcome = duel(scanner, automaton, image, offset, bytes, active, capacity, now);
            offset += outcome.consumed();
            active = outcome.active();
            flags = outcome.flagsLeft() | (flags & ~now);
        }
    }

    @Property(tries = 25)
    void automataOfManyPartsAgree(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SetAutomaton automaton = new SetAutomaton(random, 300 + random.nextInt(1_500), 4 + random.nextInt(60), 4);
        NfaImage image = load(automaton);
        fill(random);
        NfaScanner scanner = scanner(random);
        duel(scanner, automaton, image, 0, random.nextInt(1_500), new BitSet(), CAPACITY, BOTH);
        duel(scanner, automaton, image, 7, random.nextInt(1_500), automaton.someActive(random), 500, 0);
    }

    @Test
    void everyStateStandsInFrontOrBehindAndGatesStandInBoth() {
        NfaImage image = load(new SetAutomaton(new SplittableRandom(1), 3_000, 10, 4));
        BitSet inFront = new BitSet();
        BitSet gates = new BitSet();
        for (int i = 0; i < image.layers().front().states.length; i++) {
            (image.layers().front().gates[i] ? gates : inFront)
                    .set(image.layers().front().states[i]);
        }
        BitSet behind = new BitSet();
        for (int state : image.layers().back().states) {
            behind.set(state);
        }
        assertThat(gates.cardinality()).isPositive();
        BitSet missing = (BitSet) gates.clone();
        missing.andNot(behind);
        assertThat(missing.isEmpty()).isTrue();
        assertThat(gates.intersects(inFront)).isFalse();
        inFront.or(behind);
        assertThat(inFront.nextClearBit(0)).isEqualTo(3_000);
    }

    @Test
    void anAutomatonThatIsFullTooSoonIsLeftForSetsAndTriedAgain() {
        SplittableRandom random = new SplittableRandom(5);
        SetAutomaton automaton = new SetAutomaton(random, 60, 60, 8);
        NfaImage image = load(automaton);
        random.nextBytes(input);
        NfaScanner tiny = new NfaScanner(heap, sink, new SharedWords(), new CacheLimits(1, 1));
        duel(tiny, automaton, image, 0, INPUT_BYTES, new BitSet(), CAPACITY, BOTH);
        assertThat(tiny.counts().clears()).isPositive();
        assertThat(tiny.counts().bytesBySets()).isPositive();
        ScanCounts counts = new ScanCounts();
        tiny.countInto(counts);
        tiny.countInto(counts);
        assertThat(counts.automataCleared.sum()).isEqualTo(tiny.counts().clears());
        assertThat(counts.bytesBySets.sum()).isEqualTo(tiny.counts().bytesBySets());
        NfaScanner roomy = new NfaScanner(heap, sink, new SharedWords());
        duel(roomy, automaton, image, 0, INPUT_BYTES, new BitSet(), CAPACITY, BOTH);
        assertThat(roomy.counts().clears()).isZero();
        assertThat(roomy.counts().bytesBySets()).isZero();
    }

    @Test
    void aWorkerKeepsTheAutomataOfTheImagesThatItUsedLast() {
        NfaScanner scanner = new NfaScanner(heap, sink, new SharedWords());
        for (int i = 0; i < 20; i++) {
            SetAutomaton automaton = new SetAutomaton(new SplittableRandom(i), 10, 10, 4);
            duel(scanner, automaton, load(automaton), 0, 100, new BitSet(), CAPACITY, BOTH);
        }
        assertThat(scanner.counts().evicted()).isEqualTo(4);
    }

    @Test
    void bitsOfStatesThatThereAreNotAreNotLookedAt() {
        SetAutomaton automaton = new SetAutomaton(new SplittableRandom(3), 37, 37, 4);
        NfaImage image = load(automaton);
        BitSet all = new BitSet();
        all.set(0, 37);
        NfaScanner scanner = new NfaScanner(heap, sink, new SharedWords());
        heap.asSlice(STATE_AT, 8).fill((byte) 0xFF);
        sink.begin(OUTPUT_AT, CAPACITY);
        scanner.scan(image, INPUT_AT, 0, 0, STATE_AT, STATE_AT + 64, 0);
        assertThat(active(STATE_AT + 64, 64)).isEqualTo(all);
    }

    private static SetAutomaton small(SplittableRandom random) {
        int states = 1 + random.nextInt(random.nextBoolean() ? 8 : 50);
        return new SetAutomaton(random, states, 1 + random.nextInt(states), 1 + random.nextInt(4));
    }

    private NfaScanner scanner(SplittableRandom random) {
        CacheLimits limits = switch (random.nextInt(3)) {
            case 0 -> new CacheLimits(1 + random.nextInt(3_000), 1 + random.nextInt(3_000));
            case 1 -> new CacheLimits(1 + random.nextInt(200_000), 1 + random.nextInt(200_000));
            default -> CacheLimits.DEFAULT;
        };
        return new NfaScanner(heap, sink, new SharedWords(), limits);
    }

    private void fill(SplittableRandom random) {
        random.nextBytes(input);
        int mask = random.nextInt(3) == 0 ? 0xFF : random.nextInt(8);
        for (int i = 0; i < input.length; i++) {
            input[i] &= (byte) mask;
        }
        MemorySegment.copy(input, 0, heap, ValueLayout.JAVA_BYTE, INPUT_AT, input.length);
    }

    private NfaImage load(SetAutomaton automaton) {
        MemorySegment bytes = automaton.image();
        assertThat(ProgramImage.check(bytes)).isInstanceOf(ProgramImage.Check.Valid.class);
        assertThat(bytes.byteSize()).isLessThan(INPUT_AT);
        MemorySegment.copy(bytes, 0, heap, IMAGE_AT, bytes.byteSize());
        return new NfaImage(Objects.requireNonNull(ImagePlace.of(heap, IMAGE_AT, INPUT_AT)));
    }

    private SetAutomaton.Outcome duel(
            NfaScanner scanner,
            SetAutomaton automaton,
            NfaImage image,
            int offset,
            int bytes,
            BitSet active,
            long capacity,
            int flags) {
        MemorySegment.copy(input, 0, heap, ValueLayout.JAVA_BYTE, INPUT_AT, input.length);
        long stateBytes = NfaLayout.stateBytes(automaton.states());
        heap.asSlice(STATE_AT, 2 * stateBytes).fill((byte) 0);
        active.stream()
                .forEach(state -> heap.set(ValueLayout.JAVA_BYTE, STATE_AT + state / 8, (byte)
                        (heap.get(ValueLayout.JAVA_BYTE, STATE_AT + state / 8) | 1 << state % 8)));
        SetAutomaton.Outcome expected = automaton.walk(input, offset, bytes, active, capacity, flags);
        sink.begin(OUTPUT_AT, capacity);
        scanner.scan(image, INPUT_AT + offset, bytes, 0, STATE_AT, STATE_AT + stateBytes, flags);
        assertThat(scanner.consumed()).isEqualTo(expected.consumed());
        assertThat(scanner.flagsLeft()).isEqualTo(expected.flagsLeft());
        assertThat(events(scanner.events()).equals(expected.events())).isTrue();
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

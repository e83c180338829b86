package dev.coresident.backend.sim.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The scanner against the walk of one byte after the other, on automata that forget and on some that never do. */
final class ScannerDuelTest {
    private static final int IMAGE_AT = 0;
    private static final int INPUT_AT = 8_192;
    private static final int INPUT_BYTES = 300_000;
    private static final int OUTPUT_AT = 320_000;
    private static final int CAPACITY = 1_000_000;

    private final MemorySegment heap = Arena.ofAuto().allocate(OUTPUT_AT + 8L * CAPACITY, 64);
    private final Scanner scanner = new Scanner(heap, new ImageCache(heap), new SharedWords());
    private final byte[] input = new byte[INPUT_BYTES];

    @Property(tries = 60)
    void wholeScansAgree(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Automaton automaton = prepare(random);
        int offset = random.nextInt(1_000);
        int bytes = random.nextInt(INPUT_BYTES - offset);
        duel(automaton, offset, bytes, random.nextInt(automaton.states()), CAPACITY, random.nextInt(4));
    }

    @Property(tries = 60)
    void scansInPiecesAgreeAtEveryStop(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Automaton automaton = prepare(random);
        int state = automaton.start();
        int offset = random.nextInt(1_000);
        int end = offset + random.nextInt(120_000);
        int flags = ScanLayout.FIRST | ScanLayout.LAST;
        for (int piece = 0; piece < 60 && (offset < end || flags != 0); piece++) {
            int bytes = random.nextInt(3) == 0 ? end - offset : random.nextInt(end - offset + 1);
            int now = offset + bytes == end ? flags : flags & ScanLayout.FIRST;
            long capacity = random.nextInt(4) == 0 ? random.nextInt(8) : random.nextInt(5_000);
            ScanModel.Outcome outcome = duel(automaton, offset, bytes, state, capacity, now);
            offset += (int) outcome.consumed();
            state = outcome.state();
            flags = outcome.flagsLeft() | (flags & ~now);
        }
    }

    @Test
    void aRangeThatBeginsBeforeItsStatesAgreeIsRepaired() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 30; i++) {
            Automaton automaton = load(Automaton.random(random, true));
            random.nextBytes(input);
            duel(automaton, 0, 200_000, random.nextInt(automaton.states()), CAPACITY, 0);
        }
    }

    @Test
    void aHandleWhoseMemoryHoldsAnotherImageBringsTheOther() {
        SplittableRandom random = new SplittableRandom(2);
        ImageCache cache = new ImageCache(heap);
        load(Automaton.random(random, false));
        Prepared first = cache.find(1, IMAGE_AT, INPUT_AT);
        assertThat(cache.find(1, IMAGE_AT, INPUT_AT)).isNotNull().isSameAs(first);
        load(Automaton.random(random, false));
        assertThat(cache.find(1, IMAGE_AT, INPUT_AT)).isNotNull().isNotSameAs(first);
        heap.asSlice(IMAGE_AT, 4).fill((byte) 0);
        assertThat(cache.find(1, IMAGE_AT, INPUT_AT)).isNull();
    }

    private Automaton prepare(SplittableRandom random) {
        Automaton automaton = load(Automaton.random(random, random.nextInt(3) == 0));
        random.nextBytes(input);
        if (random.nextBoolean()) { // few distinct bytes: long stretches without a hit, or with nothing else
            int mask = random.nextInt(4);
            for (int i = 0; i < input.length; i++) {
                input[i] &= (byte) mask;
            }
        }
        return automaton;
    }

    private Automaton load(Automaton automaton) {
        MemorySegment image = automaton.image();
        assertThat(image.byteSize()).isLessThan(INPUT_AT);
        MemorySegment.copy(image, 0, heap, IMAGE_AT, image.byteSize());
        return automaton;
    }

    private ScanModel.Outcome duel(Automaton automaton, int offset, int bytes, int from, long capacity, int flags) {
        MemorySegment.copy(MemorySegment.ofArray(input), 0, heap, INPUT_AT, input.length);
        Prepared image = Objects.requireNonNull(scanner.image(1, IMAGE_AT, INPUT_AT));
        ScanModel.Outcome expected = automaton.walk(input, offset, bytes, from, capacity, flags);
        scanner.scan(image, INPUT_AT + offset, bytes, from, OUTPUT_AT, capacity, flags, 0, 0);
        assertThat(scanner.result().state()).isEqualTo(expected.state());
        assertThat(scanner.result().consumed()).isEqualTo(expected.consumed());
        assertThat(scanner.result().flagsLeft()).isEqualTo(expected.flagsLeft());
        assertThat(ScanModel.read(heap, OUTPUT_AT, scanner.result().events()).equals(expected.events()))
                .isTrue();
        return expected;
    }
}

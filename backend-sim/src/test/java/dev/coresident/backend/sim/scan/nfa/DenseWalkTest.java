package dev.coresident.backend.sim.scan.nfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.oracles.SetAutomaton;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Words of bits against lists of states, byte by byte, and the places of states in words. */
final class DenseWalkTest {

    private static NfaImage load(SetAutomaton automaton) {
        MemorySegment bytes = automaton.image();
        MemorySegment heap = Arena.ofAuto().allocate(bytes.byteSize(), 64);
        heap.copyFrom(bytes);
        return new NfaImage(Objects.requireNonNull(ImagePlace.of(heap, 0, heap.byteSize())));
    }

    private static SetAutomaton draw(SplittableRandom random) {
        int states = 1 + random.nextInt(random.nextInt(4) == 0 ? 1_000 : 150);
        return random.nextInt(3) == 0
                ? RuleShapes.draw(random, 1 + random.nextInt(40), 4)
                : new SetAutomaton(random, states, 1 + random.nextInt(states), 1 + random.nextInt(4));
    }

    /** States that any byte takes, each leading to those that follow it at up to some distance. */
    private static SetAutomaton chain(int states, int reach) {
        BitSet any = new BitSet();
        any.set(0, 256);
        int[][] successors = new int[states][];
        Arrays.setAll(
                successors,
                state -> IntStream.rangeClosed(state + 1, Math.min(states - 1, state + reach))
                        .toArray());
        int[][] none = new int[states][0];
        return new SetAutomaton(new BitSet[] {any}, new int[states], successors, new int[0], none, none);
    }

    @Property(tries = 300)
    void wordsOfBitsActivateAndReportWhatListsDo(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NfaImage image = load(draw(random));
        ByteWalk lists = new SetWalk(image);
        ByteWalk words = new DenseWalk(image);
        long[] active = new long[(image.states() + 63) / 64];
        long[] other = new long[active.length];
        for (int state = 0; state < image.states(); state++) {
            active[state >>> 6] |= (random.nextInt(3) == 0 ? 1L : 0L) << state;
        }
        lists.begin(active);
        words.begin(active);
        for (int step = 0; step < 60; step++) {
            int byteClass = random.nextInt(image.classCount());
            lists.look(byteClass);
            words.look(byteClass);
            assertThat(words.reports().toArray()).isEqualTo(lists.reports().toArray());
            if (random.nextInt(8) > 0) {
                lists.take();
                words.take();
            }
            lists.activeTo(active);
            words.activeTo(other);
            assertThat(other).isEqualTo(active);
        }
    }

    @Property(tries = 100)
    void everyStateHasOnePlaceAndNoMoreThanHalfOfTheWordsIsEmpty(@ForAll long seed) {
        NfaImage image = load(draw(new SplittableRandom(seed)));
        DensePlaces places = new DensePlaces(image);
        BitSet taken = new BitSet();
        Arrays.stream(places.placeOf).forEach(taken::set);
        assertThat(taken.cardinality()).isEqualTo(image.states());
        assertThat(places.words()).isLessThanOrEqualTo(image.states() / 32 + 1);
        for (int state = 0; state < image.states(); state++) {
            assertThat(places.stateAt[places.placeOf[state]]).isEqualTo(state);
        }
    }

    @Test
    void aBlockIsWalkedByWordsOnlyWhereManyStatesAreActive() {
        byte[] block = new byte[999];
        SetBlocks blocks = new SetBlocks(load(chain(1_000, 1)));
        long[] active = new long[16];
        active[0] = 1;
        EventSink sink = new EventSink(Arena.ofAuto().allocate(64, 8), new SharedWords());
        assertThat(blocks.walk(block, 0, block.length, active, sink, 0)).isEqualTo(block.length);
        assertThat(blocks.bytesByWords()).isZero();
        long[] last = new long[16];
        last[15] = 1L << 999;
        assertThat(active).isEqualTo(last);
        Arrays.fill(active, 0);
        active[0] = -1;
        active[1] = -1;
        assertThat(blocks.walk(block, 0, block.length, active, sink, 0)).isEqualTo(block.length);
        assertThat(blocks.bytesByWords()).isPositive();
        assertThat(active).isEqualTo(last); // all others fell off the end
    }

    @Test
    void statesThatMayBeLeftOutAreCarriedThroughInOneRun() {
        DenseImage dense = load(chain(3, 2)).dense();
        assertThat(dense.runs.runs[0]).isEqualTo(0b011);
        assertThat(dense.runs.behind[0]).isEqualTo(0b100);
        assertThat(dense.leadingWords).isEmpty();
    }

    @Test
    void aChainIsNothingButShifts() {
        DenseImage dense = load(chain(60, 1)).dense();
        assertThat(dense.places.words()).isEqualTo(1);
        assertThat(dense.leadingWords).isEmpty();
        assertThat(dense.gathering).isEmpty();
    }
}

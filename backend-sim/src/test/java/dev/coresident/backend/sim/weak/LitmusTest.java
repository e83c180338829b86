package dev.coresident.backend.sim.weak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.ExhaustiveSchedule;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The known small programs for memory models, every order of steps and drains tried: which outcomes there are, and which never. */
final class LitmusTest {
    /** Words of lines far apart. */
    private static final long X = 0;

    private static final long Y = 256;

    /** One access of one worker, its registers at hand. */
    private interface Access {
        void run(WeakWords words, MemorySegment region, int[] registers);
    }

    @Test
    void messagePassingNeedsReleaseAndAcquire() {
        assertThat(messagePassing(true, true)).contains("1 1", "0 0", "0 1").doesNotContain("1 0");
        assertThat(messagePassing(false, true)).contains("1 0");
        assertThat(messagePassing(true, false)).contains("1 0");
        assertThat(messagePassing(false, false)).contains("1 0");
    }

    private static Set<String> messagePassing(boolean release, boolean acquire) {
        return outcomes(
                List.of((words, region, r) -> words.set(region, X, 1), (words, region, r) -> {
                    if (release) {
                        words.setRelease(region, Y, 1);
                    } else {
                        words.set(region, Y, 1);
                    }
                }),
                List.of(
                        (words, region, r) -> r[0] = acquire ? words.getAcquire(region, Y) : words.get(region, Y),
                        (words, region, r) -> r[1] = words.get(region, X)));
    }

    @Test
    void pairsAreSeenTogetherIfTheyAreReadTogether() {
        List<Access> binds = List.of(
                (words, region, r) -> words.set(region, X, 1),
                (words, region, r) -> words.setPairRelease(region, Y, Words.pair(1, 1)));
        Set<String> together =
                outcomes(binds, List.of((words, region, r) -> words.get(region, Y + 4), (words, region, r) -> {
                    long pair = words.getPairAcquire(region, Y);
                    r[0] = (int) pair;
                    r[1] = 10 * (int) (pair >>> 32) + words.get(region, X);
                }));
        assertThat(together).isSubsetOf("0 0", "0 1", "1 11").contains("0 0", "1 11");
        Set<String> apart = outcomes(
                binds,
                List.of(
                        (words, region, r) -> words.get(region, Y + 4),
                        (words, region, r) -> r[0] = words.get(region, Y),
                        (words, region, r) -> r[1] = words.get(region, Y + 4)));
        assertThat(apart).contains("1 0");
    }

    @Test
    void messagesInLargeRegionsAreStaleWhereTheirLineWasReadBefore() {
        for (boolean acquire : new boolean[] {true, false}) {
            Set<String> outcomes = outcomes(
                    true,
                    List.of(
                            (words, region, r) -> words.set(region, X, 1),
                            (words, region, r) -> words.setRelease(region, Y, 1)),
                    List.of(
                            (words, region, r) -> words.get(region, X + 4),
                            (words, region, r) -> r[0] = acquire ? words.getAcquire(region, Y) : words.get(region, Y),
                            (words, region, r) -> r[1] = words.get(region, X)));
            assertThat(outcomes.contains("1 0")).isEqualTo(!acquire);
        }
    }

    @Test
    void bothMayMissTheOthersStoreUnlessTheyReadModifyAndWrite() {
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.setRelease(region, X, 1),
                                (words, region, r) -> r[0] = words.getAcquire(region, Y)),
                        List.of(
                                (words, region, r) -> words.setRelease(region, Y, 1),
                                (words, region, r) -> r[1] = words.getAcquire(region, X))))
                .containsExactlyInAnyOrder("0 0", "0 1", "1 0", "1 1");
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.getAndAdd(region, X, 1),
                                (words, region, r) -> r[0] = words.getAndAdd(region, Y, 0)),
                        List.of(
                                (words, region, r) -> words.getAndAdd(region, Y, 1),
                                (words, region, r) -> r[1] = words.compareAndExchange(region, X, 7, 8))))
                .containsExactlyInAnyOrder("0 1", "1 0", "1 1");
    }

    @Test
    void aWordNeverGoesBackNeitherForAReaderNorForItsWriter() {
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.set(region, X, 1),
                                (words, region, r) -> words.set(region, X, 2)),
                        List.of(
                                (words, region, r) -> r[0] = words.get(region, X),
                                (words, region, r) -> r[1] = words.get(region, X))))
                .contains("0 0", "0 2", "1 2", "2 2")
                .doesNotContain("1 0", "2 0", "2 1");
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.set(region, X, 5),
                                (words, region, r) -> r[0] = words.get(region, X),
                                (words, region, r) -> words.getAndAdd(region, Y, 1),
                                (words, region, r) -> r[1] = words.get(region, X)),
                        List.of()))
                .containsExactly("5 5");
    }

    @Test
    void aPlainPairMayBeSeenByHalvesAndAReleasedOneNot() {
        List<Access> reader = List.of(
                (words, region, r) -> r[0] = words.getAcquire(region, X + 4),
                (words, region, r) -> r[1] = words.getAcquire(region, X));
        assertThat(outcomes(List.of((words, region, r) -> words.setPair(region, X, 0x1_0000_0001L)), reader))
                .contains("1 0");
        assertThat(outcomes(List.of((words, region, r) -> words.setPairRelease(region, X, 0x1_0000_0001L)), reader))
                .doesNotContain("1 0");
    }

    @Test
    void storesToDifferentWordsShowInAnyOrderButNotPastARelease() {
        List<Access> reader = List.of(
                (words, region, r) -> r[0] = words.getAcquire(region, Y),
                (words, region, r) -> r[1] = words.getAcquire(region, X));
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.set(region, X, 1),
                                (words, region, r) -> words.set(region, Y, 1)),
                        reader))
                .contains("1 0");
        assertThat(outcomes(
                        List.of(
                                (words, region, r) -> words.set(region, X, 1),
                                (words, region, r) -> words.setRelease(region, Y + 64, 1),
                                (words, region, r) -> words.setRelease(region, Y, 1)),
                        reader))
                .doesNotContain("1 0");
    }

    @Test
    void aFullBufferDrains() {
        DeviceMemory memory = DeviceMemory.allocate(TinyHost.GEOMETRY, Backing.light());
        WeakWords words = new WeakWords(memory, Schedule.seeded(1));
        for (int i = 0; i < 100; i++) {
            words.set(memory.ring(), 4L * i, i);
            assertThat(words.pending()).isLessThanOrEqualTo(StoreBuffer.CAPACITY);
        }
        words.drainAll();
        for (int i = 0; i < 100; i++) {
            assertThat(Words.get(memory.ring(), 4L * i)).isEqualTo(i);
        }
    }

    private static Set<String> outcomes(List<Access> first, List<Access> second) {
        return outcomes(false, first, second);
    }

    /** Every outcome, as "r0 r1", in a small region or one too large to be remembered whole. */
    private static Set<String> outcomes(boolean large, List<Access> first, List<Access> second) {
        Set<String> outcomes = new TreeSet<>();
        ExhaustiveSchedule every = new ExhaustiveSchedule();
        do {
            DeviceMemory memory = DeviceMemory.allocate(TinyHost.GEOMETRY, Backing.light());
            MemorySegment region = large ? memory.heap() : memory.ring();
            WeakWords[] words = {new WeakWords(memory, every), new WeakWords(memory, every)};
            List<List<Access>> programs = List.of(first, second);
            words[0].endStep();
            words[1].endStep();
            int[] at = new int[2];
            int[] registers = new int[2];
            for (long able = able(programs, at, words); able != 0; able = able(programs, at, words)) {
                int chosen = every.worker(able);
                if (chosen >= Schedule.FIRST_BUFFER) {
                    words[chosen - Schedule.FIRST_BUFFER].drainOne();
                } else {
                    programs.get(chosen).get(at[chosen]++).run(words[chosen], region, registers);
                    words[chosen].endStep();
                }
            }
            outcomes.add(registers[0] + " " + registers[1]);
        } while (every.next());
        return outcomes;
    }

    private static long able(List<List<Access>> programs, int[] at, WeakWords[] words) {
        long able = 0;
        for (int i = 0; i < 2; i++) {
            able |= at[i] < programs.get(i).size() ? 1L << i : 0;
            able |= words[i].pending() > 0 ? 1L << (Schedule.FIRST_BUFFER + i) : 0;
        }
        return able;
    }
}

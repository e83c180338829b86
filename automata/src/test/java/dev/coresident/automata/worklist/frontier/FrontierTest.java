package dev.coresident.automata.worklist.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.TaskLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The frontier and the ends beside sorted collections that know nothing of words. */
class FrontierTest {
    private static final int REQUEUES = (int) (TaskLayout.REQUEUES / 4);

    /** A pair as a key that sorts as pairs do, indices up to 2^32 - 1 included. */
    private static int[] task(long key, int requeues) {
        int[] words = new int[Frontier.WORDS];
        words[(int) (TaskLayout.CONTINUATION_PC / 4)] = (int) (key >>> 16);
        words[(int) (TaskLayout.PARAMETER / 4)] = (int) (key & 0xFFFF);
        words[REQUEUES] = requeues;
        return words;
    }

    private static long key(Frontier frontier, int task) {
        return frontier.index(task) << 16 | frontier.state(task);
    }

    @Test
    void runsInAnyOrderBecomeOneFrontierWithEachPairOnce() {
        SplittableRandom random = new SplittableRandom(3);
        Frontier frontier = new Frontier();
        for (int round = 0; round < 200; round++) {
            frontier.clear();
            TreeMap<Long, Integer> model = new TreeMap<>();
            for (int run = random.nextInt(5); run > 0; run--) {
                TreeMap<Long, Integer> tasks = new TreeMap<>();
                long base = random.nextBoolean() ? 0 : 0xFFFF_FFFEL << 16;
                for (int i = random.nextInt(30); i > 0; i--) {
                    tasks.put(base + (random.nextLong(2) << 16) + random.nextInt(20), random.nextInt(4) - 1);
                }
                int[] words = new int[tasks.size() * Frontier.WORDS];
                int at = 0;
                for (var task : tasks.entrySet()) {
                    System.arraycopy(task(task.getKey(), task.getValue()), 0, words, at, Frontier.WORDS);
                    at += Frontier.WORDS;
                    model.merge(
                            task.getKey(),
                            task.getValue(),
                            (one, other) -> Integer.compareUnsigned(one, other) >= 0 ? one : other);
                }
                frontier.add(words, tasks.size());
            }
            List<Long> keys = new ArrayList<>();
            List<Integer> requeues = new ArrayList<>();
            for (int task = 0; task < frontier.size(); task++) {
                keys.add(key(frontier, task));
                requeues.add(frontier.words()[task * Frontier.WORDS + REQUEUES]);
            }
            assertThat(keys).containsExactlyElementsOf(model.keySet());
            assertThat(requeues).containsExactlyElementsOf(model.values());
            Frontier copy = new Frontier();
            copy.copy(frontier);
            assertThat(copy.hasPairsOf(frontier)).isTrue();
            copy.add(task(0xFFFF_FFFFL << 16 | 99, 0), 1);
            assertThat(copy.hasPairsOf(frontier)).isFalse();
        }
    }

    @Test
    void endsComeAscendingEachOnceAndOnlyBelowTheBound() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 200; round++) {
            Ends ends = new Ends();
            Ends same = new Ends();
            TreeSet<String> model = new TreeSet<>();
            List<String> told = new ArrayList<>();
            long bound = 0;
            for (int step = 0; step < 6; step++) {
                for (int i = random.nextInt(20); i > 0; i--) {
                    int rule = random.nextInt(5);
                    long end = bound + random.nextInt(10);
                    ends.add(rule, end);
                    same.add(rule, end);
                    model.add(line(rule, end));
                }
                bound += random.nextInt(8);
                ends.passBelow(bound, (rule, end) -> told.add(line(rule, end)));
                assertThat(told).containsExactlyElementsOf(model.headSet(line(0, bound)));
            }
            ends.passBelow(Long.MAX_VALUE, (rule, end) -> told.add(line(rule, end)));
            assertThat(told).containsExactlyElementsOf(model);
            Ends all = new Ends();
            all.addAll(same);
            assertThat(all.hasAllOf(same)).isTrue();
            all.add(6, 1);
            assertThat(all.hasAllOf(same)).isFalse();
        }
    }

    private static String line(int rule, long end) {
        return "%06d %d".formatted(end, rule);
    }
}

package dev.coresident.automata.scan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatchQueueTest {
    private record Match(long start, long end, int rule) {
        static final Comparator<Match> ORDER = Comparator.comparingLong(Match::start)
                .thenComparingLong(Match::end)
                .thenComparingInt(Match::rule);
    }

    @Test
    void drainsInTheOrderOfStartEndAndRule() throws IOException {
        try (MatchQueue queue = new MatchQueue(100)) {
            queue.add(5, 6, 0);
            queue.add(1, 9, 1);
            queue.add(1, 3, 2);
            queue.add(1, 3, 0);
            assertThat(drain(queue, 5)).containsExactly(new Match(1, 3, 0), new Match(1, 3, 2), new Match(1, 9, 1));
            assertThat(drain(queue, Long.MAX_VALUE)).containsExactly(new Match(5, 6, 0));
            assertThat(queue.spilled()).isZero();
        }
    }

    /** A duel with a sorted multiset: random matches, random bounds that never fall, memory for 1 to 64 matches. */
    @Test
    void givesOutWhatASortedListWouldWhateverFitsInMemory() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int bound = 1 + random.nextInt(64);
            try (MatchQueue queue = new MatchQueue(bound)) {
                NavigableMap<Match, Integer> model = new TreeMap<>(Match.ORDER);
                long settled = 0;
                for (int step = 0; step < 40; step++) {
                    for (int i = random.nextInt(40); i > 0; i--) {
                        long start = settled + random.nextInt(50);
                        Match match = new Match(start, start + random.nextInt(4), random.nextInt(5));
                        queue.add(match.start(), match.end(), match.rule());
                        model.merge(match, 1, Integer::sum);
                    }
                    settled += random.nextInt(20);
                    assertThat(drain(queue, settled)).as("seed %d", seed).isEqualTo(take(model, settled));
                    assertThat(queue.inMemory()).isLessThanOrEqualTo(bound);
                }
                assertThat(drain(queue, Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(take(model, Long.MAX_VALUE));
            }
        }
    }

    @Test
    void keepsManyMatchesWithOneStartInOrder() throws IOException {
        try (MatchQueue queue = new MatchQueue(MatchQueue.MOST_IN_MEMORY)) {
            for (int rule = 50_000; rule > 0; rule--) {
                queue.add(7, 9 + rule % 3, rule);
            }
            assertThat(drain(queue, 8)).isSortedAccordingTo(Match.ORDER).hasSize(50_000);
        }
    }

    @Test
    void keepsLargeOffsets() throws IOException {
        long large = (1L << 43) - 1;
        try (MatchQueue queue = new MatchQueue(10)) {
            queue.add(large - 1, large, 1);
            queue.add(0, large, 0);
            assertThat(drain(queue, Long.MAX_VALUE))
                    .containsExactly(new Match(0, large, 0), new Match(large - 1, large, 1));
        }
    }

    @Test
    void countsWhatItSpilled() throws IOException {
        try (MatchQueue queue = new MatchQueue(2)) {
            for (int i = 0; i < 7; i++) {
                queue.add(i, i, i);
            }
            assertThat(queue.spilled()).isEqualTo(6);
            assertThat(queue.inMemory()).isEqualTo(1);
        }
    }

    @Test
    void aClearedQueueIsEmpty() throws IOException {
        try (MatchQueue queue = new MatchQueue(2)) {
            for (int i = 0; i < 5; i++) {
                queue.add(i, i, i);
            }
            queue.clear();
            assertThat(drain(queue, Long.MAX_VALUE)).isEmpty();
            queue.add(3, 4, 5);
            assertThat(drain(queue, Long.MAX_VALUE)).containsExactly(new Match(3, 4, 5));
        }
    }

    @Test
    void refusesABoundOfNothing() {
        assertThatThrownBy(() -> new MatchQueue(0)).hasMessageContaining("1 to");
    }

    private static List<Match> drain(MatchQueue queue, long bound) throws IOException {
        List<Match> matches = new ArrayList<>();
        queue.drainBelow(bound, (start, end, rule) -> matches.add(new Match(start, end, rule)));
        return matches;
    }

    private static List<Match> take(NavigableMap<Match, Integer> model, long bound) {
        List<Match> taken = new ArrayList<>();
        while (!model.isEmpty() && model.firstKey().start() < bound) {
            var first = model.pollFirstEntry();
            for (int i = 0; i < first.getValue(); i++) {
                taken.add(first.getKey());
            }
        }
        return taken;
    }
}

package dev.coresident.automata.scan.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventOrderTest {
    /** A duel with a sorted set: events that come near their place, and some that come far from it, with repetitions. */
    @Test
    void eachEndComesOutOnceInOrderHoweverFarFromItsPlaceItCame() throws IOException {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int apart = 1 + random.nextInt(60);
            EventOrder events = new EventOrder();
            events.begin();
            Told told = new Told();
            TreeSet<Long> expected = new TreeSet<>();
            long passed = 0;
            for (int step = 0; step < 20; step++) {
                for (int i = random.nextInt(100); i > 0; i--) {
                    long end = passed + random.nextInt(apart);
                    int rule = random.nextInt(5);
                    events.add(rule, end);
                    expected.add(end << 20 | rule);
                }
                passed += random.nextInt(apart);
                events.passBelow(passed, told);
                assertThat(told.keys).as("seed %d", seed).containsExactlyElementsOf(expected.headSet(passed << 20));
            }
            events.passBelow(Long.MAX_VALUE, told);
            assertThat(told.keys).as("seed %d", seed).containsExactlyElementsOf(expected);
        }
    }

    private static final class Told implements Reporter {
        private final List<Long> keys = new ArrayList<>();

        @Override
        public void begin() {}

        @Override
        public void end(int rule, long end) {
            keys.add(end << 20 | rule);
        }

        @Override
        public long settledBefore(long from) {
            return from;
        }
    }
}

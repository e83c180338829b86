package dev.coresident.automata.scan.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndQueueTest {
    private record End(long end, int rule) {
        static final Comparator<End> ORDER = Comparator.comparingLong(End::end).thenComparingInt(End::rule);
    }

    @Test
    void endsOfSeveralSourcesComeOutAsOne() throws IOException {
        try (EndQueue queue = new EndQueue(3, 10, 100)) {
            queue.add(2, 1, 7);
            queue.add(0, 3, 2);
            queue.add(1, 3, 1);
            queue.add(0, 5, 2);
            queue.add(2, 3, 9);
            assertThat(drain(queue, 5)).containsExactly(new End(1, 7), new End(3, 1), new End(3, 2), new End(3, 9));
            assertThat(queue.inMemory()).isEqualTo(1);
            assertThat(drain(queue, 5)).isEmpty();
            assertThat(drain(queue, Long.MAX_VALUE)).containsExactly(new End(5, 2));
            assertThat(queue.inMemory()).isZero();
        }
    }

    /** A duel with a list that is sorted: sources at different paces, bounds that never fall, memory for 1 to 64 ends, file after file. */
    @Test
    void givesOutWhatASortedListWouldWhateverFitsInMemory() throws IOException {
        long spilled = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int sources = 1 + random.nextInt(9);
            int rules = sources * (1 + random.nextInt(4));
            int bound = random.nextBoolean() ? 1 + random.nextInt(64) : 1_000;
            try (EndQueue queue = new EndQueue(sources, rules, bound)) {
                for (int file = 0; file < 3; file++) {
                    scan(random, queue, sources, rules);
                    queue.clear();
                    assertThat(queue.inMemory()).isZero();
                }
                spilled += queue.spilled();
            }
        }
        assertThat(spilled).isPositive();
    }

    private static void scan(Random random, EndQueue queue, int sources, int rules) throws IOException {
        long[] reached = new long[sources];
        List<End> model = new ArrayList<>();
        boolean cut = random.nextInt(8) == 0;
        for (int step = 0; step < 30; step++) {
            int source = random.nextInt(sources);
            for (int i = random.nextInt(40); i > 0; i--) {
                reached[source] += random.nextInt(3) * (1L << random.nextInt(30));
                // Rules are dealt to the sources, as groups have them.
                for (int rule = source; rule < rules; rule += sources) {
                    if (random.nextInt(3) == 0) {
                        queue.add(source, reached[source], rule);
                        model.add(new End(reached[source], rule));
                    }
                }
                reached[source]++;
            }
            long settled = Long.MAX_VALUE;
            for (long each : reached) {
                settled = Math.min(settled, each);
            }
            assertThat(drain(queue, settled)).isEqualTo(take(model, settled));
        }
        if (!cut) {
            assertThat(drain(queue, Long.MAX_VALUE)).isEqualTo(take(model, Long.MAX_VALUE));
            assertThat(queue.inMemory()).isZero();
        }
    }

    @Test
    void neverMoreThanTwiceTheBoundWaitInMemory() throws IOException {
        try (EndQueue queue = new EndQueue(2, 2, 10)) {
            for (int end = 0; end < 1_000; end++) {
                queue.add(end % 2, end, end % 2);
                assertThat(queue.inMemory()).isLessThanOrEqualTo(20);
            }
            assertThat(queue.spilled()).isGreaterThan(900);
            assertThat(drain(queue, Long.MAX_VALUE)).hasSize(1_000).isSortedAccordingTo(End.ORDER);
            queue.add(0, 3, 0);
            assertThat(drain(queue, Long.MAX_VALUE)).containsExactly(new End(3, 0));
        }
    }

    @Test
    void theGreatestRuleAndOffsetSurvive() throws IOException {
        try (EndQueue queue = new EndQueue(1, 1 << 20, 10)) {
            queue.add(0, 0, 0);
            queue.add(0, (1L << 43) - 1, (1 << 20) - 1);
            assertThat(drain(queue, 1)).containsExactly(new End(0, 0));
            assertThat(drain(queue, Long.MAX_VALUE)).containsExactly(new End((1L << 43) - 1, (1 << 20) - 1));
        }
    }

    @Test
    void rulesOfOneEndMayComeInAnyOrder() throws IOException {
        try (EndQueue queue = new EndQueue(2, 8, 10)) {
            queue.add(0, 7, 2);
            queue.add(1, 7, 4);
            queue.add(0, 7, 1);
            queue.add(0, 7, 3);
            queue.add(1, 7, 0);
            assertThat(drain(queue, 8))
                    .containsExactly(new End(7, 0), new End(7, 1), new End(7, 2), new End(7, 3), new End(7, 4));
        }
    }

    /** The JVM's count, reached by reflection because this module does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(bean, Thread.currentThread().threadId());
    }

    @Test
    void onceGrownItAllocatesNothing() throws Exception {
        try (EndQueue queue = new EndQueue(3, 3, 100_000)) {
            long[] told = new long[1];
            MatchConsumer consumer = (start, end, rule) -> told[0] += rule;
            long before = 0;
            for (int round = 0; round < 2; round++) {
                before = allocatedBytes();
                for (int end = 0; end < 300_000; end++) {
                    queue.add(end % 3, end, end % 3);
                    if (end % 3_000 == 2_999) {
                        queue.drainBelow(end - 1_000, consumer);
                    }
                }
                queue.drainBelow(Long.MAX_VALUE, consumer);
            }
            assertThat(allocatedBytes() - before).isLessThan(8_192);
            assertThat(told[0]).isEqualTo(600_000);
        }
    }

    private static List<End> drain(EndQueue queue, long bound) throws IOException {
        List<End> out = new ArrayList<>();
        queue.drainBelow(bound, (start, end, rule) -> {
            assertThat(start).isEqualTo(end);
            out.add(new End(end, rule));
        });
        return out;
    }

    private static List<End> take(List<End> model, long bound) {
        List<End> taken = model.stream()
                .filter(end -> end.end() < bound)
                .sorted(End.ORDER)
                .toList();
        model.removeIf(end -> end.end() < bound);
        return taken;
    }
}

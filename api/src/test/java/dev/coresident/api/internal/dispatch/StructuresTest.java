package dev.coresident.api.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The executor's structures against naive ones. */
final class StructuresTest {
    private static final class Item extends DeadlineHeap.Entry {}

    @Property(tries = 200)
    void tableIsAMap(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongTable<Long> table = new LongTable<>();
        Map<Long, Long> model = new HashMap<>();
        long stride = random.nextBoolean() ? 1 : 1L << random.nextInt(64);
        for (int step = 0; step < 600; step++) {
            long key = random.nextInt(1 + random.nextInt(200)) * stride;
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    long value = random.nextLong();
                    table.put(key, value);
                    model.put(key, value);
                }
                case 2, 3 -> assertThat(table.remove(key)).isEqualTo(model.remove(key));
                default -> assertThat(table.get(key)).isEqualTo(model.get(key));
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        model.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    }

    @Property(tries = 200)
    void heapIsASortedSet(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DeadlineHeap<Item> heap = new DeadlineHeap<>();
        TreeSet<Item> model =
                new TreeSet<>(Comparator.comparingLong(Item::deadlineNanos).thenComparingLong(Item::sequence));
        List<Item> items = new ArrayList<>();
        for (int count = 0; count < 100; count++) {
            items.add(new Item());
        }
        for (int step = 0; step < 500; step++) {
            Item item = items.get(random.nextInt(items.size()));
            model.remove(item);
            heap.remove(item);
            assertThat(item.isScheduled()).isFalse();
            if (random.nextInt(3) > 0) {
                heap.schedule(item, random.nextInt(20) - 10, 1 + step);
                model.add(item);
            }
            assertThat(heap.size()).isEqualTo(model.size());
            assertThat(heap.first()).isSameAs(model.isEmpty() ? null : model.first());
        }
        while (!model.isEmpty()) {
            Item first = model.removeFirst();
            assertThat(heap.first()).isSameAs(first);
            heap.remove(first);
        }
        assertThat(heap.firstDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void inboxKeepsEachProducersOrderAndLosesNothing() throws InterruptedException {
        int producers = 3;
        int each = 20_000;
        Inbox inbox = new Inbox(64);
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            int name = producer;
            Thread thread = new Thread(() -> {
                int[] words = new int[3];
                for (int number = 0; number < each; number++) {
                    words[2] = number;
                    while (!inbox.offer(name, number, -number, 7, 8, 9, words, 1, 2)) {
                        Thread.onSpinWait();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        int[] next = new int[producers];
        int[] words = new int[Inbox.WORDS];
        for (int taken = 0; taken < producers * each; ) {
            if (!inbox.isReady()) {
                Thread.onSpinWait();
                continue;
            }
            int producer = inbox.tenantWord(0);
            inbox.copyWords(0, words);
            int number = next[producer]++;
            assertThat(inbox.requestId(0)).isEqualTo(number);
            assertThat(inbox.service(0)).isEqualTo(-number);
            assertThat(inbox.count(0)).isEqualTo(2);
            assertThat(words[1]).isEqualTo(number);
            inbox.advance();
            taken++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void fullInboxTakesNothing() {
        Inbox inbox = new Inbox(2);
        int[] words = {1};
        assertThat(inbox.offer(1, 1, 1, 1, 1, 1, words, 0, 1)).isTrue();
        assertThat(inbox.offer(1, 2, 1, 1, 1, 1, words, 0, 1)).isTrue();
        assertThat(inbox.offer(1, 3, 1, 1, 1, 1, words, 0, 1)).isFalse();
        assertThat(inbox.requestId(1)).isEqualTo(2);
        inbox.advance();
        assertThat(inbox.offer(1, 4, 1, 1, 1, 1, words, 0, 1)).isTrue();
        assertThat(inbox.requestId(1)).isEqualTo(4);
        assertThat(inbox.isReady(2)).isFalse();
        assertThatThrownBy(() -> new Inbox(3)).isInstanceOf(IllegalArgumentException.class);
    }
}

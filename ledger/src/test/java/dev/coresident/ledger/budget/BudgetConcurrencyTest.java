package dev.coresident.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BudgetConcurrencyTest {
    private static final int THREADS = 4;
    private static final long WINDOW = 1_000_000;

    @Test
    void eachWindowGrantsExactlyItsLimitToThreadsThatCrossItTogether() throws Exception {
        int windows = 200;
        long limit = 25;
        Budget budget = Budget.of(limit, Duration.ofNanos(WINDOW));
        assertThat(budget.figures(0).windowStartNanos()).isZero();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<int[]> granted = all(THREADS, thread -> {
            int[] mine = new int[windows];
            for (int window = 0; window < windows; window++) {
                together.await(60, TimeUnit.SECONDS); // a thread that failed does not come
                // All say a time in the window; who comes first renews it, and some come with one that is older.
                long now = window * WINDOW + thread;
                for (int i = 0; i < 20; i++) {
                    if (budget.tryReserve(1, now) >= 0) {
                        mine[window]++;
                    }
                }
            }
            return mine;
        });
        for (int window = 0; window < windows; window++) {
            int sum = 0;
            for (int[] mine : granted) {
                sum += mine[window];
            }
            assertThat(sum).as("window %d", window).isEqualTo(limit);
        }
        long end = (windows - 1) * WINDOW + THREADS;
        assertThat(budget.figures(end).charged()).isEqualTo(windows * limit);
        assertThat(budget.figures(end).denied()).isEqualTo(windows * (THREADS * 20L - limit));
    }

    @Test
    void nothingIsLostOrChargedTwiceWhileWindowsRenewUnderSettlements() throws Exception {
        Budget budget = Budget.of(1L << 40, Duration.ofNanos(WINDOW));
        List<long[]> sums = all(THREADS, thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            long[] tokens = new long[8];
            int held = 0;
            long used = 0;
            long now = 0;
            for (int i = 0; i < 40_000; i++) {
                now += random.nextInt((int) WINDOW / 50);
                if (held < tokens.length && random.nextBoolean()) {
                    long token = budget.tryReserve(random.nextInt(50), now);
                    tokens[held++] = token;
                } else if (held > 0) {
                    long exact = random.nextInt(60);
                    budget.settle(tokens[--held], exact, now);
                    used += exact;
                }
            }
            while (held > 0) {
                budget.settle(tokens[--held], 3, now);
                used += 3;
            }
            return new long[] {used, now};
        });
        long used = 0;
        long now = 0;
        for (long[] sum : sums) {
            used += sum[0];
            now = Math.max(now, sum[1]);
        }
        BudgetFigures figures = budget.figures(now);
        assertThat(figures.charged()).isEqualTo(used);
        assertThat(figures.reserved()).isZero();
        assertThat(figures.denied()).isZero();
    }

    @Test
    void figuresAreOfOneMoment() throws Exception {
        Budget budget = Budget.of(100, Duration.ofNanos(WINDOW));
        all(THREADS, thread -> {
            for (int i = 0; i < 20_000; i++) {
                if (thread == 0) {
                    BudgetFigures figures = budget.figures(0);
                    assertThat(figures.spent()).isNotNegative();
                    assertThat(figures.reserved()).isBetween(0L, 100L);
                    assertThat(figures.spent() + figures.reserved()).isBetween(0L, 100L);
                    assertThat(figures.charged()).isEqualTo(figures.spent() + figures.reserved());
                } else {
                    long token = budget.tryReserve(40, 0);
                    if (token >= 0) {
                        budget.settle(token, 0, 0);
                    }
                }
            }
            return 0;
        });
        assertThat(budget.figures(0).charged()).isZero();
    }

    private interface Work<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> all(int threads, Work<T> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> work.run(thread));
            }
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
        }
        return results;
    }
}

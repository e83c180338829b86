package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that admit and answer while one polls; and what a poll allocates. */
final class ThreadsTest {
    private static final int REQUESTS = 3_000;

    /** Measuring costs some, and the JVM's own hooks a little more; far below a byte an op. */
    private static final long SLACK_BYTES = 8_192;

    /** Of eight ops each: enough for all tables to have grown to their bounds. */
    private static final long POLLS = 4_500;

    private final ConcurrentLinkedQueue<Completer> open = new ConcurrentLinkedQueue<>();

    private OpOutcome park(OpContext context, OpWords words) {
        Completer completer = Rig.open(context.completions());
        open.add(completer);
        return OpOutcome.parked(completer.id());
    }

    @Test
    void everyRequestOfManyThreadsEndsOnceWhoeverAnswers() throws InterruptedException {
        Rig rig = Rig.of(this::park);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger acceptedTwice = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < 2; producer++) {
            int tenant = 1 + producer;
            threads.add(new Thread(() -> {
                for (int request = 0; request < REQUESTS; request++) {
                    while (!rig.admitFor(tenant, 0, request)) {
                        Thread.onSpinWait();
                    }
                }
            }));
            threads.add(new Thread(() -> {
                while (!isOver.get()) {
                    Completer completer = open.poll();
                    if (completer == null) {
                        Thread.onSpinWait();
                    } else if (completer.complete(new byte[5]) instanceof CompletionAnswer.Accepted) {
                        accepted.incrementAndGet();
                    }
                    if (completer != null && completer.fail("again") instanceof CompletionAnswer.Accepted) {
                        acceptedTwice.incrementAndGet();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        // Permits bound what is under way: refused ops end too.
        while (rig.told.size() < 2 * REQUESTS) {
            rig.executor.poll();
        }
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        rig.run();
        assertThat(rig.told).hasSize(2 * REQUESTS);
        assertThat(rig.told.stream().filter(text -> text.startsWith("0 done 5")).count())
                .isEqualTo(accepted.get());
        assertThat(acceptedTwice.get()).isZero();
        ExecutorFigures figures = rig.executor.figures();
        assertThat(figures.live()).isZero();
        assertThat(figures.inFlightBytes()).isZero();
        assertThat(figures.openCommands()).isZero();
    }

    @Test
    void opWithoutIdAllocatesNothing() throws ReflectiveOperationException {
        allocatesNothing((poll, op) -> 0);
    }

    @Test
    void opWithARequestIdAllocatesNothing() throws ReflectiveOperationException {
        allocatesNothing((poll, op) -> 1 + poll * 8L + op);
    }

    @Test
    void repeatsAllocateNothing() throws ReflectiveOperationException {
        allocatesNothing((poll, op) -> 1 + poll * 8L + op / 4);
    }

    /** Which request id an op of a poll has. */
    private interface Naming {
        long requestId(long poll, int op);
    }

    private static void allocatesNothing(Naming naming) throws ReflectiveOperationException {
        long[] sum = new long[1];
        HostExecutor executor = HostExecutor.create(
                HostServices.builder()
                        .handler(0, Rig.key("h"), (context, words) -> {
                            context.result(0, words.word(0));
                            return OpOutcome.done(1);
                        })
                        .build(),
                ExecutorOptions.defaults(),
                System::nanoTime,
                (tenant, request, source, outcome) -> sum[0] += outcome.result(0));
        int[] words = {3};
        round(executor, words, 0, naming);
        long ignored = allocatedBytes();
        long before = allocatedBytes();
        round(executor, words, POLLS, naming);
        long bytes = allocatedBytes() - before;
        assertThat(ignored).isNotNegative();
        assertThat(bytes).as("bytes that %d ops allocated", 8 * POLLS).isLessThan(SLACK_BYTES);
        assertThat(sum[0]).isEqualTo(3L * 16 * POLLS);
    }

    /** The JVM's count, reached by reflection because this module does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method count =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (long) count.invoke(bean, Thread.currentThread().threadId());
    }

    private static void round(HostExecutor executor, int[] words, long first, Naming naming) {
        for (long poll = first; poll < first + POLLS; poll++) {
            for (int op = 0; op < 8; op++) {
                executor.admit(1 + (op & 1), naming.requestId(poll, op), 0, 0, op, words, 0, 1);
            }
            executor.poll();
        }
    }
}

package dev.coresident.backend.sim.threaded;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Who searches for work and who sleeps, so that a nudge costs a fence and a read while anybody searches, and wakes one sleeper
 * otherwise.
 *
 * <p>No wake-up is lost. The host moves a tail, fences, then reads {@code searching}; a worker lowers {@code searching}, which is
 * sequentially consistent, and looks at the tails after that: before it sleeps ({@link #fallAsleep}, then the caller looks), or when it
 * found work and was the last to search ({@link #endSearch}, then the caller looks and wakes another). So a host that read a
 * searcher's count moved its tail before that searcher's last look. A host that read none reads the sleepers, and a sleeper enters
 * itself before it lowers the count.
 *
 * <p>The idea of counting searchers to spare wake-ups is known from work-stealing schedulers, Go's among them.
 */
final class Idlers {
    /** The most workers: a bit for each. */
    static final int MOST = 64;

    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicLong asleep = new AtomicLong();
    private final Thread[] threads = new Thread[MOST];

    /** Names the thread of a worker; before that worker calls anything else here. */
    void enter(int worker, Thread thread) {
        threads[worker] = thread;
    }

    void beginSearch() {
        searching.getAndIncrement();
    }

    /** The caller found work. True if nobody else searches: then it must look for more work and wake another. */
    boolean endSearch() {
        return searching.decrementAndGet() == 0;
    }

    /** The caller, a searcher, is about to sleep: it must look at the tails once more, then sleep or {@link #awake}. */
    void fallAsleep(int worker) {
        asleep.getAndAccumulate(1L << worker, (all, one) -> all | one);
        searching.getAndDecrement();
        VarHandle.fullFence();
    }

    /** The caller searches again, whether it slept or not. */
    void awake(int worker) {
        searching.getAndIncrement();
        asleep.getAndAccumulate(1L << worker, (all, one) -> all & ~one);
    }

    /** A tail moved: wakes a sleeper unless somebody searches. Any thread. */
    void nudge() {
        VarHandle.fullFence();
        if (searching.get() == 0 && asleep.get() != 0) {
            wakeOne();
        }
    }

    /** Wakes one sleeper if there is one. */
    void wakeOne() {
        long all = asleep.get();
        while (all != 0) {
            long one = Long.lowestOneBit(all);
            if (asleep.compareAndSet(all, all & ~one)) {
                LockSupport.unpark(threads[Long.numberOfTrailingZeros(one)]);
                return;
            }
            all = asleep.get();
        }
    }

    /** Wakes everybody, asleep or not, because the device stops. */
    void wakeAll() {
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    int searching() {
        return searching.get();
    }

    int sleepers() {
        return Long.bitCount(asleep.get());
    }
}

package dev.coresident.bench.hostloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.Histogram;

/** What all peers share: how a producer sees the end of a position, and how it keeps to its bound. */
abstract class PeerRig implements Rig {
    private static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
    private static final int MASK = OUTSTANDING - 1;
    private static final int STRIDE = 32;

    final int[][] observables;
    private final long[][] ended;
    private final long[] next;

    PeerRig(int producers) {
        observables = new int[producers][2 * Event.PAD];
        ended = new long[producers][OUTSTANDING];
        next = new long[(producers + 1) * STRIDE];
        for (long[] cells : ended) {
            for (int i = 0; i < OUTSTANDING; i++) {
                cells[i] = (long) i - OUTSTANDING;
            }
        }
    }

    /** Takes a position into the first hop; waits while the hop is full. */
    abstract void send(int producer, long position);

    /** The last hop: the producer may see the end now. */
    final void end(Event event) {
        LONGS.setRelease(ended[event.producer], (int) event.position & MASK, event.position);
    }

    private boolean isEnded(int producer, long position) {
        return (long) LONGS.getAcquire(ended[producer], (int) position & MASK) >= position;
    }

    private void await(int producer, long position) {
        if (!isEnded(producer, position)) {
            Idle idle = new Idle();
            while (!isEnded(producer, position)) {
                idle.pause();
            }
        }
    }

    @Override
    public final void produce(int producer, int count) {
        long position = next[(producer + 1) * STRIDE];
        for (int i = 0; i < count; i++, position++) {
            await(producer, position - OUTSTANDING);
            send(producer, position);
        }
        next[(producer + 1) * STRIDE] = position;
    }

    @Override
    public final void settle(int producer) {
        await(producer, next[(producer + 1) * STRIDE] - 1);
    }

    @Override
    public final void roundTrips(int producer, int count, Histogram into) {
        long position = next[(producer + 1) * STRIDE];
        for (int i = 0; i < count; i++, position++) {
            long start = System.nanoTime();
            send(producer, position);
            await(producer, position);
            into.recordValue(System.nanoTime() - start);
        }
        next[(producer + 1) * STRIDE] = position;
    }

    @Override
    public final int sum() {
        int sum = 0;
        for (int[] words : observables) {
            sum += words[Event.PAD];
        }
        return sum;
    }

    static Thread start(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

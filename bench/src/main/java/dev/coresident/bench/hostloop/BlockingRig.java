package dev.coresident.bench.hostloop;

import java.util.concurrent.ArrayBlockingQueue;

/** Three array blocking queues and a thread behind each: what the JDK has without further thought. */
final class BlockingRig extends PeerRig {
    private final ArrayBlockingQueue<Event> submitted = new ArrayBlockingQueue<>(OUTSTANDING);
    private final ArrayBlockingQueue<Event> toWorker = new ArrayBlockingQueue<>(OUTSTANDING);
    private final ArrayBlockingQueue<Event> fromWorker = new ArrayBlockingQueue<>(OUTSTANDING);
    private final Event[][] events;
    private final Thread[] threads;

    BlockingRig(int producers) {
        super(producers);
        events = new Event[producers][OUTSTANDING];
        for (Event[] own : events) {
            for (int i = 0; i < own.length; i++) {
                own[i] = new Event();
            }
        }
        threads = new Thread[] {
            start("blocking-in", untilInterrupted(() -> toWorker.put(submitted.take()))),
            start("blocking-worker", untilInterrupted(() -> {
                Event event = toWorker.take();
                event.execute(observables);
                fromWorker.put(event);
            })),
            start("blocking-out", untilInterrupted(() -> end(fromWorker.take())))
        };
    }

    /** One step of a hop. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private static Runnable untilInterrupted(Step step) {
        return () -> {
            try {
                while (true) {
                    step.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    void send(int producer, long position) {
        Event event = events[producer][(int) position & (OUTSTANDING - 1)];
        event.fill(producer, position);
        try {
            submitted.put(event);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Thread thread : threads) {
            thread.interrupt();
            join(thread);
        }
    }
}

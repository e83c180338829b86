package dev.coresident.bench.hostloop;

import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/** A pump thread between a many-producer queue and two single-producer queues to and from the worker. */
final class JcToolsRig extends PeerRig {
    private static final int DRAIN = 256;
    private static final int FILL = 64;
    private static final int RUN = 32;
    private static final int QUEUE = 4_096;

    private final MpscArrayQueue<Event> submitted = new MpscArrayQueue<>(QUEUE);
    private final SpscArrayQueue<Event> toWorker = new SpscArrayQueue<>(OUTSTANDING);
    private final SpscArrayQueue<Event> fromWorker = new SpscArrayQueue<>(QUEUE);
    private final Event[][] events;
    private final Thread pump;
    private final Thread worker;
    private volatile boolean stopping;

    JcToolsRig(int producers) {
        super(producers);
        events = new Event[producers][OUTSTANDING];
        for (Event[] own : events) {
            for (int i = 0; i < own.length; i++) {
                own[i] = new Event();
            }
        }
        pump = start("jctools-pump", this::pump);
        worker = start("jctools-worker", this::work);
    }

    private void pump() {
        Idle idle = new Idle();
        while (!stopping) {
            int moved = 0;
            Event event;
            while (moved < DRAIN && (event = fromWorker.relaxedPoll()) != null) {
                end(event);
                moved++;
            }
            int filled = 0;
            while (filled < FILL
                    && toWorker.size() <= OUTSTANDING - FILL
                    && (event = submitted.relaxedPoll()) != null) {
                toWorker.relaxedOffer(event);
                filled++;
            }
            pauseIf(idle, moved + filled == 0);
        }
    }

    private void work() {
        Idle idle = new Idle();
        while (!stopping) {
            int done = 0;
            Event event;
            while (done < RUN && (event = toWorker.relaxedPoll()) != null) {
                event.execute(observables);
                fromWorker.relaxedOffer(event); // never full: more than all producers may have outstanding
                done++;
            }
            pauseIf(idle, done == 0);
        }
    }

    private static void pauseIf(Idle idle, boolean nothing) {
        if (nothing) {
            idle.pause();
        } else {
            idle.reset();
        }
    }

    @Override
    void send(int producer, long position) {
        Event event = events[producer][(int) position & (OUTSTANDING - 1)];
        event.fill(producer, position);
        Idle idle = new Idle();
        while (!submitted.offer(event)) {
            idle.pause();
        }
    }

    @Override
    public void close() {
        stopping = true;
        join(pump);
        join(worker);
    }
}

package dev.coresident.backend.sim.threaded;

import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.SlotWorker;
import java.util.concurrent.locks.LockSupport;

/**
 * The loop of one worker thread. With nothing to do it spins a little, yields a little, then sleeps until a nudge; the sleep is
 * bounded, so that even a host that never nudges is served, and an idle worker wakes only ten times a second.
 */
final class Poller implements Runnable {
    /** Longer spins ruin the host on few cores: it needs the core to publish. */
    private static final int SPINS = 20;
    /**
     * About as long as it takes to fall asleep and be woken, so that a wait costs at most twice the processor time of the better choice. Five
     * hundred made a worker burn three quarters of its time beside a host that opens small files.
     */
    private static final int YIELDS = 64;

    private static final long SLEEP_NANOS = 100_000_000;
    /** While a fence waits for slots of other workers, which wake nobody when they end. */
    private static final long FENCE_SLEEP_NANOS = 50_000;

    private static final int PASSES_PER_BEAT = 64;

    private final ThreadedDevice device;
    private final int index;
    private final SlotWorker worker;
    private final Ring ring;
    private final Idlers idlers;
    private boolean searching;
    private int idle;
    private int passes;

    Poller(ThreadedDevice device, int index, SlotWorker worker, Ring ring, Idlers idlers) {
        this.device = device;
        this.index = index;
        this.worker = worker;
        this.ring = ring;
        this.idlers = idlers;
    }

    @Override
    public void run() {
        idlers.enter(index, Thread.currentThread());
        device.entered();
        try {
            beginSearch();
            while (device.isRunning()) {
                turn();
            }
            while (worker.pendingFences() > 0) {
                if (worker.endFences() == 0) {
                    LockSupport.parkNanos(FENCE_SLEEP_NANOS);
                }
            }
        } catch (Throwable failure) {
            device.lose(failure);
        } finally {
            device.left();
        }
    }

    private void turn() {
        if (worker.pass() > 0) {
            if (searching) {
                endSearch();
            }
            idle = 0;
            if (++passes % PASSES_PER_BEAT == 0) {
                device.beat();
            }
            if (worker.shutdownAsked()) {
                device.shutDown();
            }
        } else {
            if (!searching) {
                beginSearch();
            }
            wait(idle++);
        }
    }

    private void beginSearch() {
        searching = true;
        idlers.beginSearch();
    }

    private void endSearch() {
        searching = false;
        if (idlers.endSearch() && ring.work() != 0) {
            idlers.wakeOne();
        }
    }

    /** Yields, because on few cores it is the host that must run next; correctness does not hang on who runs. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void wait(int turnsIdle) {
        if (turnsIdle < SPINS) {
            Thread.onSpinWait();
        } else if (turnsIdle < SPINS + YIELDS) {
            Thread.yield();
        } else {
            sleep();
        }
    }

    private void sleep() {
        idlers.fallAsleep(index);
        if (ring.work() == 0 && device.isRunning()) {
            LockSupport.parkNanos(device, worker.pendingFences() > 0 ? FENCE_SLEEP_NANOS : SLEEP_NANOS);
        }
        idlers.awake(index);
        device.beat();
        idle = SPINS + YIELDS; // one pass, and back to sleep if it finds nothing
    }
}

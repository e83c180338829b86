package dev.coresident.api.internal.pump;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that runs the pump for work that nobody waits for. Parked while there is none; while there is some it looks at
 * the pace of {@link LookPace} and leaves the cycle alone if somebody else ran one since.
 */
public final class Backstop implements Runnable {
    private static final long SLEEP_NANOS = Duration.ofMillis(100).toNanos();
    /** Looks without work after which it parks until woken: a caller that pumps for itself does not pay for waking it. */
    private static final int QUIET_LOOKS = 40;

    private final Pump pump;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean stopping;

    /** A backstop that is not started. */
    public Backstop(Pump pump) {
        this.pump = pump;
        this.thread = Thread.ofPlatform().daemon().name("coresident-pump").unstarted(this);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /**
     * Called by producers after {@link Pump#published}, whose fence orders this read after the publication; and by whoever answers for
     * the host, after a fence of his own.
     */
    public void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread and waits for it, at most so long: it may hang in somebody's listener. */
    public void stop(Duration limit) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        if (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            thread.join(limit);
        }
    }

    @Override
    public void run() {
        long cycles = -1;
        int quiet = 0;
        LookPace pace = new LookPace();
        long lookAt = System.nanoTime();
        while (!stopping) {
            long untilLook = lookAt - System.nanoTime();
            if (untilLook <= 0 && pump.look()) {
                untilLook = Math.min(pump.lookNanos(), SLEEP_NANOS);
                lookAt = System.nanoTime() + untilLook;
            }
            boolean others = pump.cycles() != cycles;
            int done = others ? 0 : pump.poll();
            cycles = pump.cycles();
            if (done > 0) {
                pace.foundWork();
                quiet = 0;
                continue;
            }
            if (others) {
                pace.othersPump();
            } else {
                pace.foundNothing();
            }
            quiet = pump.hasWork() || isServing() || pump.isBetweenDevices() ? 0 : quiet + 1;
            if (quiet > QUIET_LOOKS) {
                sleep();
                pace.foundWork();
                quiet = 0;
            } else {
                LockSupport.parkNanos(this, Math.clamp(untilLook, LookPace.SHORTEST_NANOS, pace.nanos()));
            }
        }
    }

    /** Declares itself asleep and looks once more: a producer either sees the flag or its work is seen here. */
    private void sleep() {
        asleep = true;
        VarHandle.fullFence();
        while (asleep && !stopping && !pump.hasWork() && !pump.hasChores() && !isServing()) {
            LockSupport.parkNanos(this, Math.clamp(pump.handOver().idleNanos(now()), 1, SLEEP_NANOS));
            if (pump.look() && pump.isBetweenDevices()) {
                break;
            }
        }
        asleep = false;
    }

    private boolean isServing() {
        return pump.handOver().isDue(now());
    }

    /** By the kernel's clock. */
    private long now() {
        return pump.time().nanoTime();
    }
}

package dev.coresident.simulation.world;

import dev.coresident.api.policy.KernelTime;

/** The kernel's clock in a run: it moves when somebody waits, and while somebody waits the device steps. */
final class SimTime implements KernelTime {
    private static final long PAUSE_NANOS = 10_000;
    private static final int DOUBLINGS = 14;

    private final Runnable whileWaiting;
    private long nanos;

    SimTime(Runnable whileWaiting) {
        this.whileWaiting = whileWaiting;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void pause(long poll) {
        // Longer and longer, so that a limit of seconds is reached after a few hundred pauses.
        nanos += PAUSE_NANOS << Math.min(poll / 8, DOUBLINGS);
        whileWaiting.run();
    }

    void advance(long more) {
        nanos += more;
    }
}

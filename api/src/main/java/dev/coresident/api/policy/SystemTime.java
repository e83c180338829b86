package dev.coresident.api.policy;

import java.util.concurrent.locks.LockSupport;

/** The machine's clock. Spins before it yields, because most waits are short, and yields before it parks, because cores may be few. */
enum SystemTime implements KernelTime {
    TIME;

    private static final int SPINS = 20;
    private static final int YIELDS = 200;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // on few cores the device's thread needs this one's time slice
    public void pause(long poll) {
        if (poll < SPINS) {
            Thread.onSpinWait();
        } else if (poll < SPINS + YIELDS) {
            Thread.yield();
        } else {
            Backoff.pause(poll - SPINS - YIELDS + Backoff.SPINS);
        }
    }

    @Override
    public void pause(long poll, long nanos) {
        LockSupport.parkNanos(nanos);
    }
}

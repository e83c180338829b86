package dev.coresident.automata.scan;

import dev.coresident.api.policy.KernelTime;

/**
 * How the scanning thread waits for slots to end. To park and be woken costs tens of microseconds of processor time on a virtual machine,
 * which searches some hundred kilobytes: so where waits have lately been long, it sleeps through half of what is left of a usual
 * wait at once, and only then waits as the kernel's clock does. One thread.
 */
final class Patience {
    /** Waits that are usually shorter are left to the clock, which spins and yields first. */
    static final long LONG_WAIT_NANOS = 200_000;
    /** The shortest sleep that is asked for, and the longest. */
    static final long SHORTEST_NANOS = 50_000;

    static final long LONGEST_NANOS = 1_000_000;
    /** Of the usual wait, the part that the last one makes up. */
    private static final int SHARE = 4;
    /** Of a wait that lasts longer than usual, the part that passes before the next look. */
    private static final int LATE_SHARE = 8;

    /** A longer wait, such as one that was interrupted and taken up much later, says nothing of the next. */
    private static final long MOST_NANOS = 100_000_000;

    private final KernelTime time;
    private long polls;
    private long begun;
    private long usual;

    Patience(KernelTime time) {
        this.time = time;
    }

    /** There was something to do: a wait is over. */
    void worked() {
        if (polls > 0) {
            usual += (Math.min(time.nanoTime() - begun, MOST_NANOS) - usual) / SHARE;
            polls = 0;
        }
    }

    /** Waits once. */
    void pause() {
        long now = time.nanoTime();
        if (polls == 0) {
            begun = now;
        }
        long nanos = sleepNanos(usual, now - begun);
        if (nanos == 0) {
            time.pause(polls);
        } else {
            time.pause(polls, nanos);
        }
        polls++;
    }

    /**
     * How long to sleep; 0 to wait as the clock does.
     *
     * @param usual how long waits lately took
     * @param waited how long this one took so far
     */
    static long sleepNanos(long usual, long waited) {
        if (waited >= 2 * Math.max(usual, LONG_WAIT_NANOS)) {
            return Math.clamp(waited / LATE_SHARE, SHORTEST_NANOS, LONGEST_NANOS);
        }
        long half = (usual - waited) / 2;
        return usual < LONG_WAIT_NANOS || half < SHORTEST_NANOS ? 0 : Math.min(half, LONGEST_NANOS);
    }
}

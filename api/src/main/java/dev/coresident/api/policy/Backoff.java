package dev.coresident.api.policy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How a thread waits between two looks at something: 64 spins, then parks of 2 us that double up to 50 us. Stateless; any
 * thread; the caller counts its polls from 0 and owns the deadline.
 *
 * <p>The figures are those of the reference design. A spin costs a few nanoseconds; a park costs at least the timer slack of the
 * operating system, about 50 us on Linux by default.
 */
public final class Backoff {
    /** Polls, numbers 0 to 63, after which a waiter only spins. */
    public static final int SPINS = 64;
    /** The shortest park, in nanoseconds. */
    public static final long SHORTEST_PARK_NANOS = 2_000;
    /** The longest park, in nanoseconds. */
    public static final long LONGEST_PARK_NANOS = 50_000;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final int DOUBLINGS = 5;

    private Backoff() {}

    /**
     * How long to park after a poll, if the waiter parks.
     *
     * @param poll the poll's number from 0; anything up to {@link #SPINS}, negative numbers included, gives the shortest park
     * @return nanoseconds, 2,000 to 50,000, never less than for a smaller number
     */
    public static long parkNanos(long poll) {
        int doublings = Math.clamp(poll, SPINS, SPINS + DOUBLINGS) - SPINS;
        return Math.min(SHORTEST_PARK_NANOS << doublings, LONGEST_PARK_NANOS);
    }

    /**
     * A limit in nanoseconds; what a long cannot hold, about 292 years, stands for ever. Compare it with what has passed, since a
     * deadline could overflow.
     */
    public static long nanos(Duration limit) {
        return limit.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }

    /** True if the waiter only spins after this poll. */
    public static boolean isSpin(long poll) {
        return poll < SPINS;
    }

    /**
     * Waits once. Returns early when the thread is unparked or interrupted; the interrupt stays set.
     *
     * @param poll the poll's number from 0
     */
    public static void pause(long poll) {
        if (isSpin(poll)) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(parkNanos(poll));
        }
    }
}

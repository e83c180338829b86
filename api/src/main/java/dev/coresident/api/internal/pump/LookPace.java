package dev.coresident.api.internal.pump;

/**
 * How long the backstop waits between two looks. To wake a parked thread costs tens of microseconds of processor time on a virtual
 * machine, so that a look every 50 us takes a fifth of a core from callers who pump for themselves: as long as others do, the looks
 * become rare. When nobody does any more the next look is late once, by {@link #LONGEST_NANOS} at most. The backstop's own.
 */
final class LookPace {
    /** Between looks while nobody else pumps and there is work. */
    static final long SHORTEST_NANOS = 50_000;
    /** Between looks while others pump. */
    static final long LONGEST_NANOS = 1_600_000;

    private long nanos = SHORTEST_NANOS;

    /** Until the next look. */
    long nanos() {
        return nanos;
    }

    /** Somebody else ran a cycle since the last look. */
    void othersPump() {
        nanos = Math.min(2 * nanos, LONGEST_NANOS);
    }

    /** Nobody did, and there was nothing to do: whoever pumps may be waiting for the device himself. */
    void foundNothing() {
        nanos = Math.max(nanos / 2, SHORTEST_NANOS);
    }

    /** There was something to do that nobody else had done. */
    void foundWork() {
        nanos = SHORTEST_NANOS;
    }
}

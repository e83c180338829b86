package dev.coresident.api.dispatch.govern;

import dev.coresident.api.dispatch.record.OpRandom;

/**
 * How long a tenant that fails has to wait: 10 ms after the first failure, twice as long after each that follows, 60 s at most;
 * a success clears it. Each wait is shortened by up to a quarter, at random but from the seed, so that tenants that failed
 * together do not come back together and yet every wait is longer than the one before until the longest is reached.
 *
 * <p>Ops that were already under way when a wait began, those admitted at the same moment included, tell nothing new by failing: they do
 * not make it longer. A remote side
 * that says how long to stay away extends the wait, up to the longest.
 *
 * <p>Only the thread that polls; times are nanoseconds of any origin. No allocation.
 */
public final class CoolDown {
    /** The op that stands for cool-downs in {@link OpRandom}: no op has this number. */
    public static final long RANDOM_OP = -1;

    /** The longest wait that times of any origin can tell: some 73 years. */
    public static final long MAX_NANOS = Long.MAX_VALUE / 4;

    private final long firstNanos;
    private final long longestNanos;
    private final long seed;
    private final int tenant;
    private final OpRandom random = new OpRandom();
    private boolean cooling;
    private long untilNanos;
    private long beganNanos;
    private int failures;
    private long drawn;
    private long shortenedAdvice;

    /**
     * Not cooling.
     *
     * @param firstNanos the first wait, at least 1
     * @param longestNanos the longest wait, from the first to {@link #MAX_NANOS}
     * @param seed of the executor
     * @param tenant the tenant's word
     */
    public CoolDown(long firstNanos, long longestNanos, long seed, int tenant) {
        if (firstNanos < 1 || longestNanos < firstNanos || longestNanos > MAX_NANOS) {
            throw new IllegalArgumentException("waits from " + firstNanos + " to " + longestNanos
                    + " ns are none: use at least 1 ns and a longest that is not less, up to " + MAX_NANOS);
        }
        this.firstNanos = firstNanos;
        this.longestNanos = longestNanos;
        this.seed = seed;
        this.tenant = tenant;
    }

    /** How long to wait from now on; 0 if not at all. */
    public long retryAfterNanos(long nowNanos) {
        return cooling ? Math.max(0, untilNanos - nowNanos) : 0;
    }

    /**
     * An op failed.
     *
     * @param admittedNanos when it was admitted
     * @return true if a longer wait began with it; false if it was under way when the present one began
     */
    public boolean failed(long admittedNanos, long nowNanos) {
        if (failures > 0 && admittedNanos - beganNanos <= 0) {
            return false;
        }
        failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
        beganNanos = nowNanos;
        long wait = longestNanos;
        int doublings = failures - 1;
        if (doublings < Long.numberOfLeadingZeros(firstNanos)) {
            wait = Math.min(firstNanos << doublings, longestNanos);
        }
        random.begin(seed, tenant, RANDOM_OP, drawn);
        drawn++;
        extend(wait - random.nextLong(wait / 4 + 1), nowNanos);
        return true;
    }

    /** An op succeeded: no more waiting, and the next failure is a first one. */
    public void succeeded() {
        cooling = false;
        failures = 0;
    }

    /**
     * A remote side said how long to stay away.
     *
     * @param retryAfterNanos how long; 0 or less says nothing, more than the longest wait is taken for that and counted
     */
    public void advise(long retryAfterNanos, long nowNanos) {
        if (retryAfterNanos > longestNanos) {
            shortenedAdvice++;
        }
        if (retryAfterNanos > 0) {
            extend(Math.min(retryAfterNanos, longestNanos), nowNanos);
        }
    }

    private void extend(long wait, long nowNanos) {
        if (wait > retryAfterNanos(nowNanos)) {
            untilNanos = nowNanos + wait;
            cooling = true;
        }
    }

    /** How many failures in a row made it longer. */
    public int failures() {
        return failures;
    }

    /** How many advices asked for more than the longest wait. */
    public long shortenedAdvice() {
        return shortenedAdvice;
    }

    /** All there is to know. */
    public State save() {
        return new State(
                firstNanos,
                longestNanos,
                seed,
                tenant,
                cooling,
                untilNanos,
                beganNanos,
                failures,
                drawn,
                shortenedAdvice);
    }

    /** A cool-down that goes on where another was saved. */
    public static CoolDown restore(State state) {
        CoolDown coolDown = new CoolDown(state.firstNanos(), state.longestNanos(), state.seed(), state.tenant());
        coolDown.cooling = state.cooling();
        coolDown.untilNanos = state.untilNanos();
        coolDown.beganNanos = state.beganNanos();
        coolDown.failures = state.failures();
        coolDown.drawn = state.drawn();
        coolDown.shortenedAdvice = state.shortenedAdvice();
        return coolDown;
    }

    /** A cool-down as a value. */
    public record State(
            long firstNanos,
            long longestNanos,
            long seed,
            int tenant,
            boolean cooling,
            long untilNanos,
            long beganNanos,
            int failures,
            long drawn,
            long shortenedAdvice) {}
}

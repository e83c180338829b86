package dev.coresident.api.dispatch.govern;

import java.util.function.Consumer;

/**
 * The figures of a tenant's governor.
 *
 * @param permits the most ops under way at once, and the most repeats that wait for outcomes of others; 0 to {@code requests}
 * @param requests the most requests remembered for those who send them again, 1 to {@link #MAX_REQUESTS}; not less than
 *     the permits, so that a request under way always has a place
 * @param requestBytes what the remembered outcomes may hold besides their words
 * @param coolDownNanos the first wait after a failure, at least 1
 * @param longestCoolDownNanos the longest, not less than the first
 * @param failuresToUnhealthy failures in a row until the tenant is marked unhealthy, at least 1
 * @param queueCapacity the ops before their first call that its queue takes, at least 1; from three quarters of it on the tenant is
 *     overloaded. Each has a permit, so that more than four thirds of the permits are never reached
 * @param overloadRetryNanos what one op in this time is told when the tenant is overloaded, at least 1
 * @param reserve what an op reserves of the budget when it is admitted, in the budget's unit, at least 0
 * @param deadlineNanos how long an op may take while there is no experience, at least 1
 * @param longestDeadlineNanos how long an op may take whatever experience says, at least 1
 */
public record GovernorPolicy(
        int permits,
        int requests,
        long requestBytes,
        long coolDownNanos,
        long longestCoolDownNanos,
        int failuresToUnhealthy,
        int queueCapacity,
        long overloadRetryNanos,
        long reserve,
        long deadlineNanos,
        long longestDeadlineNanos) {
    /** The most requests that a policy may have remembered. */
    public static final int MAX_REQUESTS = Permits.MAX_LIMIT;

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final GovernorPolicy DEFAULTS = new GovernorPolicy(
            1_024, 8_192, 16 << 20, 10 * MILLISECOND, 60 * SECOND, 5, 1_024, SECOND, 1, 30 * SECOND, 300 * SECOND);

    /** Checks every bound. */
    public GovernorPolicy {
        check("requests", requests, 1, MAX_REQUESTS);
        check("permits", permits, 0, requests);
        check("requestBytes", requestBytes, 0, Long.MAX_VALUE);
        check("coolDownNanos", coolDownNanos, 1, CoolDown.MAX_NANOS);
        check("longestCoolDownNanos", longestCoolDownNanos, coolDownNanos, CoolDown.MAX_NANOS);
        check("failuresToUnhealthy", failuresToUnhealthy, 1, Integer.MAX_VALUE);
        check("queueCapacity", queueCapacity, 1, Integer.MAX_VALUE);
        check("overloadRetryNanos", overloadRetryNanos, 1, CoolDown.MAX_NANOS);
        check("reserve", reserve, 0, Long.MAX_VALUE);
        check("deadlineNanos", deadlineNanos, 1, CoolDown.MAX_NANOS);
        check("longestDeadlineNanos", longestDeadlineNanos, 1, CoolDown.MAX_NANOS);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " of " + value + " is outside [" + least + ", " + most + "]: choose one within");
        }
    }

    /**
     * 1,024 permits; 8,192 requests with 16 MiB; cool-down from 10 ms to 60 s; unhealthy after 5 failures; a queue of 1,024 and one
     * answer a second when it is overloaded; 1 reserved of the budget; deadlines of 30 s without experience and 5 minutes at
     * most.
     */
    public static GovernorPolicy defaults() {
        return DEFAULTS;
    }

    /** The same with other permits. */
    public GovernorPolicy withPermits(int most) {
        return with(draft -> draft.permits = most);
    }

    /** The same with other bounds on what is remembered of requests. */
    public GovernorPolicy withRequests(int most, long bytes) {
        return with(draft -> {
            draft.requests = most;
            draft.requestBytes = bytes;
        });
    }

    /** The same with other waits after failures. */
    public GovernorPolicy withCoolDown(long firstNanos, long longestNanos) {
        return with(draft -> {
            draft.coolDownNanos = firstNanos;
            draft.longestCoolDownNanos = longestNanos;
        });
    }

    /** The same with another number of failures until the tenant is unhealthy. */
    public GovernorPolicy withFailuresToUnhealthy(int failures) {
        return with(draft -> draft.failuresToUnhealthy = failures);
    }

    /** The same for another queue. */
    public GovernorPolicy withQueue(int capacity, long retryNanos) {
        return with(draft -> {
            draft.queueCapacity = capacity;
            draft.overloadRetryNanos = retryNanos;
        });
    }

    /** The same with another reservation for each op. */
    public GovernorPolicy withReserve(long amount) {
        return with(draft -> draft.reserve = amount);
    }

    /** The same with other deadlines. */
    public GovernorPolicy withDeadline(long nanos, long longestNanos) {
        return with(draft -> {
            draft.deadlineNanos = nanos;
            draft.longestDeadlineNanos = longestNanos;
        });
    }

    private GovernorPolicy with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.policy();
    }

    /** The figures while some are changed. */
    private static final class Draft {
        private int permits;
        private int requests;
        private long requestBytes;
        private long coolDownNanos;
        private long longestCoolDownNanos;
        private int failuresToUnhealthy;
        private int queueCapacity;
        private long overloadRetryNanos;
        private long reserve;
        private long deadlineNanos;
        private long longestDeadlineNanos;

        private Draft(GovernorPolicy of) {
            permits = of.permits;
            requests = of.requests;
            requestBytes = of.requestBytes;
            coolDownNanos = of.coolDownNanos;
            longestCoolDownNanos = of.longestCoolDownNanos;
            failuresToUnhealthy = of.failuresToUnhealthy;
            queueCapacity = of.queueCapacity;
            overloadRetryNanos = of.overloadRetryNanos;
            reserve = of.reserve;
            deadlineNanos = of.deadlineNanos;
            longestDeadlineNanos = of.longestDeadlineNanos;
        }

        private GovernorPolicy policy() {
            return new GovernorPolicy(
                    permits,
                    requests,
                    requestBytes,
                    coolDownNanos,
                    longestCoolDownNanos,
                    failuresToUnhealthy,
                    queueCapacity,
                    overloadRetryNanos,
                    reserve,
                    deadlineNanos,
                    longestDeadlineNanos);
        }
    }
}

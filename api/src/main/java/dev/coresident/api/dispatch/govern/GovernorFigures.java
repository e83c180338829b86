package dev.coresident.api.dispatch.govern;

import com.google.common.primitives.ImmutableLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's governor of one moment, for people and consoles.
 *
 * @param permits the most ops under way at once
 * @param underWay permits in use: ops under way
 * @param stalePermits permits that were given back a second time
 * @param blocked why the tenant is blocked, or null
 * @param coolingNanos how long it still cools down, 0 if it does not
 * @param coolDownFailures failures in a row that made the cool-down longer
 * @param failures in a row
 * @param failuresToUnhealthy as many mark it
 * @param isUnhealthy it is marked: so many failed in a row, and none has succeeded since
 * @param queueCapacity the ops before their first call that its queue takes
 * @param isOverloaded ops are turned away because the queue is nearly full
 * @param requests known by their ids
 * @param requestBytes what their outcomes hold besides words
 * @param forgottenRequests forgotten to make room
 * @param answers how often each {@link Admission} was given, by its number
 */
public record GovernorFigures(
        int permits,
        int underWay,
        long stalePermits,
        @Nullable String blocked,
        long coolingNanos,
        int coolDownFailures,
        int failures,
        int failuresToUnhealthy,
        boolean isUnhealthy,
        int queueCapacity,
        boolean isOverloaded,
        int requests,
        long requestBytes,
        long forgottenRequests,
        ImmutableLongArray answers) {
    /** Of a governor at a moment. Only the thread that polls. */
    public static GovernorFigures of(TenantGovernor governor, long nowNanos) {
        GovernorPolicy policy = governor.policy();
        return new GovernorFigures(
                policy.permits(),
                governor.underWay(),
                governor.stalePermits(),
                governor.blocked(),
                governor.coolingNanos(nowNanos),
                governor.coolDown.failures(),
                governor.failures(),
                policy.failuresToUnhealthy(),
                governor.isUnhealthy(),
                policy.queueCapacity(),
                governor.isOverloaded(),
                governor.repeats().size(),
                governor.repeats().bytes(),
                governor.repeats().forgotten(),
                ImmutableLongArray.copyOf(governor.answers));
    }

    /** How often an answer was given. */
    public long answers(Admission answer) {
        return answers.get(answer.number());
    }
}

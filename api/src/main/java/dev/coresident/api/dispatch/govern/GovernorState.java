package dev.coresident.api.dispatch.govern;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TenantGovernor} as a value: all but what was last answered and the budget, which others use too.
 *
 * @param policy its figures
 * @param seed the executor's
 * @param tenant the tenant's word
 * @param blocked why it is blocked, or null
 * @param repeats what is remembered of requests
 * @param coolDown its cool-down
 * @param overload its queue
 * @param permits its permits
 * @param ops the ops under way in the order of their permits' places
 * @param failures failures in a row
 * @param unhealthy whether it is marked unhealthy
 * @param untoldHealth changes of health that were not taken yet
 * @param answers how often each {@link Admission} was given, by its number
 */
public record GovernorState(
        GovernorPolicy policy,
        long seed,
        int tenant,
        @Nullable String blocked,
        Repeats.State repeats,
        CoolDown.State coolDown,
        Overload.State overload,
        Permits.State permits,
        ImmutableList<OpUnderWay> ops,
        int failures,
        boolean unhealthy,
        int untoldHealth,
        ImmutableLongArray answers) {
    static final int ANSWERS = Admission.values().length;

    /** Checks that each permit that is out has its op, and each answer its count. */
    public GovernorState {
        if (answers.length() != ANSWERS) {
            throw new IllegalArgumentException(
                    answers.length() + " counts of answers are not the " + ANSWERS + " that there are");
        }
        if (ops.size() != permits.turns().length() - permits.free().length()) {
            throw new IllegalArgumentException(ops.size() + " ops under way do not hold the "
                    + (permits.turns().length() - permits.free().length()) + " permits that are out");
        }
    }

    /**
     * An op under way.
     *
     * @param permit its permit
     * @param requestId its request, 0 if it has none
     * @param op the executor's number
     * @param admittedNanos when it was admitted
     * @param used what it is known to have used of the budget
     */
    public record OpUnderWay(long permit, long requestId, long op, long admittedNanos, long used) {}
}

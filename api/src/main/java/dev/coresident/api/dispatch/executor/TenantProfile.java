package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.ledger.budget.Budget;
import java.util.Objects;

/**
 * What the executor knows of a tenant.
 *
 * @param label for people
 * @param weight its share against the others, 1 to 64
 * @param policy the figures of its governor
 * @param budget what its ops draw on; others may draw on it too
 */
public record TenantProfile(String label, int weight, GovernorPolicy policy, Budget budget) {
    /** The largest weight. */
    public static final int MAX_WEIGHT = 64;

    /** Checks every bound. */
    public TenantProfile {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(budget, "budget");
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is from 1 to " + MAX_WEIGHT + ", got " + weight);
        }
    }

    /** No label, weight 1, the usual policy, a budget without limit. */
    public static TenantProfile defaults() {
        return of("", 1);
    }

    /** The usual policy, a budget without limit. */
    public static TenantProfile of(String label, int weight) {
        return new TenantProfile(label, weight, GovernorPolicy.defaults(), Budget.unlimited());
    }

    /** The same with another policy. */
    public TenantProfile withPolicy(GovernorPolicy figures) {
        return new TenantProfile(label, weight, figures, budget);
    }

    /** The same with another budget. */
    public TenantProfile withBudget(Budget fuel) {
        return new TenantProfile(label, weight, policy, fuel);
    }
}

package dev.coresident.api.dispatch.executor;

import java.util.Objects;

/**
 * What the executor knows of a tenant.
 *
 * @param label for people
 * @param weight its share against the others, 1 to 64
 */
public record TenantProfile(String label, int weight) {
    /** The largest weight. */
    public static final int MAX_WEIGHT = 64;

    private static final TenantProfile DEFAULTS = new TenantProfile("", 1);

    /** Checks every bound. */
    public TenantProfile {
        Objects.requireNonNull(label, "label");
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is from 1 to " + MAX_WEIGHT + ", got " + weight);
        }
    }

    /** No label, weight 1. */
    public static TenantProfile defaults() {
        return DEFAULTS;
    }
}

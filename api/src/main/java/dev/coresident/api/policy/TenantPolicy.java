package dev.coresident.api.policy;

import dev.coresident.ledger.LedgerOptions;
import java.util.Objects;

/**
 * What a tenant may do and what it gets.
 *
 * @param backlogCap the most outstanding submissions, at least 1; 0 means 1
 * @param weight its share of the ring against other tenants at the same priority, 1 to {@link #MAX_WEIGHT}
 * @param quota the most slots it may have in the ring at once, at least 1
 * @param memoryCeilingBytes the most device memory it may hold
 * @param priority what a submit without a priority gets
 * @param fuel what it may use in each window of time
 */
public record TenantPolicy(
        int backlogCap, int weight, int quota, long memoryCeilingBytes, Priority priority, FuelPolicy fuel) {
    /** The largest backlog cap. */
    public static final int MAX_BACKLOG = 1 << 20;
    /** The largest weight. */
    public static final int MAX_WEIGHT = 64;

    private static final TenantPolicy DEFAULTS =
            new TenantPolicy(256, 1, MAX_BACKLOG, LedgerOptions.UNLIMITED, Priority.NORMAL, FuelPolicy.unlimited());

    /** Checks every bound. */
    public TenantPolicy {
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(fuel, "fuel");
        backlogCap = backlogCap == 0 ? 1 : backlogCap;
        if (backlogCap < 0 || backlogCap > MAX_BACKLOG) {
            throw new IllegalArgumentException(
                    "a backlog cap is from 0 (which means 1) to " + MAX_BACKLOG + ", got " + backlogCap);
        }
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is from 1 to " + MAX_WEIGHT + ", got " + weight);
        }
        if (quota < 1) {
            throw new IllegalArgumentException("a quota is at least 1 slot, got " + quota);
        }
        if (memoryCeilingBytes < 0) {
            throw new IllegalArgumentException("a memory ceiling is at least 0 bytes, got " + memoryCeilingBytes);
        }
    }

    /** A policy that permits all fuel there is. */
    public TenantPolicy(int backlogCap, int weight, int quota, long memoryCeilingBytes, Priority priority) {
        this(backlogCap, weight, quota, memoryCeilingBytes, priority, FuelPolicy.unlimited());
    }

    /** Backlog cap 256, weight 1, no quota, no memory ceiling of its own, normal priority, unlimited fuel. */
    public static TenantPolicy defaults() {
        return DEFAULTS;
    }

    /** The same with another backlog cap. */
    public TenantPolicy withBacklogCap(int cap) {
        return new TenantPolicy(cap, weight, quota, memoryCeilingBytes, priority, fuel);
    }

    /** The same with another weight. */
    public TenantPolicy withWeight(int share) {
        return new TenantPolicy(backlogCap, share, quota, memoryCeilingBytes, priority, fuel);
    }

    /** The same with another quota. */
    public TenantPolicy withQuota(int slots) {
        return new TenantPolicy(backlogCap, weight, slots, memoryCeilingBytes, priority, fuel);
    }

    /** The same with another memory ceiling. */
    public TenantPolicy withMemoryCeilingBytes(long bytes) {
        return new TenantPolicy(backlogCap, weight, quota, bytes, priority, fuel);
    }

    /** The same with another default priority. */
    public TenantPolicy withPriority(Priority level) {
        return new TenantPolicy(backlogCap, weight, quota, memoryCeilingBytes, level, fuel);
    }

    /** The same with other budgets. */
    public TenantPolicy withFuel(FuelPolicy limits) {
        return new TenantPolicy(backlogCap, weight, quota, memoryCeilingBytes, priority, limits);
    }
}

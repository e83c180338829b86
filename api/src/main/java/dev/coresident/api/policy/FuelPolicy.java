package dev.coresident.api.policy;

import dev.coresident.ledger.budget.Allowance;
import dev.coresident.ledger.budget.Budget;
import dev.coresident.ledger.budget.BudgetLimit;
import java.time.Duration;
import java.util.Objects;

/**
 * What a tenant may use in each window of time. A submission reserves before it is queued, and is settled when its ticket ends: slots by
 * their number, bytes by what the device says it scanned, device time by the slot's share of the time that it stood in the ring. What
 * ends without a measured use is charged as reserved.
 *
 * @param deviceTime limit of device time, in nanoseconds
 * @param bytes limit of bytes scanned
 * @param slots limit of slots submitted, fences included
 * @param deviceNanosEach what a slot reserves of the device time, at least 1; what it uses beyond is owed by the windows that follow
 */
public record FuelPolicy(BudgetLimit deviceTime, BudgetLimit bytes, BudgetLimit slots, long deviceNanosEach) {
    /** What a slot reserves of the device time unless something else is said: 10 microseconds. */
    public static final long DEVICE_NANOS_EACH = 10_000;

    private static final FuelPolicy UNLIMITED = new FuelPolicy(
            BudgetLimit.unlimited(), BudgetLimit.unlimited(), BudgetLimit.unlimited(), DEVICE_NANOS_EACH);

    /** Checks the bounds. */
    public FuelPolicy {
        Objects.requireNonNull(deviceTime, "deviceTime");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(slots, "slots");
        if (deviceNanosEach < 1 || deviceNanosEach > Budget.MAX_AMOUNT / TenantPolicy.MAX_BACKLOG) {
            throw new IllegalArgumentException("a slot reserves from 1 to "
                    + Budget.MAX_AMOUNT / TenantPolicy.MAX_BACKLOG + " ns of device time, got " + deviceNanosEach);
        }
    }

    /** Permission to use as much of everything as there is. */
    public static FuelPolicy unlimited() {
        return UNLIMITED;
    }

    /** The same with so many slots in each window. */
    public FuelPolicy withSlots(long most, Duration window) {
        return new FuelPolicy(deviceTime, bytes, BudgetLimit.of(most, window), deviceNanosEach);
    }

    /** The same with so many bytes scanned in each window. */
    public FuelPolicy withBytes(long most, Duration window) {
        return new FuelPolicy(deviceTime, BudgetLimit.of(most, window), slots, deviceNanosEach);
    }

    /** The same with so much device time in each window. */
    public FuelPolicy withDeviceTime(Duration most, Duration window) {
        return new FuelPolicy(BudgetLimit.of(most.toNanos(), window), bytes, slots, deviceNanosEach);
    }

    /** The same with another reservation of device time for each slot. */
    public FuelPolicy withDeviceNanosEach(long nanos) {
        return new FuelPolicy(deviceTime, bytes, slots, nanos);
    }

    /** Whether all is permitted. */
    public boolean isUnlimited() {
        return deviceTime.isUnlimited() && bytes.isUnlimited() && slots.isUnlimited();
    }

    /** Budgets of these limits, of which nothing is used. */
    public Allowance allowance() {
        return Allowance.of(deviceTime.budget(), bytes.budget(), slots.budget());
    }
}

package dev.coresident.ledger.budget;

/**
 * A tenant's budgets, one for each {@link Fuel}. They may be shared: a budget that stands in the allowances of several tenants
 * is what they may use together. Immutable; any thread.
 */
public final class Allowance {
    private final Budget deviceNanos;
    private final Budget bytes;
    private final Budget slots;

    private Allowance(Budget deviceNanos, Budget bytes, Budget slots) {
        this.deviceNanos = deviceNanos;
        this.bytes = bytes;
        this.slots = slots;
    }

    /** An allowance of these budgets. */
    public static Allowance of(Budget deviceNanos, Budget bytes, Budget slots) {
        return new Allowance(deviceNanos, bytes, slots);
    }

    /** Permission to use as much of everything as there is; what is used is counted all the same. */
    public static Allowance unlimited() {
        return new Allowance(Budget.unlimited(), Budget.unlimited(), Budget.unlimited());
    }

    /** The budget of one fuel. */
    public Budget budget(Fuel fuel) {
        return switch (fuel) {
            case DEVICE_NANOS -> deviceNanos;
            case BYTES -> bytes;
            case SLOTS -> slots;
        };
    }
}

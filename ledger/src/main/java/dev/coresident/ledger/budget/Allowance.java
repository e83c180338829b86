package dev.coresident.ledger.budget;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A tenant's budgets, one for each {@link Fuel}. They may be shared: a budget that stands in the allowances of several tenants
 * is what they may use together. Immutable; any thread.
 *
 * <p>A piece of work draws on all three or on none. A draw is a long that its owner keeps with the amounts; nothing is allocated. It may be
 * settled in parts, as long as the parts of each fuel add up to what was reserved. What is never settled is charged in full.
 */
public final class Allowance {
    private static final Fuel[] FUELS = Fuel.values();
    private static final int ORDINAL_BITS = 20;
    private static final long ORDINAL_MASK = (1L << ORDINAL_BITS) - 1;
    private static final int FUEL_BITS = 2;
    private static final long NEVER = Long.MAX_VALUE >>> FUEL_BITS;

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

    /**
     * Reserves of all three fuels, in the order of {@link Fuel}. What a later one denies the earlier ones take back at once;
     * another caller may be denied in between, and may have to try again. Of a fuel of which nothing is asked nothing is denied, whatever is
     * owed there.
     *
     * @return the draw, at least 0; or a denial below 0: {@link #denied}, {@link #waitNanos}
     * @throws IllegalArgumentException if an amount is negative
     */
    public long tryDraw(long deviceNanos, long bytes, long slots, long nowNanos) {
        Budget.checkAmount(deviceNanos);
        Budget.checkAmount(bytes);
        Budget.checkAmount(slots);
        long time = tryReserve(this.deviceNanos, deviceNanos, nowNanos);
        if (time < 0) {
            return denial(Fuel.DEVICE_NANOS, time);
        }
        long scanned = tryReserve(this.bytes, bytes, nowNanos);
        if (scanned < 0) {
            giveBack(this.deviceNanos, time, nowNanos);
            return denial(Fuel.BYTES, scanned);
        }
        long count = tryReserve(this.slots, slots, nowNanos);
        if (count < 0) {
            giveBack(this.deviceNanos, time, nowNanos);
            giveBack(this.bytes, scanned, nowNanos);
            return denial(Fuel.SLOTS, count);
        }
        return (long) Budget.ordinal(time) << (2 * ORDINAL_BITS)
                | (long) Budget.ordinal(scanned) << ORDINAL_BITS
                | Budget.ordinal(count);
    }

    /**
     * Settles what a draw reserved of one fuel, or a part of it, to what was used.
     *
     * @param draw what {@link #tryDraw} returned
     * @param reserved of that fuel
     * @param exact what was used; may be more
     * @throws IllegalArgumentException if the draw is a denial or an amount is negative
     */
    public void settle(long draw, Fuel fuel, long reserved, long exact, long nowNanos) {
        checkArgument(draw >= 0, "%s is a denial: settle what was drawn", draw);
        Budget.checkAmount(reserved);
        Budget.checkAmount(exact);
        if (reserved == 0) {
            budget(fuel).charge(exact, nowNanos);
            return;
        }
        int shift = (Fuel.COUNT - 1 - fuel.number()) * ORDINAL_BITS;
        budget(fuel).settle(Budget.token((int) (draw >>> shift & ORDINAL_MASK), reserved), exact, nowNanos);
    }

    /** The fuel that denied. */
    public static Fuel denied(long denial) {
        return FUELS[(int) (-1 - denial) & ((1 << FUEL_BITS) - 1)];
    }

    /** How long until the amount fits if nothing else is used; {@link Long#MAX_VALUE} if it never does. */
    public static long waitNanos(long denial) {
        long wait = (-1 - denial) >>> FUEL_BITS;
        return wait == NEVER ? Long.MAX_VALUE : wait;
    }

    private static long tryReserve(Budget budget, long amount, long nowNanos) {
        return amount == 0 ? 0 : budget.tryReserve(amount, nowNanos);
    }

    private static void giveBack(Budget budget, long token, long nowNanos) {
        if (token != 0) {
            budget.settle(token, 0, nowNanos);
        }
    }

    private static long denial(Fuel fuel, long answer) {
        long wait = answer == Budget.NEVER ? NEVER : Math.min(-answer, NEVER - 1);
        return -1 - (wait << FUEL_BITS | fuel.number());
    }
}

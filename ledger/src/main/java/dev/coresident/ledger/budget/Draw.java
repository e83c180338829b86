package dev.coresident.ledger.budget;

import static com.google.common.base.Preconditions.checkState;

import org.jspecify.annotations.Nullable;

/**
 * What one piece of work has reserved of an {@link Allowance}: all three fuels or none. It belongs to the work's owner, who
 * may use it again for the next piece; one thread at a time, handed over like any other plain object. Allocates nothing
 * after its construction.
 *
 * <p>A draw that is never settled is charged in full.
 */
public final class Draw {
    private static final long NONE = -1;

    private @Nullable Allowance allowance;
    private @Nullable Fuel denied;
    private long deviceNanos = NONE;
    private long bytes = NONE;
    private long slots = NONE;

    /** A draw that holds nothing. */
    public Draw() {}

    /**
     * Reserves of all three fuels, in the order of {@link Fuel}. What a later one denies the earlier ones take back at once;
     * another caller may be denied in between, and may have to try again.
     *
     * @return 0 if all is reserved; else what {@link Budget#tryReserve} answered for the {@linkplain #denied() fuel that
     *     denied}, always negative
     * @throws IllegalArgumentException if an amount is negative
     * @throws IllegalStateException if the draw holds a reservation
     */
    public long tryReserve(Allowance from, long deviceNanos, long bytes, long slots, long nowNanos) {
        checkState(!isHeld(), "this draw holds a reservation: settle or drop it first");
        Budget.checkAmount(deviceNanos);
        Budget.checkAmount(bytes);
        Budget.checkAmount(slots);
        long time = from.budget(Fuel.DEVICE_NANOS).tryReserve(deviceNanos, nowNanos);
        if (time < 0) {
            denied = Fuel.DEVICE_NANOS;
            return time;
        }
        long scanned = from.budget(Fuel.BYTES).tryReserve(bytes, nowNanos);
        if (scanned < 0) {
            from.budget(Fuel.DEVICE_NANOS).settle(time, 0, nowNanos);
            denied = Fuel.BYTES;
            return scanned;
        }
        long count = from.budget(Fuel.SLOTS).tryReserve(slots, nowNanos);
        if (count < 0) {
            from.budget(Fuel.DEVICE_NANOS).settle(time, 0, nowNanos);
            from.budget(Fuel.BYTES).settle(scanned, 0, nowNanos);
            denied = Fuel.SLOTS;
            return count;
        }
        this.allowance = from;
        this.denied = null;
        this.deviceNanos = time;
        this.bytes = scanned;
        this.slots = count;
        return 0;
    }

    /**
     * Settles to what was used, and holds nothing after it.
     *
     * @return false if nothing was held; then nothing changed
     * @throws IllegalArgumentException if a figure is negative
     */
    public boolean settle(long deviceNanos, long bytes, long slots, long nowNanos) {
        Allowance of = allowance;
        if (of == null) {
            return false;
        }
        Budget.checkAmount(deviceNanos);
        Budget.checkAmount(bytes);
        Budget.checkAmount(slots);
        drop();
        of.budget(Fuel.DEVICE_NANOS).settle(this.deviceNanos, deviceNanos, nowNanos);
        of.budget(Fuel.BYTES).settle(this.bytes, bytes, nowNanos);
        of.budget(Fuel.SLOTS).settle(this.slots, slots, nowNanos);
        return true;
    }

    /** Gives all back: the work did not begin. As settling to nothing. */
    public boolean cancel(long nowNanos) {
        return settle(0, 0, 0, nowNanos);
    }

    /** Holds nothing from now on; what was reserved stays charged in full. */
    public void drop() {
        allowance = null;
    }

    /** Whether something is reserved. */
    public boolean isHeld() {
        return allowance != null;
    }

    /** Which fuel denied the last reservation; null if none did. */
    public @Nullable Fuel denied() {
        return denied;
    }
}

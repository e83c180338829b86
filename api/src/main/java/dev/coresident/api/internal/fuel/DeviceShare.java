package dev.coresident.api.internal.fuel;

import dev.coresident.api.policy.KernelTime;

/**
 * How much of the device's time each slot had: every moment is shared equally by the slots that stand in the ring then. That is the
 * virtual time of processor sharing (Parekh and Gallager, 1993): it goes on by 1/n for each nanosecond in which n slots stand there, and
 * what a slot had is how far it went between the slot's coming and its end. All shares together are never more than the time in which
 * anything stood in the ring, and less only by rounding.
 *
 * <p>The pump's owner's, but for {@link #begin}. Costs one look at the clock a pass once a tenant is metered, and nothing before.
 */
public final class DeviceShare {
    private static final int FRACTION_BITS = 10;

    private final KernelTime time;
    private volatile boolean running;
    private boolean begun;
    private long lastNanos;
    private long virtual;

    /** Of a kernel with this clock. */
    public DeviceShare(KernelTime time) {
        this.time = time;
    }

    /** From now on somebody is metered. Any thread. */
    public void begin() {
        running = true;
    }

    /** Brings it up to now. To be called before the number of slots in the ring changes. */
    public void advance(int inRing) {
        if (running) {
            long now = time.nanoTime();
            if (begun && inRing > 0) {
                virtual += (Math.max(0, now - lastNanos) << FRACTION_BITS) / inRing;
            }
            begun = true;
            lastNanos = now;
        }
    }

    /** A mark, for {@link #since}. */
    public long mark() {
        return virtual;
    }

    /** Nanoseconds of the device's time since a mark, as many as a slot had that came then. */
    public long since(long mark) {
        return (virtual - mark) >>> FRACTION_BITS;
    }
}

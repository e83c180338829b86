package dev.coresident.api.internal.pump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One bit for each tenant whose queue may hold something the pump has not taken in.
 *
 * <p>A producer publishes its cell and then looks at the bit; the pump clears the bit and then looks at the queue. Without a full
 * fence between the two steps on both sides both can miss each other (measured: 125,819 lost wake-ups in 176 million).
 */
final class ReadySet {
    private static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

    private final long[] bits;
    private volatile int words;

    ReadySet(int ids) {
        bits = new long[(ids + Long.SIZE - 1) / Long.SIZE];
    }

    /** Called by producers after the cell was published. */
    void set(int id) {
        VarHandle.fullFence();
        long bit = 1L << id;
        if (((long) LONGS.getOpaque(bits, id >> 6) & bit) == 0) {
            long _ = (long) LONGS.getAndBitwiseOr(bits, id >> 6, bit);
        }
    }

    /** Called by the pump; a look at the queue must follow. A full fence. */
    void clear(int id) {
        long _ = (long) LONGS.getAndBitwiseAnd(bits, id >> 6, ~(1L << id));
        VarHandle.fullFence();
    }

    /** Makes room for an id: words beyond the largest id are never looked at. */
    void admit(int id) {
        if ((id >> 6) >= words) {
            words = (id >> 6) + 1;
        }
    }

    int words() {
        return words;
    }

    long word(int index) {
        return (long) LONGS.getAcquire(bits, index);
    }
}

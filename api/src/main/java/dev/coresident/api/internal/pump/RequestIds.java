package dev.coresident.api.internal.pump;

import org.jspecify.annotations.Nullable;

/**
 * The request ids of a queue's positions: a pair of longs a cell, the position and its id, so that an id left by an earlier lap is told from
 * one of this lap and nobody has to clear it. Made when the first id is given; a cell's release and acquire order it.
 */
final class RequestIds {
    /** No request id. */
    static final long NONE = 0;

    private final int mask;
    private volatile long @Nullable [] pairs;

    /** Of a queue with so many cells, a power of two. */
    RequestIds(int size) {
        mask = size - 1;
    }

    /** Makes the column if nobody did: between taking a position and filling it nothing may fail. */
    long[] prepare() {
        long[] present = pairs;
        if (present == null) {
            synchronized (this) {
                present = pairs;
                if (present == null) {
                    present = new long[2 * (mask + 1)];
                    present[0] = -1; // position 0 has none
                    pairs = present;
                }
            }
        }
        return present;
    }

    /** Before the cell is released. */
    void set(long position, long requestId) {
        long[] column = prepare();
        int at = 2 * ((int) position & mask);
        column[at] = position;
        column[at + 1] = requestId;
    }

    /** After the cell was acquired, by the pump. */
    long of(long position) {
        long[] column = pairs;
        if (column == null) {
            return NONE;
        }
        int at = 2 * ((int) position & mask);
        return column[at] == position ? column[at + 1] : NONE;
    }
}

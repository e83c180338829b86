package dev.coresident.backend.sim.memory;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** A 64-bit hash of a state, for a search that must know where it was. The same on every JVM. */
public final class StateHash {
    private long hash;

    /** The hash of nothing. */
    public StateHash() {}

    /** Adds a number. */
    public void add(long value) {
        long mixed = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        hash = mixed ^ (mixed >>> 32);
    }

    /** Adds the words of a region from one offset to another; both multiples of 4. */
    public void add(MemorySegment region, long from, long to) {
        long at = from;
        if (at % 8 != 0 && at < to) {
            add(Words.get(region, at));
            at += 4;
        }
        for (; at + 8 <= to; at += 8) {
            add(Words.getPair(region, at));
        }
        if (at < to) {
            add(Words.get(region, at));
        }
    }

    /** Adds the first entries of an array. */
    public void add(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            add(values[i]);
        }
    }

    /** The hash of all that was added. */
    public long value() {
        return hash;
    }
}

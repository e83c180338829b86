package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.backend.sim.memory.SharedWords;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reads and writes sets of active states in the heap. One worker's. */
public final class StateMemory {
    private final MemorySegment heap;
    private final SharedWords words;

    /** Of a heap, with the worker's way to write words. */
    public StateMemory(MemorySegment heap, SharedWords words) {
        this.heap = heap;
        this.words = words;
    }

    /** Reads a set. Bits of states that there are not are not looked at. */
    public void read(long at, int states, long[] active) {
        Arrays.fill(active, 0);
        int count = (states + 31) / 32;
        for (int i = 0; i < count; i++) {
            long word = Integer.toUnsignedLong(words.get(heap, at + 4L * i));
            active[i >>> 1] |= word << (32 * (i & 1));
        }
        if (states % 64 != 0) {
            active[active.length - 1] &= -1L >>> (64 - states % 64);
        }
    }

    /** Writes as many bits as there are states. */
    public void write(long at, int states, long[] active) {
        int count = (states + 31) / 32;
        for (int i = 0; i < count; i++) {
            words.set(heap, at + 4L * i, (int) (active[i >>> 1] >>> (32 * (i & 1))));
        }
    }
}

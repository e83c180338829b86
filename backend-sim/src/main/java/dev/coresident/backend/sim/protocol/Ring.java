package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import java.lang.foreign.MemorySegment;

/**
 * The tickets of a device: heads against tails, and which slot a position is. What it remembers is shared by all workers of a device.
 *
 * <p>It also remembers, for each level, whether positions have passed 2^32: before that a position below n has fewer than n
 * predecessors, after it any position has.
 */
public final class Ring {
    private final DeviceMemory memory;
    private final int[] offset = new int[Partitions.LEVELS];
    private final int[] mask = new int[Partitions.LEVELS];
    private final int[] shift = new int[Partitions.LEVELS];
    private final Wraps wraps;

    /** The tickets of a device. Heads that are not 0 count as having wrapped: the device goes on where another one ended. */
    public Ring(DeviceMemory memory) {
        this(memory, new Wraps());
    }

    private Ring(DeviceMemory memory, Wraps wraps) {
        this.memory = memory;
        this.wraps = wraps;
        Partitions partitions = memory.geometry().partitions();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            offset[level] = partitions.offset(level);
            mask[level] = partitions.capacity(level) - 1;
            shift[level] = Integer.bitCount(mask[level]);
        }
    }

    /** The same tickets, seen by a worker of its own. */
    public Ring seenThrough(DeviceMemory view) {
        return new Ring(view, wraps);
    }

    /** The levels whose positions have passed 2^32, a bit each. */
    private static final class Wraps {
        private volatile int levels;

        private synchronized void mark(int level) {
            levels |= 1 << level;
        }
    }

    /** Reads where the heads stand. Call once, before the first claim. */
    public void begin() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (head(level) != 0) {
                wraps.mark(level);
            }
        }
    }

    /** Positions claimed at a level, u32. */
    int head(int level) {
        return memory.words().getAcquire(memory.control(), memory.places().head(level));
    }

    /** Slots published at a level and not claimed at the position given. A host that overruns its ring is cut to the capacity. */
    int available(int level, int head) {
        int published = memory.words().getAcquire(memory.control(), ControlLayout.tail(level)) - head;
        return Integer.compareUnsigned(published, mask[level]) <= 0 ? published : mask[level] + 1;
    }

    /** A bit for each level with work. */
    public int work() {
        int work = 0;
        MemorySegment control = memory.control();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int head = memory.words().getAcquire(control, memory.places().head(level));
            if (memory.words().getAcquire(control, ControlLayout.tail(level)) != head) {
                work |= 1 << level;
            }
        }
        return work;
    }

    /** Takes positions head to head + count; false if somebody else took one. */
    boolean take(int level, int head, int count) {
        if (Integer.compareUnsigned(head + count, head) < 0) {
            wraps.mark(level); // before the head moves, so that whoever claims beyond the wrap knows
        }
        return memory.words().compareAndSet(memory.control(), memory.places().head(level), head, head + count);
    }

    /** The slot of a position. */
    int slot(int level, int position) {
        return offset[level] + (position & mask[level]);
    }

    /** The lap of a position, as {@link CompletionLayout#lap(int, int)} has it. */
    int lap(int level, int position) {
        return position >>> shift[level] & 0xFFFF;
    }

    /** Slots of a level. */
    int capacity(int level) {
        return mask[level] + 1;
    }

    boolean hasWrapped(int level) {
        return (wraps.levels >>> level & 1) != 0;
    }

    /** The status of a slot, whatever was written before it being visible. */
    int status(int slot) {
        return memory.words().getAcquire(memory.ring(), SlotLayout.at(slot) + SlotLayout.STATUS);
    }
}

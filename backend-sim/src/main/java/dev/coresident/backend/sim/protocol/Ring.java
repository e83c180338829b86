package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * The tickets of a device: heads against tails, and which slot a position is. Shared by all workers of a device.
 *
 * <p>It also remembers, for each level, whether positions have passed 2^32: before that a position below n has fewer than n
 * predecessors, after it any position has.
 */
public final class Ring {
    private final DeviceMemory memory;
    private final int[] offset = new int[Partitions.LEVELS];
    private final int[] mask = new int[Partitions.LEVELS];
    private final int[] shift = new int[Partitions.LEVELS];
    private volatile int wrappedLevels;

    /** The tickets of a device. Heads that are not 0 count as having wrapped: the device goes on where another one ended. */
    public Ring(DeviceMemory memory) {
        this.memory = memory;
        Partitions partitions = memory.geometry().partitions();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            offset[level] = partitions.offset(level);
            mask[level] = partitions.capacity(level) - 1;
            shift[level] = Integer.bitCount(mask[level]);
        }
    }

    /** Reads where the heads stand. Call once, before the first claim. */
    public void begin() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (head(level) != 0) {
                markWrapped(level);
            }
        }
    }

    /** Positions claimed at a level, u32. */
    int head(int level) {
        return Words.getAcquire(memory.control(), memory.places().head(level));
    }

    /** Slots published at a level and not claimed at the position given. A host that overruns its ring is cut to the capacity. */
    int available(int level, int head) {
        int published = Words.getAcquire(memory.control(), ControlLayout.tail(level)) - head;
        return Integer.compareUnsigned(published, mask[level]) <= 0 ? published : mask[level] + 1;
    }

    /** A bit for each level with work. */
    public int work() {
        int work = 0;
        MemorySegment control = memory.control();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int head = Words.getAcquire(control, memory.places().head(level));
            if (Words.getAcquire(control, ControlLayout.tail(level)) != head) {
                work |= 1 << level;
            }
        }
        return work;
    }

    /** Takes positions head to head + count; false if somebody else took one. */
    boolean take(int level, int head, int count) {
        if (Integer.compareUnsigned(head + count, head) < 0) {
            markWrapped(level); // before the head moves, so that whoever claims beyond the wrap knows
        }
        return Words.compareAndSet(memory.control(), memory.places().head(level), head, head + count);
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
        return (wrappedLevels >>> level & 1) != 0;
    }

    /** The status of a slot, whatever was written before it being visible. */
    int status(int slot) {
        return Words.getAcquire(memory.ring(), SlotLayout.at(slot) + SlotLayout.STATUS);
    }

    private synchronized void markWrapped(int level) {
        wrappedLevels |= 1 << level;
    }
}

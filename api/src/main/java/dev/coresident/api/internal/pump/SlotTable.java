package dev.coresident.api.internal.pump;

import dev.coresident.spi.layout.Partitions;
import java.util.Arrays;

/** Who is in which slot of the ring, by the pump's own book: the ring itself is never read back. The pump's own. */
final class SlotTable {
    /** Nobody: the slot may be written. */
    static final long FREE = -1;
    /** Ended, but kept until the fence of its batch has ended, because the fence looks at its status. */
    static final long HELD = -2;

    /** The queue position of a slot's submission, or {@link #FREE} or {@link #HELD}. */
    final long[] position;
    /** The tenant id of a slot's submission. */
    final int[] tenant;
    /** The lap of a slot's ring position, 16 bits: its completion entry must name the same. */
    final char[] lap;
    /** 0; or -1 for an item of a batch; or the number of items for a fence. */
    final int[] batch;
    /** When a slot that is timed was written, by the kernel's clock. */
    final long[] writtenNanos;
    /** Where the sharing of the device's time stood when a slot of a metered tenant was written. */
    final long[] entered;
    /** Positions published at each level. */
    final long[] tails = new long[Partitions.LEVELS];

    /** Submissions in the ring. */
    int occupied;

    private final int[] offsets = new int[Partitions.LEVELS + 1];
    private final int[] masks = new int[Partitions.LEVELS];
    private final int[] shifts = new int[Partitions.LEVELS];
    private final long[] settled = new long[Partitions.LEVELS];

    SlotTable(Partitions partitions) {
        int slots = partitions.slots();
        position = new long[slots];
        Arrays.fill(position, FREE);
        tenant = new int[slots];
        lap = new char[slots];
        batch = new int[slots];
        writtenNanos = new long[slots];
        entered = new long[slots];
        for (int level = 0; level < Partitions.LEVELS; level++) {
            offsets[level] = partitions.offset(level);
            masks[level] = partitions.capacity(level) - 1;
            shifts[level] = Integer.bitCount(masks[level]);
        }
        offsets[Partitions.LEVELS] = slots;
    }

    int slots() {
        return position.length;
    }

    int offset(int level) {
        return offsets[level];
    }

    int mask(int level) {
        return masks[level];
    }

    /** How far a u32 ring position of a level is shifted to give its lap. */
    int lapShift(int level) {
        return shifts[level];
    }

    /** Gives a slot back, and with a fence the items it waited for. */
    void ended(int slot) {
        occupied--;
        int kind = batch[slot];
        if (kind < 0) {
            position[slot] = HELD;
            return;
        }
        position[slot] = FREE;
        if (kind > 0) {
            batch[slot] = 0;
            int level = level(slot);
            for (int back = 1; back <= kind; back++) {
                int item = offsets[level] + ((slot - offsets[level] - back) & masks[level]);
                batch[item] = 0;
                // An item whose own completion comes after the fence's is still occupied, and is given back by that.
                if (position[item] == HELD) {
                    position[item] = FREE;
                }
            }
        }
    }

    /** Nobody is anywhere: the ring begins again, on another device. */
    void begin() {
        Arrays.fill(position, FREE);
        Arrays.fill(batch, 0);
        Arrays.fill(tails, 0);
        Arrays.fill(settled, 0);
        occupied = 0;
    }

    /** The slot of a ring position. */
    int slot(int level, long at) {
        return offsets[level] + ((int) at & masks[level]);
    }

    private int level(int slot) {
        int level = 0;
        while (slot >= offsets[level + 1]) {
            level++;
        }
        return level;
    }

    /**
     * The position below which everything at a level has ended. While the tail is at most a lap ahead, the slot of a position holds
     * that position or nobody; further ahead it must have ended to be taken again.
     */
    long settledBefore(int level) {
        long tail = tails[level];
        long at = Math.max(settled[level], tail - masks[level] - 1);
        while (at < tail && position[offsets[level] + ((int) at & masks[level])] == FREE) {
            at++;
        }
        settled[level] = at;
        return at;
    }
}

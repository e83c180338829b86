package dev.coresident.api;

import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * What the slots of the ring were at one look, as the host sees them: each priority's partition in a bounded number of cells, each cell
 * the statuses of slots spread evenly over it, {@link #SLOTS_A_CELL} at most. Slots change while others are read: a look is a sample,
 * not a moment. A device whose memory is staged shows what the host wrote until a round has brought the rest back.
 *
 * <p>Looking reads one word of each slot looked at and writes nothing. Immutable.
 */
public final class RingLook {
    /** Slots of a cell that are looked at, at most. */
    public static final int SLOTS_A_CELL = 16;
    /** The most cells of a priority. */
    public static final int MOST_CELLS = 256;

    private static final int STATUSES = SlotStatus.FAULT + 1;

    private final int cells;
    private final int[] cellsOf = new int[Partitions.LEVELS];
    private final int[] counts;
    private int strange;

    private RingLook(int cells) {
        this.cells = cells;
        this.counts = new int[Partitions.LEVELS * cells * STATUSES];
    }

    /** A look at nothing: of a kernel that is closed. */
    static RingLook none() {
        return new RingLook(0);
    }

    static RingLook at(MemorySegment ring, Partitions partitions, int wanted) {
        RingLook look = new RingLook(wanted);
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int capacity = partitions.capacity(level);
            int cells = Math.min(wanted, capacity);
            look.cellsOf[level] = cells;
            for (int cell = 0; cell < cells; cell++) {
                int from = (int) ((long) capacity * cell / cells);
                int to = (int) ((long) capacity * (cell + 1) / cells);
                int looks = Math.min(SLOTS_A_CELL, to - from);
                for (int i = 0; i < looks; i++) {
                    int slot = partitions.offset(level) + from + (int) ((long) (to - from) * i / looks);
                    look.count(level, cell, Words.getAcquire(ring, SlotLayout.at(slot) + SlotLayout.STATUS));
                }
            }
        }
        return look;
    }

    private void count(int level, int cell, int status) {
        if (status < 0 || status >= STATUSES) {
            strange++;
        } else {
            counts[(level * cells + cell) * STATUSES + status]++;
        }
    }

    /** Cells of a priority. */
    public int cells(Priority priority) {
        return cellsOf[priority.level()];
    }

    /**
     * Slots of a cell that were seen with a status.
     *
     * @param status of {@link SlotStatus}
     */
    public int count(Priority priority, int cell, int status) {
        return counts[(priority.level() * cells + cell) * STATUSES + status];
    }

    /** Slots of the whole ring that were seen with a status. */
    public int total(int status) {
        int sum = 0;
        for (int at = status; at < counts.length; at += STATUSES) {
            sum += counts[at];
        }
        return sum;
    }

    /** Slots that were looked at. */
    public int looked() {
        int sum = strange;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Slots whose status was none of the known. */
    public int strange() {
        return strange;
    }
}

package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * Fences that were admitted and whose batches have not ended, for instance because a scan before them was cut.
 *
 * <p>A fence waits only for positions before its own, and those were claimed before it, so that fences never wait in a circle. A
 * predecessor has ended when its status is terminal, or EMPTY, which only the host writes, to a slot that ended. A fence is a slot,
 * so that there are never more than slots.
 */
final class Fences {
    private static final int WORDS = 5;

    private final MemorySegment ring;
    private final Partitions partitions;
    private final Ends ends;
    private final int[] waiting;
    private final boolean[] wrapped = new boolean[Partitions.LEVELS];
    private int size;

    Fences(HostRegions host, Geometry geometry, Ends ends) {
        this.ring = host.ring();
        this.partitions = geometry.partitions();
        this.ends = ends;
        this.waiting = new int[WORDS * partitions.slots()];
    }

    int size() {
        return size;
    }

    /** From now on every position of the level has as many predecessors as there are slots. */
    void markWrapped(int level) {
        wrapped[level] = true;
    }

    /** True if the fence at a position cannot count so many slots. */
    boolean isMalformed(int level, int position, int count) {
        boolean beforeTheBeginning = Integer.compareUnsigned(count, position) > 0 && !wrapped[level];
        return Integer.compareUnsigned(count, partitions.capacity(level)) >= 0 || beforeTheBeginning;
    }

    /** Puts a fence that is not malformed aside until {@link #endThose}. */
    void add(int slot, int level, int position, int tenant, int tag) {
        int at = WORDS * size++;
        waiting[at] = slot;
        waiting[at + 1] = level;
        waiting[at + 2] = position;
        waiting[at + 3] = tenant;
        waiting[at + 4] = tag;
    }

    /** Ends those whose batches have ended, oldest first, so that a fence may wait for a fence; gives how many. */
    int endThose() {
        int ended = 0;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int at = WORDS * i;
            int slot = waiting[at];
            int count = Words.get(ring, SlotLayout.at(slot) + SlotLayout.ARGUMENT);
            if (hasEnded(waiting[at + 1], waiting[at + 2], count)) {
                ends.end(slot, waiting[at + 1], waiting[at + 2], waiting[at + 3], 0, count, waiting[at + 4], 0, 0);
                ended++;
            } else {
                System.arraycopy(waiting, at, waiting, WORDS * kept++, WORDS);
            }
        }
        size = kept;
        return ended;
    }

    private boolean hasEnded(int level, int position, int count) {
        int first = partitions.offset(level);
        int mask = partitions.capacity(level) - 1;
        for (int left = count; left != 0; left--) {
            long at = SlotLayout.at(first + ((position - left) & mask));
            if (!SlotStatus.isWritable(Words.getAcquire(ring, at + SlotLayout.STATUS))) {
                return false;
            }
        }
        return true;
    }
}

package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * Takes published slots for a launch, level by level as {@link LevelTurns} says. A launch takes only so many words to copy, and
 * only so many scans are under way at once: a level whose next slot is one too many waits for the next launch.
 */
final class Claims {
    /** Words that the copies of one launch may move, so that a launch stays short: they are not cut. */
    static final long COPY_WORDS = 4L << 20;

    private final Geometry geometry;
    private final ControlLayout places;
    private final Kinds kinds;
    private final MemorySegment control;
    private final MemorySegment ring;
    private final Ends ends;
    private final Fences fences;
    private final LevelTurns turns = new LevelTurns();
    private final int[] heads = new int[Partitions.LEVELS];
    private final int[] tails = new int[Partitions.LEVELS];
    private final int scanLimit;

    Claims(HostRegions host, Geometry geometry, Ends ends, Fences fences, int scanLimit) {
        this.geometry = geometry;
        this.places = ControlLayout.of(geometry);
        this.kinds = new Kinds(host, geometry);
        this.control = host.control();
        this.ring = host.ring();
        this.ends = ends;
        this.fences = fences;
        this.scanLimit = scanLimit;
    }

    /** Reads where the heads stand; not 0 if the device goes on where another one ended. Once, before the first claim. */
    void begin() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            heads[level] = Words.get(control, places.head(level));
            if (heads[level] != 0) {
                fences.markWrapped(level);
            }
        }
    }

    /** True if a slot is published and not claimed. */
    boolean hasWork() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (Words.getAcquire(control, ControlLayout.tail(level)) != heads[level]) {
                return true;
            }
        }
        return false;
    }

    /** Claims up to so many slots into a batch that may hold scans that go on. */
    void into(Batch batch, int most) {
        int waiting = readTails();
        int blocked = 0;
        int scans = batch.goingOn();
        long copies = 0;
        int claimed = 0;
        while (claimed < most && !batch.isFull()) {
            int level = turns.choose(waiting & ~blocked);
            if (level < 0) {
                break;
            }
            int slot = geometry.partitions().offset(level)
                    + (heads[level] & (geometry.partitions().capacity(level) - 1));
            long at = SlotLayout.at(slot);
            int tenant = Words.get(ring, at + SlotLayout.TENANT);
            long words = kinds.copiedWords(at);
            boolean scan = kinds.isWalk(at);
            if ((scan && scans >= scanLimit) || (copies > 0 && copies + words > COPY_WORDS)) {
                blocked |= 1 << level;
                continue;
            }
            scans += scan ? 1 : 0;
            copies += words;
            take(batch, level, slot, tenant);
            claimed++;
            turns.claimed(level, waiting);
            if (heads[level] == tails[level]) {
                waiting &= ~(1 << level);
            }
        }
        publishHeads();
    }

    private int readTails() {
        int waiting = 0;
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int capacity = geometry.partitions().capacity(level);
            int tail = Words.getAcquire(control, ControlLayout.tail(level));
            // A host that overruns its ring is cut to the capacity.
            tails[level] = Integer.compareUnsigned(tail - heads[level], capacity) <= 0 ? tail : heads[level] + capacity;
            if (tails[level] != heads[level]) {
                waiting |= 1 << level;
            }
        }
        return waiting;
    }

    private void take(Batch batch, int level, int slot, int tenant) {
        Words.set(ring, SlotLayout.at(slot) + SlotLayout.STATUS, SlotStatus.CLAIMED);
        batch.add(ring, slot, level, heads[level], tenant);
        ends.claimed(tenant, 1);
        heads[level]++;
        if (heads[level] == 0) {
            fences.markWrapped(level);
        }
    }

    private void publishHeads() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            Words.setRelease(control, places.head(level), heads[level]);
        }
    }
}

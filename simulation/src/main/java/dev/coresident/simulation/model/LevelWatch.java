package dev.coresident.simulation.model;

import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * How many slots were claimed from above a level while it had work: each worker may claim {@link Partitions#LOOK_BELOW_AFTER} before it
 * must claim one of the level.
 */
public final class LevelWatch {
    private final Book book;
    private final MemorySegment control;
    private final ControlLayout places;
    private final int bound;
    private final int[] heads = new int[Partitions.LEVELS];
    private final int[] passed = new int[Partitions.LEVELS];

    /** A watch over a device that was opened. */
    public LevelWatch(Book book, Device device) {
        this.book = book;
        this.control = device.region(Region.CONTROL);
        this.places = ControlLayout.of(device.geometry());
        this.bound = Partitions.LOOK_BELOW_AFTER * device.facts().computeUnits();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            heads[level] = head(level);
        }
    }

    private int head(int level) {
        return Words.getAcquire(control, places.head(level));
    }

    /** Looks at heads and tails. */
    public void look() {
        int above = 0;
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int head = head(level);
            int claimed = head - heads[level];
            boolean waits = claimed == 0 && Words.getAcquire(control, ControlLayout.tail(level)) != head;
            passed[level] = waits ? passed[level] + above : 0;
            if (passed[level] > bound) {
                book.violate(
                        Rule.LIVENESS,
                        "%d slots were claimed from above level %d while it had work, and at most %d may be"
                                .formatted(passed[level], level, bound));
            }
            heads[level] = head;
            above += claimed;
        }
    }
}

package dev.coresident.conformance.desk;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the pump wrote into the ring, each level in the order of its positions. The pump's owner notes; read it between cycles. */
public final class RingOrder {
    private final List<List<int[]>> levels = new ArrayList<>();
    private final int[] tails = new int[Partitions.LEVELS];

    RingOrder() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            levels.add(new ArrayList<>());
        }
    }

    /** The slots that the tails passed since the last time. They are still there: a slot is written again only after its end. */
    void note(Device device) {
        MemorySegment control = device.region(Region.CONTROL);
        MemorySegment ring = device.region(Region.RING);
        Partitions partitions = device.geometry().partitions();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            int tail = Words.getAcquire(control, ControlLayout.tail(level));
            for (int position = tails[level]; position != tail; position++) {
                int slot = partitions.offset(level) + (position & (partitions.capacity(level) - 1));
                int[] words = new int[SlotLayout.WORDS];
                for (int word = 1; word < SlotLayout.WORDS; word++) {
                    words[word] = Words.get(ring, SlotLayout.at(slot) + 4L * word);
                }
                levels.get(level).add(words);
            }
            tails[level] = tail;
        }
    }

    /** The words of each slot that was written at a level, in their order; word 0, the status, is left 0. */
    public List<int[]> at(int level) {
        return levels.get(level);
    }

    /** The tenant words of the slots at a level, in their order. */
    public int[] tenants(int level) {
        return at(level).stream().mapToInt(words -> words[2]).toArray();
    }

    /** Slots of a tenant word at all levels. */
    public long count(int tenantWord) {
        return levels.stream()
                .flatMap(List::stream)
                .filter(words -> words[2] == tenantWord)
                .count();
    }

    /** How many slots each tenant word has in a part of an order, for the words asked for. */
    public static long[] shares(int[] tenants, int from, int to, int[] words) {
        long[] shares = new long[words.length];
        for (int i = from; i < to; i++) {
            int tenant = tenants[i];
            for (int w = 0; w < words.length; w++) {
                shares[w] += words[w] == tenant ? 1 : 0;
            }
        }
        return shares;
    }

    /** Forgets what was noted. */
    public void clear() {
        levels.forEach(List::clear);
    }

    @Override
    public String toString() {
        return Arrays.toString(levels.stream().mapToInt(List::size).toArray());
    }
}

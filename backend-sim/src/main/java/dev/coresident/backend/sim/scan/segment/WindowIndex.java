package dev.coresident.backend.sim.scan.segment;

import java.util.Arrays;

/**
 * Texts of one width that may end at certain places of an input, every place or every second one, each with the states that are then
 * entered some bytes later. Complete after {@link #freeze}; then immutable.
 */
final class WindowIndex {
    private static final int MULTIPLIER = 0x9E3779B1;
    private static final int MOST_HEAD_BITS = 17;

    /** Bytes of a text, at most 4. */
    final int width;
    /** Bytes between two places that are looked at: a state has a text at as many distances. */
    final int step;

    private final int shift;

    /** Eight bytes up to the end of a text, the last one in the highest byte, and which of them count. */
    private long[] values = new long[64];

    private long[] masks = new long[64];
    private int[] targets = new int[64];
    private int[] distances = new int[64];
    private int[] nextOf = new int[64];
    private int count;
    /** By hash, shifted: the first entry and one; 0 for none. */
    private int[] heads = new int[1];

    private int headShift;

    WindowIndex(int width, int step) {
        this.width = width;
        this.step = step;
        this.shift = 32 - 8 * width;
    }

    void add(long value, int length, int target, int distance) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            masks = Arrays.copyOf(masks, 2 * count);
            targets = Arrays.copyOf(targets, 2 * count);
            distances = Arrays.copyOf(distances, 2 * count);
            nextOf = Arrays.copyOf(nextOf, 2 * count);
        }
        values[count] = value;
        masks[count] = -1L << (64 - 8 * length);
        targets[count] = target;
        distances[count] = distance;
        count++;
    }

    /** Makes the lists. */
    void freeze() {
        int headBits = Math.min(MOST_HEAD_BITS, 33 - Integer.numberOfLeadingZeros(count));
        heads = new int[1 << headBits];
        headShift = 32 - headBits;
        for (int entry = count - 1; entry >= 0; entry--) {
            int head = hash(text(entry)) >>> headShift;
            nextOf[entry] = heads[head];
            heads[head] = entry + 1;
        }
    }

    static int hash(int text) {
        return text * MULTIPLIER;
    }

    /** The text of an entry from 0 on, its last byte the highest one. */
    int text(int entry) {
        return (int) (values[entry] >>> 32) >>> shift;
    }

    /** The same with the byte that must stand before it; -1 if that may be any. */
    int longer(int entry) {
        int length = width + 1;
        long need = -1L << (64 - 8 * length);
        return (masks[entry] & need) == need ? (int) (values[entry] >>> (64 - 8 * length)) : -1;
    }

    /** The first entry, and one, whose text ends with eight bytes, from one on; 0 if there is none. */
    int first(long eight) {
        int hash = hash((int) (eight >>> 32) >>> shift);
        return fitting(heads[hash >>> headShift], eight);
    }

    /** The next one after an entry, and one. */
    int next(int entry, long eight) {
        return fitting(nextOf[entry - 1], eight);
    }

    private int fitting(int from, long eight) {
        int entry = from;
        while (entry != 0 && ((values[entry - 1] ^ eight) & masks[entry - 1]) != 0) {
            entry = nextOf[entry - 1];
        }
        return entry;
    }

    int target(int entry) {
        return targets[entry - 1];
    }

    int distance(int entry) {
        return distances[entry - 1];
    }

    int count() {
        return count;
    }

    long bytes() {
        return 28L * values.length + 4L * heads.length;
    }
}

package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/** Numbers sequences of ints, from 0 in the order of first sight. Open addressing over one arena. One thread. */
final class Interning {
    private static final int SMALLEST_TABLE = 1_024;

    final IntArena items = new IntArena();
    private int[] starts = new int[256];
    private int[] hashes = new int[256];
    private int[] table = new int[SMALLEST_TABLE];
    private int count;

    /** True if the last {@link #intern} found a new sequence. */
    boolean isNew;

    /** The number of {@code values[from..to)}. */
    int intern(int[] values, int from, int to) {
        int hash = hash(values, from, to);
        int mask = table.length - 1;
        int place = hash & mask;
        while (table[place] != 0) {
            int number = table[place] - 1;
            if (hashes[number] == hash
                    && Arrays.equals(items.values, starts[number], starts[number + 1], values, from, to)) {
                isNew = false;
                return number;
            }
            place = place + 1 & mask;
        }
        isNew = true;
        return add(values, from, to, hash, place);
    }

    private int add(int[] values, int from, int to, int hash, int place) {
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        items.addAll(values, from, to);
        hashes[count] = hash;
        table[place] = ++count;
        starts[count] = items.size();
        if (2 * count > table.length) {
            rehash();
        }
        return count - 1;
    }

    /** Two chains of multiplications side by side: neither waits for the other. */
    private static int hash(int[] values, int from, int to) {
        long even = (long) to - from;
        long odd = 1;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even = (even ^ values[i]) * 0x9E3779B97F4A7C15L;
            odd = (odd ^ values[i + 1]) * 0xC2B2AE3D27D4EB4FL;
            even ^= even >>> 32;
            odd ^= odd >>> 29;
        }
        if (i < to) {
            even = (even ^ values[i]) * 0x9E3779B97F4A7C15L;
        }
        long both = (even ^ odd) * 0x9E3779B97F4A7C15L;
        return (int) (both >>> 32);
    }

    private void rehash() {
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int number = 0; number < count; number++) {
            int place = hashes[number] & mask;
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = number + 1;
        }
    }

    int count() {
        return count;
    }

    int start(int number) {
        return starts[number];
    }

    int end(int number) {
        return starts[number + 1];
    }

    /** Bytes in use. */
    long bytes() {
        return 4L * (items.size() + 2L * count + table.length);
    }

    void clear() {
        items.clear();
        count = 0;
        table = new int[SMALLEST_TABLE];
    }
}

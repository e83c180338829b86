package dev.coresident.backend.sim.worklist;

import java.util.Arrays;

/** Entries of several states, ascending and each once. One worker's. */
final class Reports {
    int[] entries = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Adds a state's row of a list. */
    void add(int[] index, int[] list, int state) {
        int from = index[state];
        int count = index[state + 1] - from;
        if (count == 0) {
            return;
        }
        if (size + count > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, size + count));
        }
        System.arraycopy(list, from, entries, size, count);
        size += count;
    }

    /** Sorts what was added from a place on and drops what stands there twice. */
    void settle(int from) {
        if (size - from < 2) {
            return;
        }
        Arrays.sort(entries, from, size);
        int kept = from + 1;
        for (int at = from + 1; at < size; at++) {
            if (entries[at] != entries[at - 1]) {
                entries[kept++] = entries[at];
            }
        }
        size = kept;
    }
}

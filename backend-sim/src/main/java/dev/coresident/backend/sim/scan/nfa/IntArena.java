package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/** Ints that are only added to, or all forgotten. */
public final class IntArena {
    private static final long MOST = Integer.MAX_VALUE - 8L;

    /** The ints; those behind the size mean nothing. */
    public int[] values = new int[256];

    private int size;

    /** Adds one. */
    public void add(int value) {
        if (size == values.length) {
            reserve(1);
        }
        values[size++] = value;
    }

    /** Adds those from one index to another of an array. */
    public void addAll(int[] from, int first, int behind) {
        reserve(behind - first);
        System.arraycopy(from, first, values, size, behind - first);
        size += behind - first;
    }

    private void reserve(int more) {
        long wanted = (long) size + more;
        if (wanted > MOST) {
            throw new OutOfMemoryError("a list of " + wanted + " ints");
        }
        if (wanted > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(MOST, Math.max(2L * values.length, wanted)));
        }
    }

    /** The one at an index. */
    public int get(int index) {
        return values[index];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    void truncate(int length) {
        size = length;
    }

    /** Forgets all. */
    public void clear() {
        size = 0;
    }

    /** Sorts what follows {@code from} and drops what stands there twice. */
    public void sortDistinct(int from) {
        if (size - from < 2) {
            return;
        }
        sort(from);
        int kept = from + 1;
        for (int at = from + 1; at < size; at++) {
            if (values[at] != values[at - 1]) {
                values[kept++] = values[at];
            }
        }
        size = kept;
    }

    private void sort(int from) {
        if (size - from > 40) {
            Arrays.sort(values, from, size);
            return;
        }
        for (int at = from + 1; at < size; at++) {
            int value = values[at];
            int gap = at;
            while (gap > from && values[gap - 1] > value) {
                values[gap] = values[gap - 1];
                gap--;
            }
            values[gap] = value;
        }
    }

    /** A copy of them. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

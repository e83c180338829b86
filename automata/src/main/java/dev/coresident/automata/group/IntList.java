package dev.coresident.automata.group;

import java.util.Arrays;

/** A growing list of ints without boxes. */
public final class IntList {

    private int[] values;
    private int size;

    public IntList(int capacity) {
        values = new int[Math.max(capacity, 4)];
    }

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    public void set(int index, int value) {
        values[index] = value;
    }

    /** Forgets what follows the first {@code length} values. */
    public void truncate(int length) {
        size = length;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public int removeLast() {
        return values[--size];
    }

    /** The values that follow {@code from}, ascending. */
    public void sortFrom(int from) {
        if (size - from > 24) {
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

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

package dev.coresident.automata.dfa;

import java.util.Arrays;

/** A growing list of ints without boxes. */
final class IntList {

    private int[] values;
    private int size;

    IntList(int capacity) {
        values = new int[Math.max(capacity, 4)];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    /** Forgets what follows the first {@code length} values. */
    void truncate(int length) {
        size = length;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    int removeLast() {
        return values[--size];
    }

    /** The values that follow {@code from}, ascending. */
    void sortFrom(int from) {
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

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

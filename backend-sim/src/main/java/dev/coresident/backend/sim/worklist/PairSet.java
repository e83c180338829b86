package dev.coresident.backend.sim.worklist;

import java.util.Arrays;

/** The pairs of one index: their states, each once. One worker's. */
final class PairSet {
    private int[] states = new int[256];
    private int[] stamps = new int[256];
    private int stamp;
    private int size;
    private boolean sorted = true;

    /** Empty, for states below a bound. */
    void begin(int bound) {
        if (stamps.length < bound) {
            stamps = new int[bound];
            stamp = 0;
        }
        clear();
    }

    void clear() {
        size = 0;
        sorted = true;
        if (++stamp == 0) {
            Arrays.fill(stamps, 0);
            stamp = 1;
        }
    }

    void add(int state) {
        if (stamps[state] == stamp) {
            return;
        }
        stamps[state] = stamp;
        if (size == states.length) {
            states = Arrays.copyOf(states, 2 * size);
        }
        sorted &= size == 0 || states[size - 1] < state;
        states[size++] = state;
    }

    boolean has(int state) {
        return stamps[state] == stamp;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return states[index];
    }

    /** From now on the states ascend. */
    void sort() {
        if (!sorted) {
            Arrays.sort(states, 0, size);
            sorted = true;
        }
    }
}

package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.memory.StateHash;

/** Faults that wait for the next worker that reserves or writes a completion entry. */
final class CompletionFaults {
    private int duplicates;
    private long delay;

    void duplicate() {
        duplicates = 1;
    }

    void delay(long ticks) {
        delay = ticks;
    }

    void hash(StateHash into) {
        into.add(duplicates);
        into.add(delay);
    }

    /** 1 if the entries that are about to be reserved shall be followed by a copy of the first; asks once. */
    int takeDuplicate() {
        int taken = duplicates;
        duplicates = 0;
        return taken;
    }

    /** Ticks that the writer of an entry shall wait before it releases it; asks once. */
    long takeDelay() {
        long taken = delay;
        delay = 0;
        return taken;
    }
}

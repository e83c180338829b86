package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.spi.layout.SlotLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The entries of one launch: scans that go on first, then what was newly claimed. Entry i stands in {@code in}, its outcome in
 * {@code out}; where it came from stands here.
 */
final class Batch {
    /** Entries of a launch. */
    static final int MOST = 1_024;
    /** Words of {@code in}. */
    static final int IN_WORDS = LaunchLayout.ENTRIES_AT + MOST * LaunchLayout.ENTRY_WORDS;
    /** Words of {@code out}. */
    static final int OUT_WORDS = LaunchLayout.OUTCOMES_AT + MOST * LaunchLayout.OUTCOME_WORDS;

    private final int[] in;
    private final int[] out;
    private final int[] slots = new int[MOST];
    private final int[] levels = new int[MOST];
    private final int[] positions = new int[MOST];
    private final int[] tenants = new int[MOST];
    private int size;
    private int goingOn;

    Batch(int[] in, int[] out) {
        this.in = in;
        this.out = out;
    }

    int size() {
        return size;
    }

    /** How many entries are scans that go on from the launch before. */
    int goingOn() {
        return goingOn;
    }

    boolean isFull() {
        return size == MOST;
    }

    /** Adds a slot that was claimed. */
    void add(MemorySegment ring, int slot, int level, int position, int tenant) {
        int at = LaunchLayout.ENTRIES_AT + size * LaunchLayout.ENTRY_WORDS;
        MemorySegment.copy(ring, ValueLayout.JAVA_INT, SlotLayout.at(slot), in, at, SlotLayout.WORDS);
        in[at + LaunchLayout.ENTRY_SLOT] = slot;
        in[at + LaunchLayout.ENTRY_LEVEL] = level;
        in[at + LaunchLayout.ENTRY_RESUMED] = 0;
        slots[size] = slot;
        levels[size] = level;
        positions[size] = position;
        tenants[size++] = tenant;
    }

    /** Begins the next launch with the scans that were cut in this one. Their words move to the front. */
    void next() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (code(i) == LaunchLayout.OUTCOME_CONTINUE) {
                keep(i, kept++);
            }
        }
        size = kept;
        goingOn = kept;
    }

    /** An outcome at or behind its new place: what is overwritten was read. */
    private void keep(int from, int to) {
        int source = LaunchLayout.ENTRIES_AT + from * LaunchLayout.ENTRY_WORDS;
        int target = LaunchLayout.ENTRIES_AT + to * LaunchLayout.ENTRY_WORDS;
        System.arraycopy(in, source, in, target, LaunchLayout.ENTRY_WORDS);
        in[target + LaunchLayout.ENTRY_RESUMED] = 1;
        System.arraycopy(
                out,
                outcome(from) + LaunchLayout.OUT_SCAN,
                in,
                target + LaunchLayout.ENTRY_SCAN,
                LaunchLayout.SCAN_WORDS);
        slots[to] = slots[from];
        levels[to] = levels[from];
        positions[to] = positions[from];
        tenants[to] = tenants[from];
    }

    private static int outcome(int index) {
        return LaunchLayout.OUTCOMES_AT + index * LaunchLayout.OUTCOME_WORDS;
    }

    int code(int index) {
        return out[outcome(index) + LaunchLayout.OUT_CODE];
    }

    int result(int index, int word) {
        return out[outcome(index) + LaunchLayout.OUT_R0 + word];
    }

    int argument(int index, int argument) {
        return in[
                LaunchLayout.ENTRIES_AT
                        + index * LaunchLayout.ENTRY_WORDS
                        + (int) (SlotLayout.ARGUMENT / 4)
                        + argument];
    }

    int slot(int index) {
        return slots[index];
    }

    int level(int index) {
        return levels[index];
    }

    int position(int index) {
        return positions[index];
    }

    int tenant(int index) {
        return tenants[index];
    }
}

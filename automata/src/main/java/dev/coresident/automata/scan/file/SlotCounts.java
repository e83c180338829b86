package dev.coresident.automata.scan.file;

/** Counts of slots over all files of a scanner. One thread writes. */
public final class SlotCounts {
    private long submitted;
    private long partial;

    /** Nothing counted. */
    public SlotCounts() {}

    void submitted() {
        submitted++;
    }

    void partial() {
        partial++;
    }

    /** Slots accepted by the kernel. */
    public long slots() {
        return submitted;
    }

    /** Slots that came back before the end of their chunk for lack of room for events. */
    public long partialSlots() {
        return partial;
    }
}

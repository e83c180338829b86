package dev.coresident.automata.scan.file;

/** Counts over all files of a scanner. One thread counts; any thread may ask for the bytes. */
public final class SlotCounts {
    private long submitted;
    private long partial;
    private long repeated;
    private long guessed;
    private long missed;
    private volatile long bytes;

    /** Nothing counted. */
    public SlotCounts() {}

    void submitted() {
        submitted++;
    }

    void repeated() {
        repeated++;
    }

    void guessed() {
        guessed++;
    }

    void missed() {
        missed++;
    }

    void partial() {
        partial++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts
    void read(long length) {
        bytes += length;
    }

    /** Bytes read so far. Any thread. */
    public long bytes() {
        return bytes;
    }

    /** Slots accepted by the kernel. */
    public long slots() {
        return submitted;
    }

    /** Slots that ended and were submitted again, because their events went with a lost device. */
    public long repeatedSlots() {
        return repeated;
    }

    /** Chunks that were begun in a guessed state. */
    public long guessedChunks() {
        return guessed;
    }

    /** Chunks among them that were scanned again because the guess was wrong. */
    public long missedGuesses() {
        return missed;
    }

    /** Slots that came back before the end of their chunk for lack of room for events. */
    public long partialSlots() {
        return partial;
    }
}

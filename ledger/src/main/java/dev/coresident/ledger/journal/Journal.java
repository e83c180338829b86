package dev.coresident.ledger.journal;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The newest entries of a list that is only ever appended to. Any thread; each call takes one short lock, under which nothing
 * foreign is called. Recording allocates nothing and costs one reading of the clock; it happens where something is refused,
 * never where something is granted.
 */
public final class Journal {
    /** The most entries that a journal keeps. */
    public static final int MAX_ENTRIES = 1 << 20;

    private static final int FIGURES = 4;

    private final LongSupplier clock;
    private final int capacity;

    // Guarded by this. Entry n is in cell n modulo the capacity.
    private final long[] figures;
    private final int[] keys;
    private final Act[] acts;
    private final Reason[] reasons;
    private final String[] labels;
    private long recorded;

    private Journal(int capacity, LongSupplier clock) {
        checkArgument(
                capacity >= 1 && capacity <= MAX_ENTRIES,
                "a journal of %s entries is outside [1, %s]: choose how many it keeps",
                capacity,
                MAX_ENTRIES);
        this.capacity = capacity;
        this.clock = clock;
        this.figures = new long[capacity * FIGURES];
        this.keys = new int[capacity * 2];
        this.acts = new Act[capacity];
        this.reasons = new Reason[capacity];
        this.labels = new String[capacity];
        Arrays.fill(acts, Act.CHARGE);
        Arrays.fill(reasons, Reason.CLOSED);
        Arrays.fill(labels, "");
    }

    /**
     * An empty journal.
     *
     * @param capacity entries it keeps, in [1, {@link #MAX_ENTRIES}]; each takes some 50 bytes from the start
     * @param nanoClock nanoseconds with any origin
     */
    public static Journal of(int capacity, LongSupplier nanoClock) {
        return new Journal(capacity, nanoClock);
    }

    /** Appends an entry; the oldest one goes if there is no room. See {@link JournalEntry} for the figures. */
    public void record(
            Act act,
            Reason reason,
            int principal,
            int generation,
            String label,
            long amount,
            long current,
            long limit) {
        long now = clock.getAsLong();
        synchronized (this) {
            int cell = (int) (recorded % capacity);
            int at = cell * FIGURES;
            figures[at] = now;
            figures[at + 1] = amount;
            figures[at + 2] = current;
            figures[at + 3] = limit;
            keys[cell * 2] = principal;
            keys[cell * 2 + 1] = generation;
            acts[cell] = act;
            reasons[cell] = reason;
            labels[cell] = label;
            recorded++;
        }
    }

    /** Entries that it keeps at most. */
    public int capacity() {
        return capacity;
    }

    /** Entries there ever were: the sequence of the next one. */
    public synchronized long recorded() {
        return recorded;
    }

    /** Entries that had to go. */
    public synchronized long dropped() {
        return Math.max(0, recorded - capacity);
    }

    /** All entries that are kept, oldest first. */
    public ImmutableList<JournalEntry> entries() {
        return since(0);
    }

    /**
     * The entries that are kept from one on, oldest first. A reader who goes on where it stopped finds a gap if the first
     * answer's sequence is larger than it asked for.
     *
     * @param sequence the first one wanted
     */
    public synchronized ImmutableList<JournalEntry> since(long sequence) {
        long first = Math.max(sequence, Math.max(0, recorded - capacity));
        ImmutableList.Builder<JournalEntry> entries = ImmutableList.builder();
        for (long n = first; n < recorded; n++) {
            entries.add(entry(n));
        }
        return entries.build();
    }

    private JournalEntry entry(long sequence) {
        int cell = (int) (sequence % capacity);
        int at = cell * FIGURES;
        return new JournalEntry(
                sequence,
                figures[at],
                acts[cell],
                reasons[cell],
                keys[cell * 2],
                keys[cell * 2 + 1],
                labels[cell],
                figures[at + 1],
                figures[at + 2],
                figures[at + 3]);
    }
}

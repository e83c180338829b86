package dev.coresident.api.dispatch.record;

import com.google.common.collect.ImmutableList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;

/**
 * The newest entries about a tenant's ops, for the console and for tests that fail.
 *
 * <p>One thread records. Any thread reads, and neither waits for the other: a reader copies the entries that were complete when
 * it began and then leaves out those that were overwritten under its hands, always the oldest. What it returns is therefore
 * an unbroken run of entries up to that moment. The writer says which entry it begins before it touches it and that it is
 * complete after it, as the broadcast buffers of Agrona do.
 *
 * <p>Cost: seven ordered stores to record, no allocation once the recorder has grown to its capacity; a small one to start with,
 * it doubles, since most of 4,094 tenants are quiet. 40 bytes an entry.
 */
public final class FlightRecorder {
    /** The capacity unless another is chosen. */
    public static final int ENTRIES = 1_024;

    /** The largest capacity. */
    public static final int MAX_ENTRIES = 1 << 20;

    private static final int SMALLEST = 16;
    private static final int WORDS = 5;
    private static final VarHandle STARTED;
    private static final VarHandle RECORDED;
    private static final VarHandle WORD =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STARTED = lookup.findVarHandle(FlightRecorder.class, "started", long.class)
                    .withInvokeExactBehavior();
            RECORDED = lookup.findVarHandle(FlightRecorder.class, "recorded", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;

    /** Replaced while it has never wrapped, so that an entry's place is the same in both. */
    private volatile long[] ring;

    private long started;
    private long recorded;

    /** A recorder of {@link #ENTRIES}. */
    public FlightRecorder() {
        this(ENTRIES);
    }

    /**
     * An empty recorder.
     *
     * @param capacity the most entries that are kept, a power of two up to {@link #MAX_ENTRIES}
     */
    public FlightRecorder(int capacity) {
        this(capacity, Math.min(SMALLEST, checkCapacity(capacity)), 0);
    }

    private FlightRecorder(int capacity, int entries, long from) {
        this.capacity = capacity;
        this.ring = new long[entries * WORDS];
        this.started = from;
        this.recorded = from;
    }

    private static int checkCapacity(int capacity) {
        if (capacity < 1 || capacity > MAX_ENTRIES || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a capacity of " + capacity + " entries is not a power of two up to "
                    + MAX_ENTRIES + ": choose one");
        }
        return capacity;
    }

    /**
     * Records one entry; the oldest is forgotten if there are as many as the capacity. Only the thread that polls.
     *
     * @param op the op, or 0
     * @param first as {@code kind} says
     * @param second as {@code kind} says
     */
    public void record(long nowNanos, long op, FlightKind kind, long first, long second) {
        long sequence = started;
        STARTED.setOpaque(this, sequence + 1);
        VarHandle.storeStoreFence();
        long[] words = ring;
        if (sequence * WORDS == words.length && words.length < capacity * WORDS) {
            words = Arrays.copyOf(words, words.length * 2);
            ring = words;
        }
        int at = at(words, sequence);
        WORD.setOpaque(words, at, nowNanos);
        WORD.setOpaque(words, at + 1, op);
        WORD.setOpaque(words, at + 2, (long) kind.number());
        WORD.setOpaque(words, at + 3, first);
        WORD.setOpaque(words, at + 4, second);
        RECORDED.setRelease(this, sequence + 1);
    }

    /** How many entries were ever recorded; all but the newest {@link #capacity()} are forgotten. Any thread. */
    public long recorded() {
        return (long) RECORDED.getAcquire(this);
    }

    /** The most entries that are kept. */
    public int capacity() {
        return capacity;
    }

    /** The entries of this moment, oldest first, without gaps. Any thread. Allocates them. */
    public List<FlightEntry> entries() {
        long until = recorded();
        long[] words = ring;
        long from = Math.max(0, until - Math.min(capacity, words.length / WORDS));
        long[] copy = new long[(int) (until - from) * WORDS];
        for (long sequence = from; sequence < until; sequence++) {
            int to = (int) (sequence - from) * WORDS;
            int at = at(words, sequence);
            for (int word = 0; word < WORDS; word++) {
                copy[to + word] = (long) WORD.getOpaque(words, at + word);
            }
        }
        VarHandle.loadLoadFence();
        long kept = Math.max(from, (long) STARTED.getOpaque(this) - capacity);
        ImmutableList.Builder<FlightEntry> entries = ImmutableList.builder();
        for (long sequence = kept; sequence < until; sequence++) {
            int at = (int) (sequence - from) * WORDS;
            FlightKind kind = FlightKind.of((int) copy[at + 2]);
            entries.add(new FlightEntry(sequence, copy[at], copy[at + 1], kind, copy[at + 3], copy[at + 4]));
        }
        return entries.build();
    }

    /** The entries for people, a line each, after a line that says how many were forgotten. Any thread. */
    @Override
    public String toString() {
        List<FlightEntry> entries = entries();
        long forgotten = entries.isEmpty() ? 0 : entries.getFirst().sequence();
        StringBuilder lines = new StringBuilder()
                .append(entries.size())
                .append(" entries, ")
                .append(forgotten)
                .append(" older ones forgotten");
        for (FlightEntry entry : entries) {
            lines.append(System.lineSeparator()).append(entry);
        }
        return lines.toString();
    }

    private static int at(long[] words, long sequence) {
        return (int) (sequence & (words.length / WORDS - 1)) * WORDS;
    }

    /** All there is to know. Only the thread that polls. */
    public State save() {
        return new State(capacity, recorded, ImmutableList.copyOf(entries()));
    }

    /** A recorder that goes on where another was saved. */
    public static FlightRecorder restore(State state) {
        int size = state.entries().size();
        int entries = Math.max(Math.min(SMALLEST, state.capacity()), ceilingPowerOfTwo(size));
        FlightRecorder recorder = new FlightRecorder(state.capacity(), entries, state.recorded() - size);
        for (FlightEntry entry : state.entries()) {
            recorder.record(entry.nanos(), entry.op(), entry.kind(), entry.first(), entry.second());
        }
        return recorder;
    }

    private static int ceilingPowerOfTwo(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }

    /**
     * A recorder as a value.
     *
     * @param capacity the most entries that are kept
     * @param recorded how many were ever recorded
     * @param entries the newest, oldest first: {@code min(recorded, capacity)} of them without gaps
     */
    public record State(int capacity, long recorded, ImmutableList<FlightEntry> entries) {
        /** Checks that the entries are the newest of those recorded. */
        public State {
            checkCapacity(capacity);
            if (recorded < 0 || entries.size() != Math.min(recorded, capacity)) {
                throw new IllegalArgumentException("a recorder of " + capacity + " that recorded " + recorded
                        + " has not " + entries.size() + " entries: save it on the thread that polls");
            }
            for (int index = 0; index < entries.size(); index++) {
                if (entries.get(index).sequence() != recorded - entries.size() + index) {
                    throw new IllegalArgumentException(
                            "entry " + index + " of " + recorded + " recorded is " + entries.get(index));
                }
            }
        }
    }
}

package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.fuel.Places;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's bounded queue, and at the same time the states of its tickets: a ticket is a position in it.
 *
 * <p>One long a cell holds position and state ({@code position << 2 | state}). A producer takes the tail by compare-and-swap when the
 * cell a lap earlier is terminal, writes the words and releases QUEUED; only the pump makes a position terminal, and only from
 * QUEUED of that very position, so that each ends exactly once. Words: 8 longs a cell, the slot as it will stand in the ring with
 * batch marks in the status half; once terminal, the first three hold the outcome.
 *
 * <p>Cost of an offer: one compare-and-swap and eight plain stores; no allocation, no lock. The idea of one sequence a cell is
 * Vyukov's bounded queue.
 */
public final class TenantQueue implements Places {
    /** In the low half of a cell's first word: a slot inside a batch, not its first. */
    static final int BATCH_INNER = 1 << 30;
    /** In the low half of a cell's first word: the first slot of a batch; the low bits count slots, fence included. */
    static final int BATCH_FIRST = 1 << 29;
    /** The count in a batch mark. */
    static final int BATCH_COUNT = (1 << 29) - 1;

    private static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
    private static final int QUEUED = 1;
    private static final int DONE = 2;
    private static final int FAULTED = 3;
    static final int CELL_LONGS = 8;
    private static final long SEALED = Long.MIN_VALUE;

    // Places in the hot array, 128 bytes apart: producers write the tail, the pump the rest.
    private static final int TAIL = 16;
    private static final int ADMITTED = 17;
    private static final int DONES = 32;
    private static final int FAULTS = 33;
    private static final int HOT_LONGS = 64;

    private final long[] hot = new long[HOT_LONGS];
    private final long[] cells;
    private final long[] words;
    private final int mask;
    private final int cap;
    private final ListenerCells listeners;
    private final RequestIds requestIds;
    private final AtomicLong directPublished;
    private final AtomicLong directDrained;

    /** The pump's own: the position behind each cell's in its lane, or -1. */
    final long[] next;

    private long head;

    /** The pump's own: is told of every end before anybody else; null if nothing is recorded. */
    private @Nullable Recorder recorder;

    private int recordedAs;

    /** What reserved for the positions; null if nothing limits the tenant. */
    private @Nullable FuelMeter fuel;

    /**
     * An empty queue.
     *
     * @param cap the most outstanding positions
     * @param directPublished what the tenant published elsewhere, which counts against the cap
     * @param directDrained what of that has ended
     */
    TenantQueue(int cap, AtomicLong directPublished, AtomicLong directDrained) {
        this.cap = cap;
        this.directPublished = directPublished;
        this.directDrained = directDrained;
        int size = Math.max(8, Integer.highestOneBit(Math.max(1, cap - 1)) << 2);
        this.mask = size - 1;
        this.cells = new long[size];
        this.words = new long[size * CELL_LONGS];
        this.next = new long[size];
        this.listeners = new ListenerCells(size);
        this.requestIds = new RequestIds(size);
        for (int i = 0; i < size; i++) {
            cells[i] = ((long) (i - size) << 2) | DONE;
        }
    }

    // ---- producers

    /**
     * Takes one position and fills it.
     *
     * @param opcode the global opcode
     * @param tenantAndLevel slot words 2 and 3 as a pair
     * @param arguments at most twelve words
     * @param requestId of a slot that asks the host; 0 for none
     * @return the position, or a refusal's code
     */
    long offer(
            int opcode, long tenantAndLevel, int[] arguments, @Nullable CompletionListener listener, long requestId) {
        prepare(listener);
        if (requestId != RequestIds.NONE) {
            requestIds.prepare();
        }
        FuelMeter fuel = this.fuel;
        long position = fuel == null ? reserve(1) : fuel.reserve(this, opcode, arguments);
        if (position >= 0) {
            if (requestId != RequestIds.NONE) {
                requestIds.set(position, requestId);
            }
            put(position, Words.pair(0, opcode), tenantAndLevel, arguments, listener);
        }
        return position;
    }

    /** Makes what a listener needs before a position is taken: between taking and filling nothing may fail. */
    void prepare(@Nullable CompletionListener listener) {
        if (listener != null) {
            listeners.prepare();
        }
    }

    /** Takes {@code count} consecutive positions, or none. */
    @Override
    public long reserve(int count) {
        final long[] cells = this.cells;
        final int mask = this.mask;
        for (; ; ) {
            long position = (long) LONGS.getAcquire(hot, TAIL);
            if (position < 0) {
                return Refusal.REVOKED.code();
            }
            if (position + count > admittedTo(position + count)) {
                return Refusal.BACKLOG_CAP.code();
            }
            boolean free = true;
            for (int i = 0; free && i < count; i++) {
                long cell = (long) LONGS.getAcquire(cells, (int) (position + i) & mask);
                free = (cell | 1) == (((position + i - mask - 1) << 2) | FAULTED);
            }
            if (!free) {
                if (position == (long) LONGS.getAcquire(hot, TAIL)) {
                    return Refusal.BACKLOG_STRAGGLER.code();
                }
            } else if (LONGS.compareAndSet(hot, TAIL, position, position + count)) {
                return position;
            }
        }
    }

    /** As {@link #reserve} for a batch and its fence, and what it draws on budgets. */
    long reserve(SlotBatch batch) {
        FuelMeter fuel = this.fuel;
        return fuel == null ? reserve(batch.items() + 1) : fuel.reserve(this, batch);
    }

    /**
     * The position up to which the cap admits. What ended is read from the pump's line only when the bound that producers remember does
     * not suffice; a remembered bound errs low, since what ended only rises, and direct publications make producers forget it.
     */
    private long admittedTo(long wanted) {
        long remembered = (long) LONGS.getOpaque(hot, ADMITTED);
        if (wanted <= remembered) {
            return remembered;
        }
        long drained = directDrained.get();
        long admitted = ended() + cap - (directPublished.get() - drained);
        LONGS.setOpaque(hot, ADMITTED, admitted);
        return admitted;
    }

    /** A direct publication was counted: the remembered bound may be too high. */
    void forgetAdmitted() {
        LONGS.setVolatile(hot, ADMITTED, 0L);
    }

    /** Fills a reserved position and makes it visible to the pump. */
    void put(
            long position,
            long markAndOpcode,
            long tenantAndLevel,
            int[] arguments,
            @Nullable CompletionListener listener) {
        int index = (int) position & mask;
        int at = index * CELL_LONGS;
        final long[] words = this.words;
        words[at] = markAndOpcode;
        words[at + 1] = tenantAndLevel;
        putArguments(words, at + 2, arguments);
        if (listener != null) {
            listeners.set(index, listener);
        }
        LONGS.setRelease(cells, index, (position << 2) | QUEUED);
    }

    /** Two arguments a long, the rest zero. Most slots have at most two. */
    private static void putArguments(long[] words, int at, int[] arguments) {
        int count = arguments.length;
        words[at] = switch (count) {
            case 0 -> 0;
            case 1 -> arguments[0] & 0xFFFF_FFFFL;
            default -> Words.pair(arguments[0], arguments[1]);
        };
        if (count <= 2) {
            words[at + 1] = 0;
            words[at + 2] = 0;
            words[at + 3] = 0;
            words[at + 4] = 0;
            words[at + 5] = 0;
            return;
        }
        for (int pair = 1; pair < CELL_LONGS - 2; pair++) {
            int first = 2 * pair;
            long low = first < count ? arguments[first] & 0xFFFF_FFFFL : 0;
            words[at + pair] = first + 1 < count ? low | ((long) arguments[first + 1] << 32) : low;
        }
    }

    /** Fills a reserved position with an item of a batch, as {@link #put}. */
    void putItem(long position, int mark, long tenantAndLevel, SlotBatch batch, int item) {
        int index = (int) position & mask;
        int at = index * CELL_LONGS;
        words[at] = Words.pair(mark, batch.opcode(item));
        words[at + 1] = tenantAndLevel;
        for (int pair = 0; pair < CELL_LONGS - 2; pair++) {
            words[at + 2 + pair] = Words.pair(batch.argument(item, 2 * pair), batch.argument(item, 2 * pair + 1));
        }
        LONGS.setRelease(cells, index, (position << 2) | QUEUED);
    }

    // ---- anybody

    /** Positions taken so far. */
    long published() {
        return (long) LONGS.getAcquire(hot, TAIL) & ~SEALED;
    }

    /** Positions that ended. Read before {@link #published}, the difference is never negative. */
    long ended() {
        return done() + faulted();
    }

    /** Positions that ended well. */
    long done() {
        return (long) LONGS.getAcquire(hot, DONES);
    }

    /** Positions that ended in a fault. */
    long faulted() {
        return (long) LONGS.getAcquire(hot, FAULTS);
    }

    /** The state of a ticket, and its outcome if it can still be read. */
    TicketState read(long ticket, Completion into) {
        if (ticket < 0 || ticket >= published()) {
            return TicketState.UNKNOWN;
        }
        int index = (int) ticket & mask;
        long cell = (long) LONGS.getAcquire(cells, index);
        if (cell >> 2 > ticket) {
            return TicketState.OVERWRITTEN;
        }
        if (cell >> 2 < ticket || (cell & 3) == QUEUED) {
            return TicketState.OUTSTANDING;
        }
        int at = index * CELL_LONGS;
        into.fill(ticket, words[at], words[at + 1], words[at + 2]);
        // A producer of the next lap may have overwritten the words: it took the tail before it wrote.
        VarHandle.loadLoadFence();
        if (published() > ticket + mask + 1) {
            return TicketState.OVERWRITTEN;
        }
        return (cell & 3) == DONE ? TicketState.DONE : TicketState.FAULTED;
    }

    /** True if the ticket's submission ended. */
    boolean isEnded(long ticket) {
        return (long) LONGS.getAcquire(cells, (int) ticket & mask) >= ((ticket << 2) | DONE);
    }

    /** Sets what reserves for the positions. Before the first submission. */
    void meterBy(@Nullable FuelMeter meter) {
        fuel = meter;
    }

    /** From now on every end is recorded. Before the first submission. */
    void record(Recorder to, int tenantWord) {
        recorder = to;
        recordedAs = tenantWord;
    }

    // ---- the pump's owner

    /** True if a position is there to be taken in. */
    boolean isQueued(long position) {
        return (long) LONGS.getAcquire(cells, (int) position & mask) == ((position << 2) | QUEUED);
    }

    /** True if a producer has taken a position that was not taken in, even if it has not filled it yet. */
    boolean hasPromised() {
        return ((long) LONGS.getVolatile(hot, TAIL) & ~SEALED) != head;
    }

    /** Positions below this were taken in. */
    long head() {
        return head;
    }

    /** Positions below {@code position} were taken in. */
    void takenTo(long position) {
        head = position;
    }

    /** Cells. */
    public int size() {
        return mask + 1;
    }

    int index(long position) {
        return (int) position & mask;
    }

    long[] words() {
        return words;
    }

    /** The priority level of a position that is queued. */
    int level(long position) {
        return (int) (words[index(position) * CELL_LONGS + 1] >>> 32);
    }

    /** The request id of a position that is queued, or {@link RequestIds#NONE}. */
    long requestId(long position) {
        return requestIds.of(position);
    }

    /**
     * Makes a position terminal.
     *
     * @param ending the ending in the low half, the device's incarnation in the high
     * @return false if it already was: a duplicate
     */
    boolean complete(long position, long ending, long results01, long results23, Listeners listening) {
        int index = (int) position & mask;
        if (cells[index] != ((position << 2) | QUEUED)) {
            return false;
        }
        if (recorder != null) {
            recorder.outcome(recordedAs, position, (int) ending, results01, results23);
        }
        int at = index * CELL_LONGS;
        words[at] = ending;
        words[at + 1] = results01;
        words[at + 2] = results23;
        CompletionListener listener = listeners.take(index);
        boolean done = CompletionLayout.status((int) ending) == SlotStatus.DONE;
        int count = done ? DONES : FAULTS;
        FuelMeter fuel = this.fuel;
        if (fuel != null) {
            fuel.ended(position, done, results01);
        }
        // The count first: whoever sees the ticket ended may submit again at once, and the cap must know.
        LONGS.setRelease(hot, count, hot[count] + 1);
        LONGS.setRelease(cells, index, (position << 2) | (done ? DONE : FAULTED));
        if (listener != null) {
            listening.tell(listener, position, ending, results01, results23);
        }
        return true;
    }

    /** True if nothing is outstanding. */
    boolean isDrained() {
        return published() == ended();
    }

    /** Closes the queue for good if nothing is outstanding, so that no late producer can slip in after the id was recycled. */
    boolean seal() {
        long tail = (long) LONGS.getAcquire(hot, TAIL);
        return tail < 0 || (tail == ended() && LONGS.compareAndSet(hot, TAIL, tail, tail | SEALED));
    }
}

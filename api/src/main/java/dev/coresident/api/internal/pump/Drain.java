package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.fuel.DeviceShare;
import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Completion ring to tickets. The pump's own. */
final class Drain {
    /** Entries taken in one duty cycle. */
    static final int BUDGET = 256;

    /** About a second: a producer that takes longer between two steps lost its processor for good. */
    private static final long PROMISE_POLLS = 20_000;

    private MemorySegment completions;
    private final SlotTable slots;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final Fill fill;
    private final KernelTime time;
    private final DeviceShare share;
    private final int mask;
    private final Listeners listening = new Listeners();
    private final ShortFences shortFences = new ShortFences();
    private final HandOver.Ender ender = this::endHanded;
    private HandOver handOver = new ServedByNobody(ender);

    private long head;
    private long spurious;
    private long late;
    private int incarnation;

    Drain(
            MemorySegment completions,
            int entries,
            SlotTable slots,
            AtomicReferenceArray<@Nullable TenantState> states,
            Fill fill,
            KernelTime time,
            DeviceShare share) {
        this.share = share;
        this.completions = completions;
        this.mask = entries - 1;
        this.slots = slots;
        this.states = states;
        this.fill = fill;
        this.time = time;
    }

    /** What asks the host goes there. Once, before the first pass. */
    void handOverTo(HandOver to) {
        handOver = to;
    }

    HandOver handOver() {
        return handOver;
    }

    /** Ends tickets that were handed over. */
    HandOver.Ender ender() {
        return ender;
    }

    /** One pass; how many entries were taken. Neighbours of one tenant share the look at who that is. */
    int run() {
        share.advance(slots.occupied);
        final MemorySegment completions = this.completions;
        final int mask = this.mask;
        TenantState state = null;
        long head = this.head;
        long now = 0; // read once in a pass, and only if one of its slots is timed
        int taken = 0;
        while (taken < BUDGET) {
            long entry = CompletionLayout.at((int) head & mask);
            if (Words.getAcquire(completions, entry) != (int) head + 1) {
                break;
            }
            // Moved on before the ticket ends: what a listener throws or does must not show the entry twice.
            this.head = ++head;
            taken++;
            int slot = (int) (Words.getPair(completions, entry) >>> 32);
            long whoAndHow = Words.getPair(completions, entry + 8);
            int word = (int) whoAndHow;
            if (state == null || state.word() != word) {
                int id = TenantWord.id(word);
                state = id < states.length() ? states.getPlain(id) : null;
            }
            int ending = (int) (whoAndHow >>> 32);
            if (state == null || !isOccupant(state, word, slot, CompletionLayout.lap(ending))) {
                spurious++; // nobody's, or late or twice for somebody who left the slot before
                continue;
            }
            if (CompletionLayout.status(ending) == SlotStatus.WAIT_IO) {
                handOver(state, slot);
                continue;
            }
            long results01 = Words.getPair(completions, entry + 16);
            long results23 = Words.getPair(completions, entry + 24);
            long position = slots.position[slot];
            if (Timing.isTimed(position)) {
                now = now == 0 ? time.nanoTime() : now;
                state.timed(now - slots.writtenNanos[slot]);
            }
            measure(state, slot, position);
            end(state, slot, position, ending, results01, results23);
        }
        return taken;
    }

    /** What it had of the device until now, of which the device or its expiry is the end. */
    void measure(TenantState state, int slot, long position) {
        FuelMeter fuel = state.fuel();
        if (fuel != null && state.attachedQueue().isQueued(position)) {
            fuel.measured(position, share.since(slots.entered[slot]));
        }
    }

    private boolean isOccupant(TenantState state, int word, int slot, int lap) {
        return state.word() == word
                && Integer.compareUnsigned(slot, slots.slots()) < 0
                && slots.position[slot] >= 0
                && slots.tenant[slot] == state.id()
                && slots.lap[slot] == lap;
    }

    private void end(TenantState state, int slot, long position, int ending, long results01, long results23) {
        slots.ended(slot);
        state.inRing--;
        fill.underQuota(state);
        long first = shortFences.isEmpty() ? results01 : shortFences.restore(state, position, ending, results01);
        if (!state.attachedQueue().complete(position, endingHere(ending), first, results23, listening)) {
            missed(state);
        }
    }

    /** The slot is free, and its ticket waits for the host. */
    private void handOver(TenantState state, int slot) {
        long position = slots.position[slot];
        measure(state, slot, position);
        slots.ended(slot);
        state.inRing--;
        fill.underQuota(state);
        TenantQueue queue = state.attachedQueue();
        if (queue.isQueued(position)) {
            int at = queue.index(position) * TenantQueue.CELL_LONGS + 2;
            handOver.take(state, position, queue.requestId(position), queue.words(), at);
        } else {
            missed(state); // it expired in the ring
        }
    }

    private void endHanded(TenantState state, long position, FaultCode fault, long results01, long results23) {
        int status = fault == FaultCode.NONE ? SlotStatus.DONE : SlotStatus.FAULT;
        int ending = CompletionLayout.ending(status, fault.number(), 0);
        state.attachedQueue().complete(position, endingHere(ending), results01, results23, listening);
    }

    /** A completion of a ticket that ended before: its slot had expired, or the entry is a stranger's. */
    private void missed(TenantState state) {
        if (state.condemned.get() > 0) {
            state.condemned.decrementAndGet();
            late++;
        } else {
            spurious++;
        }
    }

    /** An ending of the present device. */
    long endingHere(int ending) {
        return Words.pair(ending, incarnation);
    }

    /** Goes on with another device's completion ring, which begins at 0. */
    void moveTo(MemorySegment otherCompletions) {
        completions = otherCompletions;
        head = 0;
        incarnation++;
    }

    /** Entries taken from the present device. */
    long head() {
        return head;
    }

    /** How many devices there were before the present one. */
    int incarnation() {
        return incarnation;
    }

    Listeners listening() {
        return listening;
    }

    ShortFences shortFences() {
        return shortFences;
    }

    /** Completions of slots that had expired. */
    long late() {
        return late;
    }

    /** Ends everything in the ring and in the queues with a fault, because the device will not. */
    void abandon(FaultCode why) {
        int ending = CompletionLayout.ending(SlotStatus.FAULT, why.number(), 0);
        handOver.abandon(why);
        for (int slot = 0; slot < slots.slots(); slot++) {
            long position = slots.position[slot];
            TenantState state = position < 0 ? null : states.getPlain(slots.tenant[slot]);
            if (state != null) {
                end(state, slot, position, ending, 0, 0);
            }
        }
        for (int id = 0; id < states.length(); id++) {
            TenantState state = states.get(id);
            TenantQueue queue = state == null ? null : state.queue();
            if (state != null && queue != null) {
                fill.takeIn(state);
                fill.abandon(state, endingHere(ending), listening);
                abandonPromised(state, queue, ending);
            }
        }
    }

    /**
     * A producer that took a position before it could see that all is over fills it in a moment and may tell nobody: its tail is
     * waited for, as in {@link ReadySet}, and not its cell.
     */
    private void abandonPromised(TenantState state, TenantQueue queue, int ending) {
        for (long poll = 0; queue.hasPromised() && poll < PROMISE_POLLS; poll++) {
            time.pause(poll);
            fill.takeIn(state);
            fill.abandon(state, endingHere(ending), listening);
        }
    }

    /** Completions that named no outstanding submission. */
    long spurious() {
        return spurious;
    }
}

package dev.coresident.api.internal.pump;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was in the ring of a device that is gone: back to the front of its lanes in ring order, or ended. One for each loss; the pump's
 * owner's.
 *
 * <p>A batch goes back as a batch of the items that are left, marked anew, with its fence over as many.
 */
public final class Survivors {
    /** Whether a slot may run a second time. */
    @FunctionalInterface
    public interface Judge {
        /**
         * Judges.
         *
         * @param tenant whose it is
         * @param words the queue's, the slot's first pair at {@code at}: status half and opcode, then tenant and level, then arguments
         */
        boolean mayRunAgain(TenantState tenant, long[] words, int at);
    }

    private static final int FENCE_ARGUMENTS = 2;

    private final SlotTable slots;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final ShortFences shortFences;
    private final Judge judge;
    private final int mostReruns;
    private final List<Survivor> again = new ArrayList<>();
    private final List<Survivor> failed = new ArrayList<>();

    private record Survivor(TenantState state, int level, long position) {}

    Survivors(
            SlotTable slots,
            AtomicReferenceArray<@Nullable TenantState> states,
            ShortFences shortFences,
            Judge judge,
            int mostReruns) {
        this.slots = slots;
        this.states = states;
        this.shortFences = shortFences;
        this.judge = judge;
        this.mostReruns = mostReruns;
    }

    /** Empties the ring: what may run again is put back, the rest is kept to be {@linkplain #fail ended}. */
    void putBack(Fill fill) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            sort(level, fill);
        }
        slots.begin();
        for (int i = again.size() - 1; i >= 0; i--) {
            Survivor survivor = again.get(i);
            fill.putBack(survivor.state, survivor.level, survivor.position);
        }
    }

    private void sort(int level, Fill fill) {
        long tail = slots.tails[level];
        List<Survivor> items = new ArrayList<>();
        for (long at = Math.max(0, tail - slots.mask(level) - 1); at < tail; at++) {
            int slot = slots.slot(level, at);
            long position = slots.position[slot];
            TenantState state = position < 0 ? null : states.getPlain(slots.tenant[slot]);
            if (state == null) {
                continue;
            }
            state.inRing--;
            fill.underQuota(state);
            int kind = slots.batch[slot];
            Survivor survivor = new Survivor(state, level, position);
            if (!state.attachedQueue().isQueued(position)) {
                state.condemned.decrementAndGet(); // its ticket expired, and nobody is told twice
                if (kind > 0) {
                    items.forEach(this::goAlone);
                    items.clear();
                }
            } else if (kind > 0) {
                shorten(survivor, items);
            } else if (!mayRunAgain(survivor)) {
                failed.add(survivor);
            } else if (kind < 0) {
                items.add(survivor);
            } else {
                goAlone(survivor);
            }
        }
    }

    private void goAlone(Survivor survivor) {
        mark(survivor, 0);
        again.add(survivor);
    }

    /** A fence, behind what is left of its batch. */
    private void shorten(Survivor fence, List<Survivor> items) {
        TenantQueue queue = fence.state.attachedQueue();
        int arguments = queue.index(fence.position) * TenantQueue.CELL_LONGS + FENCE_ARGUMENTS;
        long countAndTag = queue.words()[arguments];
        if (items.size() != (int) countAndTag) {
            shortFences.remember(fence.state, fence.position, (int) countAndTag);
            queue.words()[arguments] = Words.pair(items.size(), (int) (countAndTag >>> 32));
        }
        int mark = TenantQueue.BATCH_FIRST | (items.size() + 1);
        for (Survivor item : items) {
            mark(item, mark);
            mark = TenantQueue.BATCH_INNER;
        }
        mark(fence, mark);
        again.addAll(items);
        again.add(fence);
        items.clear();
    }

    private static void mark(Survivor survivor, int mark) {
        TenantQueue queue = survivor.state.attachedQueue();
        int at = queue.index(survivor.position) * TenantQueue.CELL_LONGS;
        queue.words()[at] = Words.pair(mark, (int) (queue.words()[at] >>> 32));
    }

    /** A fence always may: it only waits. Anything else as the judge says, and so many times. */
    private boolean mayRunAgain(Survivor survivor) {
        TenantState state = survivor.state;
        TenantQueue queue = state.attachedQueue();
        int index = queue.index(survivor.position);
        if ((int) (queue.words()[index * TenantQueue.CELL_LONGS] >>> 32) == Opcodes.BATCH_FENCE) {
            return true;
        }
        if (!judge.mayRunAgain(state, queue.words(), index * TenantQueue.CELL_LONGS)) {
            return false;
        }
        long[] reruns = state.reruns;
        if (reruns == null) {
            reruns = new long[queue.size()];
            state.reruns = reruns;
        }
        // Position 0 that never ran again reads as 0 times of position 0, which is right.
        int times = reruns[index] >>> Byte.SIZE == survivor.position ? (int) reruns[index] & 0xFF : 0;
        if (times >= mostReruns) {
            return false;
        }
        reruns[index] = survivor.position << Byte.SIZE | (times + 1);
        return true;
    }

    /** Ends what may not run again, in ring order. */
    void fail(Drain drain) {
        int ending = CompletionLayout.ending(SlotStatus.FAULT, FaultCode.DEVICE_LOST.number(), 0);
        for (Survivor survivor : failed) {
            survivor.state
                    .attachedQueue()
                    .complete(survivor.position, drain.endingHere(ending), 0, 0, drain.listening());
        }
    }

    int again() {
        return again.size();
    }

    int failed() {
        return failed.size();
    }
}

package dev.coresident.api.tenant;

import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.fuel.Places;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.spi.layout.SlotLayout;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publication into rings that callers manage: admission, reservation against the backlog cap, the write, and the reservation back
 * if the ring refuses. The gate is looked at again after the reservation, so that a revocation in between is not missed.
 */
final class DirectPublish {
    private static final Publication PUBLISHED = new Publication.Published();

    private DirectPublish() {}

    static Publication one(TenantState state, RingView ring, int slot, Priority priority, int opcode, int[] arguments) {
        if (arguments.length > SlotLayout.ARGUMENTS) {
            return refused(state, Refusal.TOO_MANY_ARGUMENTS);
        }
        if (!state.mayPublish(opcode)) {
            return refused(state, Refusal.OPCODE_REFUSED);
        }
        Publication refusal = reserve(state, 1);
        return refusal != null
                ? refusal
                : publish(state, 1, () -> ring.publish(slot, opcode, state.word(), priority, arguments));
    }

    static Publication batch(TenantState state, RingView ring, int first, Priority priority, SlotBatch batch, int tag) {
        for (int item = 0; item < batch.items(); item++) {
            if (!state.mayPublish(batch.opcode(item))) {
                return refused(state, Refusal.OPCODE_REFUSED);
            }
        }
        int slots = batch.items() + 1;
        Publication refusal = reserve(state, slots);
        return refusal != null
                ? refusal
                : publish(state, slots, () -> ring.publishBatch(first, state.word(), priority, batch, tag));
    }

    private static Publication publish(TenantState state, int slots, Supplier<RingOutcome> ring) {
        FuelMeter fuel = state.fuel();
        if (fuel == null) {
            return settle(state, slots, ring.get());
        }
        Attempt attempt = new Attempt(ring);
        long answer = fuel.publish(attempt, slots);
        RingOutcome outcome = attempt.outcome;
        if (outcome != null) {
            return settle(state, slots, outcome);
        }
        giveBack(state, slots);
        long counted = state.refuseNow(answer);
        return new Publication.Refused(Refusal.of(counted), Counting.explain(state, counted));
    }

    /** What the ring said, if the budgets let it be asked. */
    private static final class Attempt implements Places {
        private final Supplier<RingOutcome> ring;
        private @Nullable RingOutcome outcome;

        Attempt(Supplier<RingOutcome> ring) {
            this.ring = ring;
        }

        @Override
        public long reserve(int slots) {
            RingOutcome said = ring.get();
            outcome = said;
            return said instanceof RingRefusal ? Refusal.RING.code() : 0;
        }
    }

    private static @Nullable Publication reserve(TenantState state, int slots) {
        Refusal shut = state.shutReason();
        if (shut != null) {
            return refused(state, shut);
        }
        AtomicLong published = state.directPublished();
        long before;
        do {
            before = published.get();
            if (state.outstanding() + slots > state.policy().backlogCap()) {
                return refused(state, Refusal.BACKLOG_CAP);
            }
        } while (!published.compareAndSet(before, before + slots));
        state.directWasPublished();
        shut = state.shutReason();
        if (shut != null) {
            giveBack(state, slots);
            return refused(state, shut);
        }
        return null;
    }

    private static Publication settle(TenantState state, int slots, RingOutcome outcome) {
        if (outcome instanceof RingRefusal refusal) {
            giveBack(state, slots);
            state.refuse(Refusal.RING);
            return new Publication.Refused(Refusal.RING, refusal.reason());
        }
        return PUBLISHED;
    }

    /** Never below what a caller, wrongly, already said had drained. */
    private static void giveBack(TenantState state, int slots) {
        long drained = state.directDrained().get();
        state.directPublished().updateAndGet(published -> Math.max(published - slots, drained));
    }

    private static Publication refused(TenantState state, Refusal refusal) {
        state.refuse(refusal);
        return new Publication.Refused(refusal, Counting.explain(state, refusal.code()));
    }

    /** Never past what was published. */
    static long noteDrained(TenantState state, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a drain counts at least 0 slots, got " + count);
        }
        AtomicLong drained = state.directDrained();
        long before;
        long counted;
        do {
            before = drained.get();
            counted = Math.min(count, state.directPublished().get() - before);
        } while (!drained.compareAndSet(before, before + counted));
        return counted;
    }
}

package dev.coresident.api.internal.pump;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import org.jspecify.annotations.Nullable;

/** The producers' side of the pump: admission, the queue, helping, waiting. Any thread. */
public final class Submission {
    /** A producer runs a cycle once in so many submissions. */
    private static final int HELP_MASK = 31;

    private final Pump pump;
    private final Backstop backstop;
    private final Partitions partitions;

    /** Over a pump and its backstop. */
    public Submission(Pump pump, Backstop backstop, Partitions partitions) {
        this.pump = pump;
        this.backstop = backstop;
        this.partitions = partitions;
    }

    /**
     * Admits one slot and queues it.
     *
     * @return the ticket, or a refusal's code, counted
     */
    public long submit(
            TenantState state, Priority priority, @Nullable CompletionListener listener, int opcode, int[] arguments) {
        return submit(state, priority, listener, opcode, arguments, RequestIds.NONE);
    }

    /**
     * Admits one slot that asks the host and queues it.
     *
     * @param requestId the sender's name for what it asks, 0 for none
     * @return the ticket, or a refusal's code, counted
     */
    public long ask(
            TenantState state, Priority priority, @Nullable CompletionListener listener, int[] words, long requestId) {
        return submit(state, priority, listener, Opcodes.LOAD_MISS, words, requestId);
    }

    private long submit(
            TenantState state,
            Priority priority,
            @Nullable CompletionListener listener,
            int opcode,
            int[] arguments,
            long requestId) {
        Refusal refusal = refusal(state, opcode, arguments);
        if (refusal != null) {
            return state.refuse(refusal);
        }
        TenantQueue queue = state.attachedQueue();
        long who = Words.pair(state.word(), priority.level());
        long ticket = queue.offer(opcode, who, arguments, listener, requestId);
        if (ticket < 0) {
            if (Refusal.of(ticket).isBudget()) {
                return state.refuseNow(ticket); // asked once, so that the budget counts one denial
            }
            pump.poll();
            ticket = queue.offer(opcode, who, arguments, listener, requestId);
            if (ticket < 0) {
                return state.refuseNow(ticket); // a sealed queue answers REVOKED whatever shut the gate
            }
        }
        published(state, ticket);
        return ticket;
    }

    /**
     * Admits a batch and its fence, all or nothing: consecutive slots of one partition.
     *
     * @param tag what the fence's completion carries in r1
     * @param listener told when the fence ends
     * @return the fence's ticket, the items' being those just before it; or a refusal's code, counted
     */
    public long submitBatch(
            TenantState state, Priority priority, SlotBatch batch, int tag, @Nullable CompletionListener listener) {
        int items = batch.items();
        Refusal refusal = refusal(state, batch);
        if (refusal == null
                && (items + 1 > state.policy().backlogCap() || items + 1 > partitions.capacity(priority.level()))) {
            refusal = Refusal.BATCH_TOO_LARGE;
        }
        if (refusal != null) {
            return state.refuse(refusal);
        }
        TenantQueue queue = state.attachedQueue();
        queue.prepare(listener);
        long first = queue.reserve(batch);
        if (first < 0) {
            if (Refusal.of(first).isBudget()) {
                return state.refuseNow(first);
            }
            pump.poll();
            first = queue.reserve(batch);
            if (first < 0) {
                return state.refuseNow(first);
            }
        }
        long who = Words.pair(state.word(), priority.level());
        int mark = TenantQueue.BATCH_FIRST | (items + 1);
        for (int item = 0; item < items; item++) {
            queue.putItem(first + item, mark, who, batch, item);
            mark = TenantQueue.BATCH_INNER;
        }
        queue.put(first + items, Words.pair(mark, Opcodes.BATCH_FENCE), who, new int[] {items, tag}, listener);
        published(state, first + items);
        return first + items;
    }

    private @Nullable Refusal refusal(TenantState state, SlotBatch batch) {
        boolean served = pump.handOver().serves();
        Refusal shut = state.shutReason();
        for (int item = 0; shut == null && item < batch.items(); item++) {
            if (!state.mayPublish(batch.opcode(item)) || (batch.opcode(item) == Opcodes.LOAD_MISS && served)) {
                return Refusal.OPCODE_REFUSED;
            }
        }
        return shut;
    }

    private void published(TenantState state, long ticket) {
        pump.published(state.id());
        if (pump.isOver() && !pump.isOwner()) {
            // The gate closed after it was looked at. Nobody else polls any more, and what was accepted must end.
            for (long poll = 0; !state.attachedQueue().isEnded(ticket); poll++) {
                pump.poll();
                time().pause(poll);
            }
            return;
        }
        if ((ticket & HELP_MASK) == HELP_MASK) {
            pump.poll();
        }
        // Also after helping: that cycle put the slot into the ring at best, and somebody must see it end.
        backstop.wake();
    }

    private static @Nullable Refusal refusal(TenantState state, int opcode, int[] arguments) {
        Refusal shut = state.refusal();
        if (shut != null) {
            return shut;
        }
        if (arguments.length > SlotLayout.ARGUMENTS) {
            return Refusal.TOO_MANY_ARGUMENTS;
        }
        return state.mayPublish(opcode) ? null : Refusal.OPCODE_REFUSED;
    }

    /** Waits for a ticket and runs the pump meanwhile. */
    public TicketState await(TenantState state, long ticket, long limitNanos, Completion into)
            throws InterruptedException {
        TenantQueue queue = state.attachedQueue();
        if (queue.read(ticket, into) == TicketState.UNKNOWN) {
            return TicketState.UNKNOWN;
        }
        if (!queue.isEnded(ticket)) {
            if (pump.isOwner()) {
                throw new IllegalStateException(
                        "a completion listener must not wait for tickets: the pump that would end them is what called it");
            }
            KernelTime time = time();
            long begin = time.nanoTime();
            for (int looks = 0; !queue.isEnded(ticket); looks++) {
                boolean busy = pump.poll() > 0;
                if (time.nanoTime() - begin >= limitNanos) {
                    break;
                }
                if (busy) {
                    looks = 0;
                } else {
                    pause(time, looks);
                }
            }
        }
        return queue.read(ticket, into);
    }

    private static void pause(KernelTime time, int looks) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while awaiting a ticket; it stays outstanding");
        }
        time.pause(looks);
    }

    /** The clock that waiting goes by. */
    public KernelTime time() {
        return pump.time();
    }

    /** True inside a listener: a thread that runs the pump must not wait for what only the pump can end. */
    public boolean isPumping() {
        return pump.isOwner();
    }

    /** Runs one cycle of the pump. */
    public int poll() {
        return pump.poll();
    }
}

package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.jfr.FlightEvents;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * All there is to one registration of a tenant: shared by every handle of it, by the registry and by the pump. A recycled id gets a
 * new one.
 */
public final class TenantState {
    /** How often figures of one moment are looked for. */
    private static final int TRIES = 16;

    private static final Refusal[] REFUSALS = Refusal.values();

    private final int id;
    private final int word;
    private final String label;
    private final TenantPolicy policy;
    private final int windowFirst;
    private final int windowSize;
    private final @Nullable TenantQueue queue;
    private final AtomicLongArray refused = new AtomicLongArray(REFUSALS.length);
    private final AtomicLong directPublished = new AtomicLong();
    private final AtomicLong directDrained = new AtomicLong();
    private final AtomicLong quiesceCalls = new AtomicLong();
    private final AtomicLong quiesceTimeouts = new AtomicLong();
    private final AtomicLong quiesceNanos = new AtomicLong();

    private final Gate gate = new Gate();

    /** The pump's own, by priority level. */
    final Lane[] lanes = new Lane[Partitions.LEVELS];

    /** The pump's own: slots in the ring now. */
    int inRing;

    /** Slots in the ring whose tickets expired. Written by the pump's owner. */
    final AtomicInteger condemned = new AtomicInteger();

    /** The pump's own: {@code position << 8 | times} of what ran again, by queue index; made when something first does. */
    long @Nullable [] reruns;

    /** How long slots took; made when the first was timed. Written by the pump's owner. */
    private volatile @Nullable TimeHistogram times;

    private @Nullable FuelMeter fuel;

    /** The pump's own: some lane stands at the quota. */
    boolean atQuota;

    /**
     * A tenant that was just registered.
     *
     * @param id 1 to 4,094
     * @param generation of the id
     * @param label for people
     * @param policy its limits
     * @param windowFirst first global opcode
     * @param windowSize opcodes in the window
     * @param attached true if a pump drains it
     */
    public TenantState(
            int id,
            int generation,
            String label,
            TenantPolicy policy,
            int windowFirst,
            int windowSize,
            boolean attached) {
        this.id = id;
        this.word = TenantWord.of(id, generation);
        this.label = label;
        this.policy = policy;
        this.windowFirst = windowFirst;
        this.windowSize = windowSize;
        this.queue = attached ? new TenantQueue(policy.backlogCap(), directPublished, directDrained) : null;
        if (queue != null) {
            for (int level = 0; level < lanes.length; level++) {
                lanes[level] = new Lane();
            }
        }
    }

    /**
     * A level's list of positions and its place in the round robin. The pump's own. Usually the positions follow one another; once
     * another level's came between, they are linked through the queue until the lane is empty again.
     */
    static final class Lane {
        long first = -1;
        long last = -1;
        boolean linked;
        int deficit;
        boolean active;
        boolean overQuota;
    }

    /** The id. */
    public int id() {
        return id;
    }

    /** Id and generation as slots carry them. */
    public int word() {
        return word;
    }

    /** The label. */
    public String label() {
        return label;
    }

    /** The policy. */
    public TenantPolicy policy() {
        return policy;
    }

    /** The first global opcode of the window. */
    public int windowFirst() {
        return windowFirst;
    }

    /** Opcodes in the window. */
    public int windowSize() {
        return windowSize;
    }

    /** The queue, or null if no pump drains this tenant. */
    public @Nullable TenantQueue queue() {
        return queue;
    }

    /** Sets what its submissions draw on budgets by. Once, before anybody knows the tenant. */
    public void meterBy(@Nullable FuelMeter meter) {
        fuel = meter;
        if (queue != null) {
            queue.meterBy(meter);
        }
    }

    /** What its submissions draw on budgets by, or null if nothing limits it. */
    public @Nullable FuelMeter fuel() {
        return fuel;
    }

    /** The queue of a tenant that a pump drains. */
    TenantQueue attachedQueue() {
        TenantQueue present = queue;
        if (present == null) {
            throw new IllegalStateException("tenant " + id + " has no queue");
        }
        return present;
    }

    /** Closes the gate for good with a reason, unless that was done already. True if this call closed it. */
    public boolean shut(Refusal reason) {
        return gate.shut(reason);
    }

    /** Closes the gate until it is resumed. False if it is closed already, for whatever reason. */
    public boolean suspend() {
        return gate.suspend();
    }

    /** Opens the gate that was closed by {@link #suspend}. False if it was not. */
    public boolean resume() {
        return gate.resume();
    }

    /** True between a suspension and what ends it. */
    public boolean isSuspended() {
        return gate.isSuspended();
    }

    /** Why nothing more is accepted at the moment, or null. */
    public @Nullable Refusal shutReason() {
        return gate.shutReason();
    }

    /** The same, for those who look again before it matters. */
    @Nullable
    Refusal refusal() {
        return gate.glance();
    }

    /** True until it is shut for good; a suspended tenant is open, and accepts nothing. */
    public boolean isOpen() {
        return gate.isOpen();
    }

    /** True for opcodes of the own window and the system ops that make sense alone; a fence comes with a batch only. */
    public boolean mayPublish(int opcode) {
        return Integer.compareUnsigned(opcode - windowFirst, windowSize) < 0
                || (Opcodes.isPublishable(opcode) && opcode != Opcodes.BATCH_FENCE);
    }

    /** The state of a ticket, and its outcome. */
    public TicketState read(long ticket, Completion into) {
        return queue == null ? TicketState.UNKNOWN : queue.read(ticket, into);
    }

    /** Counts a refusal and gives its code. */
    public long refuse(Refusal reason) {
        return refuse(reason, reason.code());
    }

    /** Counts a refusal that has a code of its own, which it gives. */
    long refuse(Refusal reason, long code) {
        refused.incrementAndGet(reason.number());
        FlightEvents.refused(id, label, reason);
        return code;
    }

    /** Counts the refusal that a code stands for, unless the gate is shut: that is the better reason. Gives the code. */
    public long refuseNow(long code) {
        Refusal shut = shutReason();
        return shut != null ? refuse(shut) : refuse(Refusal.of(code), code);
    }

    /** How often a reason refused. */
    public long refused(Refusal reason) {
        return refused(reason.number());
    }

    /** How many kinds of refusal there are. */
    public static int refusals() {
        return REFUSALS.length;
    }

    /** How often the reason of a number refused. */
    public long refused(int number) {
        return refused.get(number);
    }

    /** What callers published into rings of their own. */
    public AtomicLong directPublished() {
        return directPublished;
    }

    /** Counts a direct publication against the cap of submissions, too. */
    public void directWasPublished() {
        if (queue != null) {
            queue.forgetAdmitted();
        }
    }

    /** What callers said has drained from rings of their own. */
    public AtomicLong directDrained() {
        return directDrained;
    }

    /** How often somebody quiesced. */
    public AtomicLong quiesceCalls() {
        return quiesceCalls;
    }

    /** How often that timed out. */
    public AtomicLong quiesceTimeouts() {
        return quiesceTimeouts;
    }

    /** How long all that waited. */
    public AtomicLong quiesceNanos() {
        return quiesceNanos;
    }

    /** All that ended well, direct publications included. Read ended figures before published ones. */
    public long done() {
        return directDrained.get() + (queue == null ? 0 : queue.done());
    }

    /** All that faulted. */
    public long faulted() {
        return queue == null ? 0 : queue.faulted();
    }

    /** All that was published. */
    public long published() {
        return directPublished.get() + (queue == null ? 0 : queue.published());
    }

    /** What has not ended: never negative, never above the backlog cap. */
    public long outstanding() {
        long ended = done() + faulted();
        for (int i = 0; i < TRIES; i++) {
            long published = published();
            long now = done() + faulted();
            if (now == ended) {
                return published - ended;
            }
            ended = now;
        }
        return publishedWhen(ended) - ended;
    }

    /**
     * Puts what was published, what is done and what has faulted, in this order, into an array: one moment's figures. Ended ones are read
     * before published ones, so that the difference is never negative, and all again if more ended meanwhile. Where that never stops,
     * what was published is cut to what can have been.
     */
    public void figures(long[] into, int at) {
        for (int i = 0; i < TRIES; i++) {
            into[at + 1] = done();
            into[at + 2] = faulted();
            into[at] = published();
            if (done() == into[at + 1] && faulted() == into[at + 2]) {
                return;
            }
        }
        into[at + 1] = done();
        into[at + 2] = faulted();
        into[at] = publishedWhen(into[at + 1] + into[at + 2]);
    }

    /**
     * What was published at some time since somebody read how many had ended. Between the two figures the reader may lose the
     * processor while thousands are published and end; the cap says how far publication can have been when it read the first.
     */
    public long publishedWhen(long ended) {
        return Math.min(published(), ended + policy.backlogCap());
    }

    /** What is queued or in the kernel's ring; never negative, never above the backlog cap. */
    public long queueOutstanding() {
        if (queue == null) {
            return 0;
        }
        long ended = queue.ended();
        return Math.min(queue.published() - ended, policy.backlogCap());
    }

    /** What callers published into rings of their own and did not drain. */
    public long directOutstanding() {
        long drained = directDrained.get();
        return directPublished.get() - drained;
    }

    /** Counts how long a slot took. The pump's owner. */
    void timed(long nanos) {
        TimeHistogram present = times;
        if (present == null) {
            present = new TimeHistogram();
            times = present;
        }
        present.record(nanos);
    }

    /** As {@link TimeHistogram#shares}; zeros if nothing was timed. */
    public long times(int[] perMille, long[] nanos) {
        TimeHistogram present = times;
        return present == null ? 0 : present.shares(perMille, nanos);
    }

    /** True once nothing is outstanding and nothing can come any more. */
    public boolean seal() {
        return shutReason() != null
                && directOutstanding() == 0
                // What expired has ended, but its slots may still run: drained is looked at first, since a slot is
                // condemned before.
                && (queue == null || (queue.isDrained() && condemned.get() == 0 && queue.seal()));
    }
}

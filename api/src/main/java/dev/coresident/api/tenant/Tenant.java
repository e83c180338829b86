package dev.coresident.api.tenant;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.internal.pump.TenantHost;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ProgramImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A registered producer. Handles are shared: all of one registration count into one state. Any thread.
 *
 * <p>Work goes two ways. {@link #submit} queues a slot for the kernel's ring: the pump places it by priority and fair share, and the
 * ticket ends exactly once. {@link #publish} writes a slot of a ring that the caller manages, as the reference design does; the same
 * checks apply, and the caller says what drained.
 */
public final class Tenant {
    private final TenantRegistry registry;
    private final TenantState state;
    private final @Nullable TenantHost host;

    Tenant(TenantRegistry registry, TenantState state, @Nullable TenantHost host) {
        this.registry = registry;
        this.state = state;
        this.host = host;
    }

    /** The id, 1 to 4,094; recycled after an unregister. */
    public int id() {
        return state.id();
    }

    /** How often the id was recycled before. */
    public int generation() {
        return TenantWord.generation(state.word());
    }

    /** Id and generation as slots carry them. */
    public int word() {
        return state.word();
    }

    /** The label; diagnostic only. */
    public String label() {
        return state.label();
    }

    /** The policy it was registered with. */
    public TenantPolicy policy() {
        return state.policy();
    }

    /** The opcodes that belong to it. */
    public Window window() {
        return new Window(state.windowFirst(), state.windowSize());
    }

    /**
     * The global opcode of a local one.
     *
     * @param local 0 to the window's size, exclusive
     * @throws IllegalArgumentException if it is outside
     */
    public int opcode(int local) {
        if (local < 0 || local >= state.windowSize()) {
            throw new IllegalArgumentException(
                    "local opcode %s is outside the window of tenant %d \"%s\" [0, %d): use a smaller local opcode or open the kernel with a larger window"
                            .formatted(Integer.toUnsignedString(local), id(), label(), state.windowSize()));
        }
        return state.windowFirst() + local;
    }

    /**
     * Binds a local opcode to an op kind without an image. Slots claimed from now on run it.
     *
     * @param local below the kernel's ops per tenant
     */
    public Binding bind(int local, OpKind kind) {
        return host == null ? notAttached() : host.bind(state, local, kind, null);
    }

    /**
     * Uploads a program image, charged to the tenant, and binds a local opcode to SCAN over it. An image bound before is given back
     * once the slots in the ring have ended.
     *
     * @param local below the kernel's ops per tenant
     */
    public Binding bind(int local, ProgramImage image) {
        return host == null ? notAttached() : host.bind(state, local, OpKind.SCAN, image);
    }

    /**
     * Uploads a program image, charged to the tenant, and binds a local opcode to a kind that runs it. An image bound before is given
     * back once the slots in the ring have ended. Each binding has a copy of the image.
     *
     * @param local below the kernel's ops per tenant
     * @param kind one that needs an image
     */
    public Binding bind(int local, OpKind kind, ProgramImage image) {
        return host == null ? notAttached() : host.bind(state, local, kind, image);
    }

    /**
     * Binds a local opcode to an op that the kernel's device was opened with beyond the usual kinds. Slots claimed from now on run it.
     *
     * @param local below the kernel's ops per tenant
     */
    public Binding bind(int local, CustomOp op) {
        return host == null ? notAttached() : host.bind(state, local, op);
    }

    private static Binding notAttached() {
        return new Binding.Refused(Refusal.NOT_ATTACHED.rule() + ": " + Refusal.NOT_ATTACHED.wayOut());
    }

    /**
     * Device memory of its own, zeroed, charged against its ceiling.
     *
     * @param purpose what for
     * @param bytes at least 1
     */
    public Allocation allocate(Purpose purpose, long bytes) {
        return allocate(purpose, bytes, false);
    }

    /** The same of memory that it can do without: when there is none, nobody is asked to give some back. */
    public Allocation allocateSpare(Purpose purpose, long bytes) {
        return allocate(purpose, bytes, true);
    }

    private Allocation allocate(Purpose purpose, long bytes, boolean spare) {
        return host == null
                ? new Allocation.Refused(Refusal.NOT_ATTACHED.rule() + ": " + Refusal.NOT_ATTACHED.wayOut())
                : host.allocate(state, purpose, bytes, spare);
    }

    /**
     * Queues one slot at the policy's priority. Allocates nothing if the arguments are passed as an array.
     *
     * @param opcode a global opcode of the own window, or a system op other than a fence
     * @param arguments at most twelve words, copied
     * @return the ticket, or below 0 a refusal: {@link Refusal#of}
     */
    public long submit(int opcode, int... arguments) {
        return submit(state.policy().priority(), null, opcode, arguments);
    }

    /**
     * Queues one slot.
     *
     * @param priority its level
     * @param opcode as in {@link #submit(int, int...)}
     * @param arguments at most twelve words, copied
     * @return the ticket, or below 0 a refusal: {@link Refusal#of}
     */
    public long submit(Priority priority, int opcode, int... arguments) {
        return submit(priority, null, opcode, arguments);
    }

    /**
     * Queues one slot and has its end told.
     *
     * @param priority its level
     * @param listener told once, on the thread that pumps; null for nobody
     * @param opcode as in {@link #submit(int, int...)}
     * @param arguments at most twelve words, copied
     * @return the ticket, or below 0 a refusal: {@link Refusal#of}; then the listener is not told
     */
    public long submit(Priority priority, @Nullable CompletionListener listener, int opcode, int... arguments) {
        return host == null
                ? state.refuse(Refusal.NOT_ATTACHED)
                : host.submission().submit(state, priority, listener, opcode, arguments);
    }

    /**
     * Asks the host: queues a LOAD_MISS whose service runs once for each request id, as {@link #submit(Priority, CompletionListener, int,
     * int...)} with that opcode otherwise. A ticket that asks with an id that this tenant used before ends with the first outcome, at once if that is
     * there, else when it is; whatever else it asks for. As many ids are remembered as the governor's policy says (8,192), the
     * latest to end; a request that was refused or ended before its service was called is not remembered, and runs when it is sent again.
     *
     * @param requestId the sender's name for the request, not 0
     * @param priority its level
     * @param listener told once, on the thread that pumps; null for nobody
     * @param words of LOAD_MISS: the service, microseconds to wait at most or 0, and up to ten for the service; copied
     * @return the ticket, or below 0 a refusal: {@link Refusal#of}; then the listener is not told
     * @throws IllegalArgumentException for request id 0: submit what has no name
     */
    public long ask(long requestId, Priority priority, @Nullable CompletionListener listener, int... words) {
        if (requestId == 0) {
            throw new IllegalArgumentException(
                    "request id 0 is none: choose another, or submit LOAD_MISS if the request has no name");
        }
        return host == null
                ? state.refuse(Refusal.NOT_ATTACHED)
                : host.submission().ask(state, priority, listener, words, requestId);
    }

    /**
     * Queues one slot; the stage completes with a copy of the outcome, on the thread that pumps. A fault is an outcome too. A refusal
     * completes the stage exceptionally with an {@link IllegalStateException}.
     */
    public CompletionStage<Completion> stage(Priority priority, int opcode, int... arguments) {
        CompletableFuture<Completion> stage = new CompletableFuture<>();
        long answer = submit(priority, completion -> stage.complete(completion.copy()), opcode, arguments);
        if (Refusal.isRefused(answer)) {
            stage.completeExceptionally(new IllegalStateException(explain(answer)));
        }
        return stage;
    }

    /**
     * Queues a batch and its fence, all or nothing, in consecutive slots of one partition.
     *
     * @param priority its level
     * @param batch the items; none may ask a host that serves, since the fence would wait as long as the answer takes
     * @param tag r1 of the fence's completion; r0 is the number of items
     * @param listener told once when the fence ends; null for nobody
     * @return the fence's ticket, the items' tickets being those just before it; or below 0 a refusal. The items' slots have ended when
     *     the fence's ticket ends, yet their own tickets may be seen to end a moment later: await those whose results you read
     */
    public long submitBatch(Priority priority, SlotBatch batch, int tag, @Nullable CompletionListener listener) {
        return host == null
                ? state.refuse(Refusal.NOT_ATTACHED)
                : host.submission().submitBatch(state, priority, batch, tag, listener);
    }

    /** What is known of a ticket; fills the outcome if it ended and can still be read. Does not wait. */
    public TicketState look(long ticket, Completion into) {
        return state.read(ticket, into);
    }

    /**
     * Waits for a ticket and runs the pump meanwhile.
     *
     * @param ticket what submit returned
     * @param limit how long at most
     * @param into receives the outcome
     * @return DONE, FAULTED or OVERWRITTEN if it ended, OUTSTANDING if the limit passed, UNKNOWN for no ticket
     * @throws InterruptedException if interrupted; the ticket stays as it is
     * @throws IllegalStateException if called from a listener, which would wait for itself
     */
    public TicketState await(long ticket, Duration limit, Completion into) throws InterruptedException {
        return host == null ? TicketState.UNKNOWN : host.submission().await(state, ticket, Backoff.nanos(limit), into);
    }

    /**
     * Publishes into a slot of a ring that the caller manages.
     *
     * @param slot u32 index in that ring
     * @param opcode as in {@link #submit(int, int...)}
     * @param arguments at most twelve words
     */
    public Publication publish(RingView ring, int slot, Priority priority, int opcode, int... arguments) {
        return DirectPublish.one(state, ring, slot, priority, opcode, arguments);
    }

    /**
     * Publishes a batch and its fence into consecutive slots of a ring that the caller manages, all or nothing.
     *
     * @param first u32 index of the first slot
     */
    public Publication publishBatch(RingView ring, int first, Priority priority, SlotBatch batch, int tag) {
        return DirectPublish.batch(state, ring, first, priority, batch, tag);
    }

    /**
     * Says that slots published with {@link #publish} have ended.
     *
     * @param count at least 0
     * @return how many were counted: never more than are outstanding
     */
    public long noteDrained(long count) {
        return DirectPublish.noteDrained(state, count);
    }

    /**
     * Waits until all that the tenant published has ended, by the kernel's clock and way of waiting
     * ({@link KernelTime}), running the pump meanwhile.
     *
     * @param limit how long at most
     * @throws InterruptedException if interrupted; counted as a call that waited, not as a timeout
     * @throws IllegalStateException if called from a listener, which would wait for itself
     */
    public Quiesce quiesce(Duration limit) throws InterruptedException {
        return Quiescing.run(state, host, limit);
    }

    /** Refuses new submissions from now on; see {@link TenantRegistry#unregister}. */
    public void revoke() {
        registry.unregister(this);
    }

    /**
     * Refuses submissions and publications with {@link Refusal#SUSPENDED} until {@link #resume}. What was accepted still ends; memory and
     * bindings stay, and more may be had. A submission that another thread has begun may still be accepted. The device is not told:
     * nothing of what it does changes.
     *
     * @return false if it was suspended or revoked already
     */
    public boolean suspend() {
        return state.suspend();
    }

    /**
     * Accepts submissions again.
     *
     * @return false if it was not suspended
     */
    public boolean resume() {
        return state.resume();
    }

    /** True while it is suspended. */
    public boolean isSuspended() {
        return state.isSuspended();
    }

    /** True until it is revoked or unregistered, also while it is suspended. */
    public boolean isActive() {
        return state.isOpen();
    }

    /** A snapshot of its counters. */
    public TenantCounters counters() {
        return Counting.of(state);
    }

    /**
     * Its own budgets at one moment, by fuel; empty if neither its policy nor that of a tenant above limits anything, since nothing is
     * counted then. What tenants below it use is in the figures.
     */
    public ImmutableMap<Fuel, BudgetFigures> budgets() {
        return Counting.budgets(state);
    }

    /** How long its slots take. For people and consoles: costs a look at some hundred counters, and the hot path nothing. */
    public ServiceTimes serviceTimes() {
        return Counting.times(state);
    }

    /** A refusal in words: the rule, the values and the way out. */
    public String explain(long answer) {
        return Counting.explain(state, answer);
    }

    /** The state that all handles of the registration share. */
    TenantState state() {
        return state;
    }

    @Override
    public String toString() {
        return "tenant " + id() + " \"" + label() + "\"" + (generation() == 0 ? "" : " generation " + generation());
    }
}

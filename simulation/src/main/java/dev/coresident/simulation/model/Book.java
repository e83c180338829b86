package dev.coresident.simulation.model;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.simulation.scenario.Violation;
import dev.coresident.spi.layout.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The model of one run: everybody in it, a clock of events, and the first rule that did not hold. Not thread-safe. */
public final class Book {
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<TenantModel> tenants = new ArrayList<>();
    private @Nullable RingWatch ring;
    private Runnable endListener = () -> {};
    private @Nullable Violation violation;
    private long now = 1;
    private int move;
    private boolean closing;
    private boolean expiring;
    private boolean corrupted;
    private boolean crippled;
    private boolean deviceLost;
    private final Comeback comeback;
    private final LongSupplier nanos;

    /**
     * An empty book.
     *
     * @param policy what the kernel does about a lost device
     * @param nanos the kernel's clock
     */
    public Book(RecoveryPolicy policy, LongSupplier nanos) {
        this.comeback = new Comeback(this, policy);
        this.nanos = nanos;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** What the kernel tells of devices that are lost and replaced. */
    public Comeback comeback() {
        return comeback;
    }

    void slotEnded(Ticket ticket, boolean well) {
        if (ring != null) {
            ring.ended(ticket, well);
        }
    }

    /** What to do whenever the product tells an end. */
    public void whenOneEnds(Runnable action) {
        endListener = action;
    }

    void afterEnd() {
        endListener.run();
    }

    /** Another move begins. */
    public void begin(int number) {
        move = number;
        now++;
    }

    /** The moment, counted in events. */
    public long now() {
        return now;
    }

    /** Something was done that has a before and an after. */
    public void tick() {
        now++;
    }

    /** Notes that a rule did not hold; only the first counts. */
    public void violate(Rule rule, String what) {
        if (violation == null) {
            violation = new Violation(rule, what, move);
        }
    }

    /** The first rule that did not hold, or null. */
    public @Nullable Violation violation() {
        return violation;
    }

    // ---- who and what

    /** A tenant was registered. */
    public TenantModel registered(Tenant tenant, TenantPolicy policy) {
        TenantModel model = new TenantModel(this, tenant, policy);
        tenants.add(model);
        return model;
    }

    /** Everybody who was ever registered, in order; those that are gone for good left out. */
    public List<TenantModel> tenants() {
        return tenants;
    }

    /** A submission that is about to be made. */
    public Ticket ticket(TenantModel tenant, Op op) {
        return new Ticket(this, tenant, op, tickets.size() + 1);
    }

    /** From now on it counts, before the call, because it may end within it. */
    public void submitting(Ticket ticket, int opcode, int level, int[] arguments) {
        tickets.add(ticket);
        ticket.words(opcode, level, arguments);
        ticket.submittedAt = ++now;
        ticket.tenant.accept(ticket);
        ticket.tenant.window().submitted(ticket);
        ticket.use(1);
    }

    /** The call was refused: the last submissions never were. */
    public void refused(List<Ticket> last) {
        for (Ticket ticket : last) {
            if (ticket.ended) {
                violate(Rule.EXACTLY_ONCE, ticket + " was refused and ended all the same");
            }
            tickets.removeLast();
            ticket.tenant.unaccept(ticket);
            ticket.tenant.window().failed(ticket);
            ticket.use(-1);
        }
    }

    /** A buffer of a size, without one of the product for images. */
    public BufferModel buffer(@Nullable TenantModel owner, @Nullable DeviceBuffer buffer, long bytes) {
        return new BufferModel(owner, buffer, bytes);
    }

    /** The submission of a serial, or null. */
    public @Nullable Ticket find(int serial) {
        return serial >= 1 && serial <= tickets.size() ? tickets.get(serial - 1) : null;
    }

    /** The submission that a stored value names, or null. */
    @Nullable
    Ticket storeOf(int value) {
        return (value & WindowModel.MARK) == 0 ? null : find(value & ~WindowModel.MARK);
    }

    /** Submissions accepted so far. */
    public int submissions() {
        return tickets.size();
    }

    /** Submissions that stand in the ring and whose slots have not ended, expired ones among them. */
    List<Ticket> inRing() {
        List<Ticket> standing = new ArrayList<>();
        for (TenantModel tenant : tenants) {
            tenant.addStanding(standing);
        }
        return standing;
    }

    /** A buffer was closed; what is in the ring now keeps its bytes charged. */
    public void closed(BufferModel buffer) {
        buffer.close(inRing());
        handleClosed(buffer);
    }

    /** A tenant was unregistered: its handles close when it has drained. */
    public void revoked(TenantModel tenant) {
        now++;
        tenant.revoke();
        tenant.buffers().forEach(this::handleClosed);
    }

    /** Forgets tenants of whom nothing is left. */
    public void forget() {
        tenants.removeIf(TenantModel::isGone);
    }

    private void handleClosed(BufferModel buffer) {
        for (TenantModel tenant : tenants) {
            for (Ticket ticket : tenant.live()) {
                if (ticket.names(buffer)) {
                    ticket.orFault(FaultCode.HANDLE_INVALID).orFault(FaultCode.HANDLE_STALE);
                }
            }
        }
    }

    // ---- what befell the kernel

    /** There is no device to look at any more, though the kernel may not know it yet. */
    public void gone() {
        deviceLost = true;
        ring = null;
    }

    /** The kernel knows that its device is lost, with its memory and its ring. */
    public void lost() {
        now++;
        comeback.lost();
        tenants.forEach(TenantModel::lost);
    }

    /** Another device was opened: nothing of what befell the last one is left. */
    public void opened(RingWatch watch) {
        ring = watch;
        deviceLost = false;
        tenants.forEach(TenantModel::opened);
        if (comeback.isExpected()) {
            crippled = false;
            corrupted = false;
        }
    }

    /** True while there is no device. */
    boolean isDeviceLost() {
        return deviceLost;
    }

    /** True if there will be no other device. */
    public boolean isOver() {
        return comeback.isGivenUp();
    }

    /** True if the slot of a submission is seen to be claimed. */
    boolean isClaimed(Ticket ticket) {
        return ring != null && ticket.slot >= 0 && ring.isClaimed(ticket.slot);
    }

    /** The kernel is being closed. */
    public void closing() {
        closing = true;
    }

    /** True once the kernel is being closed. */
    public boolean isClosing() {
        return closing;
    }

    /** A worker died or a slot was spoiled: something may not end before the kernel does. */
    public void cripple() {
        crippled = true;
    }

    /** True if something may not end before the kernel does. */
    public boolean isCrippled() {
        return crippled;
    }

    /** From now on a slot may fail to end. */
    public void mayExpire() {
        expiring = true;
    }

    /** Words of the ring were overwritten: what the device counts does not fit any more. */
    public void corrupted() {
        corrupted = true;
    }

    boolean isCorrupted() {
        return corrupted;
    }

    /** True if a fault may have kept a slot from ending. */
    public boolean maySlotsExpire() {
        return expiring;
    }
}

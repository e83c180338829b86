package dev.coresident.simulation.world;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.Op;
import dev.coresident.simulation.model.RingWatch;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.model.Ticket;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;

/** The moves that submit. */
final class Work {
    private static final int MOST_ITEMS = 4;
    private static final int FLOOD = 80;

    private final World world;
    private final Book book;
    private final Entropy entropy;
    private final Orders orders;
    private final SlotBatch batch = new SlotBatch(MOST_ITEMS);

    Work(World world) {
        this.world = world;
        this.book = world.book;
        this.entropy = world.entropy;
        this.orders = new Orders(world);
    }

    /** Submits whatever the entropy says. */
    void submit() {
        TenantModel tenant = world.anyTenant();
        if (tenant != null) {
            Priority priority = entropy.oneIn(2) ? tenant.policy().priority() : Priority.of(entropy.below(5));
            submit(orders.any(tenant), priority);
        }
    }

    /** True if it was accepted. */
    boolean submit(Order order, Priority priority) {
        Ticket ticket = order.ticket();
        int[] arguments = order.arguments();
        arguments[RingWatch.SERIAL] = ticket.serial;
        book.submitting(ticket, order.opcode(), priority.level(), arguments);
        world.checks.beforeHost();
        long answer = ticket.tenant.tenant().submit(priority, ticket, order.opcode(), arguments);
        world.note(answer);
        world.checks.lookAtSilent();
        if (Refusal.isRefused(answer)) {
            book.refused(List.of(ticket));
            judge(ticket.tenant, Refusal.of(answer), 1);
        } else {
            accepted(ticket.tenant, answer);
        }
        world.checks.afterHost();
        return !Refusal.isRefused(answer);
    }

    private void accepted(TenantModel tenant, long last) {
        if (last != tenant.accepted() - 1) {
            book.violate(
                    Rule.ACCOUNTING,
                    "%s got ticket %d for its submission number %d".formatted(tenant, last, tenant.accepted()));
        }
        if (tenant.outstanding() > tenant.policy().backlogCap()) {
            book.violate(
                    Rule.COUNTING,
                    "%s has %d submissions outstanding and a backlog cap of %d"
                            .formatted(
                                    tenant,
                                    tenant.outstanding(),
                                    tenant.policy().backlogCap()));
        }
        if (tenant.isRevoked() || world.isClosed()) {
            book.violate(Rule.REVOCATION, tenant + " submits after it was unregistered or its kernel closed");
        }
    }

    private void judge(TenantModel tenant, Refusal refusal, int slots) {
        tenant.refuse();
        boolean explained = switch (refusal) {
            case REVOKED -> tenant.isRevoked();
            case CLOSED -> world.isClosed();
            case DEVICE_LOST -> book.isOver();
            case BACKLOG_CAP -> tenant.outstanding() + slots > tenant.policy().backlogCap();
            case BACKLOG_STRAGGLER -> tenant.outstanding() > 0;
            case BATCH_TOO_LARGE -> slots > 1;
            case OPCODE_REFUSED,
                    TOO_MANY_ARGUMENTS,
                    RING,
                    NOT_ATTACHED,
                    SUSPENDED,
                    SLOT_BUDGET,
                    BYTE_BUDGET,
                    DEVICE_TIME_BUDGET -> false;
        };
        if (!explained) {
            book.violate(Rule.COUNTING, tenant + " was refused with " + refusal + ", which nothing explains");
        }
    }

    /** A batch of a few items and its fence. */
    void batch() {
        TenantModel tenant = world.anyTenant();
        if (tenant == null) {
            return;
        }
        Priority priority = Priority.of(entropy.below(5));
        int items = entropy.below(MOST_ITEMS + 1);
        batch.clear();
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Order order = orders.small(tenant);
            Ticket ticket = order.ticket();
            order.arguments()[RingWatch.SERIAL] = ticket.serial;
            batch.add(order.opcode(), order.arguments());
            book.submitting(ticket, order.opcode(), priority.level(), order.arguments());
            tickets.add(ticket);
            world.checks.watch(ticket);
        }
        Ticket fence = book.ticket(tenant, Op.FENCE).fences(List.copyOf(tickets));
        book.submitting(fence, Opcodes.BATCH_FENCE, priority.level(), new int[] {items, fence.serial});
        world.checks.beforeHost();
        world.submitting(items + 1);
        long answer = tenant.tenant().submitBatch(priority, batch, fence.serial, fence);
        world.submitting(0);
        world.note(answer);
        List<Ticket> all = new ArrayList<>(tickets);
        all.add(fence);
        if (Refusal.isRefused(answer)) {
            world.checks.forget(tickets);
            book.refused(all);
            judge(tenant, Refusal.of(answer), items + 1);
        } else {
            world.checks.lookAtSilent();
            accepted(tenant, answer);
        }
        world.checks.afterHost();
    }

    /** Keeps the highest level busy while a lower one has work, longer than a fair device may look away. */
    void flood() {
        TenantModel tenant = world.anyTenant();
        if (tenant == null) {
            return;
        }
        submit(orders.nothing(tenant), Priority.of(1 + entropy.below(4)));
        for (int i = 0; i < FLOOD && book.violation() == null; i++) {
            submit(orders.nothing(tenant), Priority.CRITICAL);
            world.poll();
            world.step(1 + entropy.below(4));
        }
    }

    /** Submits until a refusal. */
    void fill() {
        TenantModel tenant = world.anyTenant();
        if (tenant != null) {
            Priority priority = Priority.of(entropy.below(5));
            for (int i = 0; i <= tenant.policy().backlogCap(); i++) {
                if (!submit(orders.small(tenant), priority)) {
                    break;
                }
            }
        }
    }

    /** Calls that must be refused, whatever state everything is in, without a byte moving. */
    void hostile() {
        TenantModel tenant = world.anyTenant();
        if (tenant == null || world.isClosed()) {
            return;
        }
        world.checks.freeze();
        int foreign = tenant.tenant().window().first() - 1 - entropy.below(64);
        long answer = switch (entropy.below(5)) {
            case 0 -> tenant.tenant().submit(foreign);
            case 1 -> tenant.tenant().submit(Opcodes.NOP, new int[SlotLayout.ARGUMENTS + 1]);
            case 2 -> tenant.tenant().submit(Opcodes.BATCH_FENCE, 0, 0);
            case 3 -> tenant.tenant().submit(Opcodes.SHUTDOWN);
            default -> tooLarge(tenant);
        };
        world.note(answer);
        if (Refusal.isRefused(answer)) {
            tenant.refuse();
        } else {
            book.violate(Rule.ISOLATION, tenant + " may publish what it must not");
        }
        world.checks.compareFrozen();
        world.checks.afterHost();
    }

    private long tooLarge(TenantModel tenant) {
        SlotBatch large = new SlotBatch(64);
        for (int i = 0; i < 64; i++) {
            large.add(Opcodes.NOP);
        }
        return tenant.tenant().submitBatch(Priority.of(entropy.below(5)), large, 0, null);
    }
}

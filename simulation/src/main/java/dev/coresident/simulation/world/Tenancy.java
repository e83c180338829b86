package dev.coresident.simulation.world;

import dev.coresident.api.CloseReport;
import dev.coresident.api.KernelSnapshot;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.program.OpKind;
import java.time.Duration;

/** The moves on tenants and on the kernel as a whole. */
final class Tenancy {
    private static final Duration QUIESCE_LIMIT = Duration.ofNanos(500_000);

    private final World world;
    private final Book book;
    private final Entropy entropy;

    Tenancy(World world) {
        this.world = world;
        this.book = world.book;
        this.entropy = world.entropy;
    }

    void register() {
        world.register();
    }

    /** Revokes somebody, whatever is outstanding. */
    void unregister() {
        if (!world.active.isEmpty() && !world.isClosed()) {
            unregister(world.active.get(entropy.below(world.active.size())));
        }
    }

    void unregister(TenantModel tenant) {
        world.checks.beforeHost();
        boolean seen = !world.devices.isLost();
        if (seen) {
            world.devices.ring().look();
        }
        boolean unregistered = world.kernel.tenants().unregister(tenant.tenant());
        world.note(unregistered ? 1 : 0);
        if (!unregistered) {
            book.violate(Rule.REVOCATION, tenant + " was not unregistered although it was registered");
            return;
        }
        world.active.remove(tenant);
        book.revoked(tenant);
        if (seen) {
            world.devices.ring().bar(tenant);
        } else if (world.setting.recovers()) {
            tenant.barAll();
        }
        world.checks.afterHost();
    }

    /** Binds a local opcode, or exchanges its image. */
    void bind() {
        TenantModel tenant = world.anyTenant();
        if (tenant == null) {
            return;
        }
        world.checks.beforeHost();
        switch (entropy.below(4)) {
            case 0 -> {
                if (isBound(tenant, tenant.tenant().bind(Orders.STORING, OpKind.STORE_U32))) {
                    tenant.storing();
                }
            }
            case 1 -> refused(tenant, tenant.tenant().bind(Setting.OPS + entropy.below(9), OpKind.NOP));
            default -> {
                int image = entropy.below(Images.COUNT);
                if (isBound(tenant, tenant.tenant().bind(Orders.SCANNING, Images.of(image)))) {
                    tenant.image(image, Images.target(image), book.buffer(tenant, null, Images.BYTES));
                }
            }
        }
        world.checks.afterHost();
    }

    private boolean isBound(TenantModel tenant, Binding binding) {
        boolean bound = binding instanceof Binding.Bound;
        world.note(bound ? 2 : 3);
        if (bound && world.isClosed()) {
            book.violate(Rule.REFUSAL, "a closed kernel bound an opcode of " + tenant);
        }
        return bound;
    }

    private void refused(TenantModel tenant, Binding binding) {
        if (binding instanceof Binding.Bound) {
            book.violate(Rule.ISOLATION, tenant + " bound an opcode that it does not have");
        }
    }

    /** Waits a moment for a tenant's work, while the device steps. */
    void quiesce() {
        TenantModel tenant = world.anyTenant();
        if (tenant == null) {
            return;
        }
        world.checks.beforeHost();
        Quiesce quiesce;
        try {
            quiesce = tenant.tenant().quiesce(QUIESCE_LIMIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a run", e);
        }
        world.checks.afterHost();
        if (quiesce instanceof Quiesce.Drained && tenant.outstanding() != 0) {
            book.violate(
                    Rule.ACCOUNTING,
                    tenant + " was quiesced and has " + tenant.outstanding() + " submissions outstanding");
        }
        world.note(quiesce instanceof Quiesce.Drained ? 4 : 5);
    }

    void snapshot() {
        world.checks.beforeHost();
        KernelSnapshot snapshot = world.kernel.snapshot();
        int slots = world.options().geometry().partitions().slots();
        if (snapshot.inRing() < 0
                || snapshot.inRing() > slots
                || snapshot.spurious() < 0
                || snapshot.ledger().totals().currentBytes() < 0) {
            book.violate(
                    Rule.ACCOUNTING, "a snapshot has " + snapshot.inRing() + " of " + slots + " slots in the ring");
        }
        book.comeback().compare(snapshot.recovery(), snapshot.incarnation());
        world.note(snapshot.inRing());
        world.note(snapshot.spurious());
    }

    /** Closes the kernel within a limit: afterwards everything has ended and everything is given back. */
    void close(Duration limit) {
        world.checks.beforeHost();
        book.closing();
        CloseReport report = world.kernel.close(limit);
        world.devices.retire();
        world.closed();
        world.checks.afterHost();
        long open = 0;
        for (TenantModel tenant : book.tenants()) {
            open += tenant.outstanding();
        }
        world.note(report.spurious());
        world.note(report.abandoned().hashCode());
        if (open != 0) {
            book.violate(Rule.EXACTLY_ONCE, open + " submissions had not ended when the kernel was closed");
        }
        if (!report.stopped()) {
            if (!book.maySlotsExpire()) {
                book.violate(Rule.LIVENESS, "the device did not stop");
            }
            return; // what still runs keeps its memory
        }
        if (report.leakedBytes() != 0 || world.kernel.ledger().currentBytes() != 0) {
            book.violate(
                    Rule.LEDGER,
                    "the ledger holds " + world.kernel.ledger().currentBytes() + " bytes of a kernel that was closed");
        }
    }
}

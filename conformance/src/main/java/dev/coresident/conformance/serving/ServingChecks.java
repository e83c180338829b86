package dev.coresident.conformance.serving;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.SplittableRandom;

/** The checks of chapter 22 about what services give and reach. */
final class ServingChecks {
    private static final int BYTES = 256;

    private ServingChecks() {}

    static void resultsComeBack(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial, new Services().options())) {
            Tenant tenant = desk.tenant("asks");
            for (int i = 0; i < 200; i++) {
                int a = random.nextInt();
                int b = random.nextInt();
                int c = random.nextInt();
                int d = random.nextInt();
                Completion end =
                        desk.ended(tenant, FaultCode.NONE, Opcodes.LOAD_MISS, Services.ECHO, 0, a, b, c, d, 5, 6, 7);
                word("r0", end.result(0), a);
                word("r1", end.result(1), b);
                word("r2", end.result(2), c);
                word("r3", end.result(3), d);
            }
        }
    }

    static void rejectionsAreTold(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial, new Services().options())) {
            Tenant tenant = desk.tenant("asks");
            for (FaultKind kind : FaultKind.values()) {
                rejected(desk, tenant, kind, Services.REJECT, 0, kind.number());
            }
            rejected(desk, tenant, FaultKind.EXECUTION_FAILED, Services.THROW);
            rejected(desk, tenant, FaultKind.NOT_REGISTERED, Services.NOBODY);
            rejected(desk, tenant, FaultKind.NOT_REGISTERED, -1);
            desk.ended(tenant, FaultCode.NONE, Opcodes.LOAD_MISS, Services.ECHO);
        }
        long hour = Duration.ofHours(1).toNanos();
        ServingOptions slow =
                new Services().options().withPolicy(GovernorPolicy.defaults().withCoolDown(hour, hour));
        try (Desk desk = Desk.open(trial, slow)) {
            Tenant tenant = desk.tenant("fails");
            rejected(desk, tenant, FaultKind.EXECUTION_FAILED, Services.THROW);
            Completion end = desk.ended(tenant, FaultCode.SERVICE_REJECTED, Opcodes.LOAD_MISS, Services.ECHO);
            number("r0 while it cools down", end.result(0), FaultKind.COOL_DOWN.number());
            long micros = Integer.toUnsignedLong(end.result(1));
            that(
                    micros > hour / 4_000 && micros <= hour / 1_000,
                    () -> "the microseconds to wait are " + micros + " and must be less than " + hour / 1_000);
        }
    }

    private static void rejected(Desk desk, Tenant tenant, FaultKind kind, int... words) throws Exception {
        Completion end = desk.ended(tenant, FaultCode.SERVICE_REJECTED, Opcodes.LOAD_MISS, words);
        number("r0 of what must be rejected with " + kind, end.result(0), kind.number());
    }

    static void whatWaitsHoldsUpNobody(Trial trial) throws Exception {
        Services services = new Services();
        int many = 3 * Desk.SMALL.partitions().capacity(Priority.NORMAL.level());
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant("asks", TenantPolicy.defaults().withBacklogCap(many + 8));
            for (int i = 0; i < many; i++) {
                Desk.ticket(tenant, tenant.submit(Opcodes.LOAD_MISS, Services.WAIT));
            }
            desk.until("all ask", () -> services.waiting.size() == many);
            for (int i = 0; i < 100; i++) {
                desk.ended(tenant, FaultCode.NONE, Opcodes.NOP);
            }
            number("tickets that wait", tenant.counters().outstanding(), many);
            services.waiting.forEach(completer -> completer.complete(new byte[0]));
            desk.settle();
            number("tickets done", tenant.counters().done(), many + 100);
        }
    }

    static void whatServicesWriteIsRead(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial, new Services().options())) {
            Tenant tenant = desk.tenant("asks");
            DeviceBuffer table = tenant.allocate(Purpose.INPUT, BYTES * 4).orThrow();
            for (int i = 0; i < 200; i++) {
                int entry = random.nextInt(BYTES);
                int value = random.nextInt();
                Completion end = desk.ended(
                        tenant, FaultCode.NONE, Opcodes.LOAD_MISS, Services.WRITE, 0, table.handle(), 4 * entry, value);
                number("whether it was written", end.result(0), 1);
                Completion step = desk.ended(tenant, FaultCode.NONE, Opcodes.DFA_STEP, 0, entry, table.handle());
                word("what the next slot read", step.result(0), value);
            }
        }
    }

    static void servicesReachTheirTenantOnly(Trial trial) throws Exception {
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant("asks");
            Tenant other = desk.tenant("other");
            DeviceBuffer own = tenant.allocate(Purpose.INPUT, BYTES).orThrow();
            DeviceBuffer others = other.allocate(Purpose.INPUT, BYTES).orThrow();
            DeviceBuffer shared =
                    desk.kernel().allocateShared(Purpose.INPUT, BYTES).orThrow();
            DeviceBuffer closed = tenant.allocate(Purpose.INPUT, BYTES).orThrow();
            closed.close();
            access(desk, services, tenant, TenantBuffers.Access.DONE, own.handle(), BYTES - 4);
            access(desk, services, tenant, TenantBuffers.Access.OUT_OF_BOUNDS, own.handle(), BYTES - 3);
            access(desk, services, tenant, TenantBuffers.Access.OUT_OF_BOUNDS, own.handle(), -4);
            access(desk, services, tenant, TenantBuffers.Access.OUT_OF_BOUNDS, own.handle(), Integer.MAX_VALUE);
            access(desk, services, tenant, TenantBuffers.Access.NOT_OWNED, others.handle(), 0);
            access(desk, services, tenant, TenantBuffers.Access.NOT_OWNED, shared.handle(), 0);
            access(desk, services, tenant, TenantBuffers.Access.NOT_OWNED, closed.handle(), 0);
            access(desk, services, tenant, TenantBuffers.Access.NOT_OWNED, 0, 0);
            access(desk, services, tenant, TenantBuffers.Access.NOT_OWNED, -1, 0);
            for (DeviceBuffer untouched : new DeviceBuffer[] {others, shared}) {
                for (long at = 0; at < BYTES; at += 4) {
                    word("a byte that nobody may write", untouched.segment().get(ValueLayout.JAVA_INT, at), 0);
                }
            }
        }
    }

    private static void access(
            Desk desk, Services services, Tenant tenant, TenantBuffers.Access wanted, int handle, int offset)
            throws Exception {
        desk.ended(tenant, FaultCode.NONE, Opcodes.LOAD_MISS, Services.WRITE, 0, handle, offset, 0x5A5A_5A5A);
        that(
                services.last == wanted,
                () -> "the access to handle " + Integer.toUnsignedString(handle) + " at " + offset + " was "
                        + services.last + " and must be " + wanted);
    }

    static void batchesDoNotAsk(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial, new Services().options())) {
            Tenant tenant = desk.tenant("asks");
            SlotBatch batch = new SlotBatch(4);
            batch.add(Opcodes.NOP);
            batch.add(Opcodes.LOAD_MISS, Services.ECHO);
            Desk.refused(tenant.submitBatch(Priority.NORMAL, batch, 1, null), Refusal.OPCODE_REFUSED);
            number("slots published", tenant.counters().published(), 0);
            number("refusals counted", tenant.counters().refused().getOrDefault(Refusal.OPCODE_REFUSED, 0L), 1);
        }
    }
}

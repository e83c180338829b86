package dev.coresident.conformance.kernel;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The rules of chapter 0 that are about figures. */
final class AccountChecks {
    private static final int STEPS = 2_000;

    private AccountChecks() {}

    static void figuresAddUp(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = tenants(desk, 4);
            for (int step = 0; step < STEPS; step++) {
                submitSomething(random, tenants.get(random.nextInt(tenants.size())));
                if (random.nextInt(4) == 0) {
                    desk.turn();
                }
                desk.kernel().tenants().counters().forEach(AccountChecks::addsUp);
            }
            desk.settle();
            desk.kernel().tenants().counters().forEach(counters -> {
                addsUp(counters);
                number("outstanding of tenant " + counters.id() + " after all has ended", counters.outstanding(), 0);
            });
        }
    }

    private static void addsUp(TenantCounters counters) {
        number(
                "published of tenant " + counters.id(),
                counters.published(),
                counters.done() + counters.faulted() + counters.outstanding());
        that(
                counters.done() >= 0 && counters.faulted() >= 0 && counters.outstanding() >= 0,
                () -> "a figure is negative: " + counters);
    }

    /** Some run, some fault, some are refused. */
    private static long submitSomething(SplittableRandom random, Tenant tenant) {
        return switch (random.nextInt(4)) {
            case 0 -> tenant.submit(Opcodes.NOP);
            case 1 -> tenant.submit(Opcodes.STORE_U32, random.nextInt(), random.nextInt(40));
            case 2 -> tenant.submit(tenant.opcode(random.nextInt(256)));
            default -> tenant.submit(random.nextInt());
        };
    }

    private static List<Tenant> tenants(Desk desk, int count) {
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tenants.add(desk.tenant("tenant " + i, TenantPolicy.defaults().withBacklogCap(32)));
        }
        return tenants;
    }

    static void everySubmissionEndsOnce(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        List<int[]> told = new ArrayList<>();
        long spurious;
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = tenants(desk, 4);
            for (int step = 0; step < STEPS; step++) {
                Tenant tenant = tenants.get(random.nextInt(tenants.size()));
                int[] times = new int[1];
                long answer = tenant.submit(
                        Priority.of(random.nextInt(5)),
                        completion -> times[0]++,
                        Opcodes.STORE_U32,
                        step,
                        random.nextInt(40));
                if (Refusal.isRefused(answer)) {
                    desk.turn();
                } else {
                    told.add(times);
                }
                if (step == STEPS / 2) {
                    desk.kernel().tenants().unregister(tenants.removeFirst());
                }
            }
            spurious = desk.kernel().close(trial.effort().patience()).spurious();
        }
        that(!told.isEmpty(), "no submission was accepted");
        for (int i = 0; i < told.size(); i++) {
            number("how often the end of accepted submission " + i + " was told", told.get(i)[0], 1);
        }
        number("completions that named no outstanding submission", spurious, 0);
        trial.note(told.size() + " submissions");
    }

    static void refusalsChangeNothing(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(
                    "capped", TenantPolicy.defaults().withBacklogCap(2).withMemoryCeilingBytes(128));
            long first = tenant.submit(Opcodes.NOP);
            refused(tenant, Refusal.OPCODE_REFUSED, Opcodes.SHUTDOWN);
            refused(tenant, Refusal.OPCODE_REFUSED, Opcodes.BATCH_FENCE, 0, 0);
            refused(tenant, Refusal.OPCODE_REFUSED, tenant.window().first() - 1);
            refused(tenant, Refusal.TOO_MANY_ARGUMENTS, Opcodes.NOP, new int[13]);
            desk.settle();
            number("published", tenant.counters().published(), 1);
            number("the first ticket", first, 0);
            LedgerSnapshot before = desk.kernel().ledger().snapshot();
            that(
                    tenant.allocate(Purpose.HEAP, 129) instanceof Allocation.Refused,
                    "129 bytes were granted under a ceiling of 128");
            number(
                    "bytes held",
                    desk.kernel().ledger().currentBytes(),
                    before.totals().currentBytes());
            tenant.revoke();
            refused(tenant, Refusal.REVOKED, Opcodes.NOP);
        }
    }

    private static void refused(Tenant tenant, Refusal refusal, int opcode, int... arguments) {
        TenantCounters before = tenant.counters();
        long answer = tenant.submit(opcode, arguments);
        that(
                Refusal.isRefused(answer) && Refusal.of(answer) == refusal,
                () -> "a submit that must be refused with " + refusal + " answered " + answer);
        TenantCounters after = tenant.counters();
        number("published after a refusal", after.published(), before.published());
        number("refusals after one more", after.refusals(), before.refusals() + 1);
    }

    static void accountsStayBelowTheirCeilings(Trial trial) throws Exception {
        MemoryLedger ledger;
        try (Desk desk = Desk.open(trial)) {
            ledger = desk.kernel().ledger();
            allocateAtRandom(trial, desk);
        }
        number("bytes held after everything was closed", ledger.currentBytes(), 0);
    }

    private static void allocateAtRandom(Trial trial, Desk desk) {
        SplittableRandom random = trial.random();
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TenantPolicy policy = TenantPolicy.defaults().withMemoryCeilingBytes(24_576);
            tenants.add(desk.tenant("tenant " + i, policy));
        }
        List<DeviceBuffer> buffers = new ArrayList<>();
        int refusals = 0;
        for (int step = 0; step < 500; step++) {
            if (buffers.isEmpty() || random.nextInt(3) != 0) {
                Tenant tenant = tenants.get(random.nextInt(tenants.size()));
                switch (tenant.allocate(Purpose.HEAP, 1 + random.nextInt(16_384))) {
                    case Allocation.Granted(DeviceBuffer buffer) -> buffers.add(buffer);
                    case Allocation.Refused refused -> refusals++;
                }
            } else {
                buffers.remove(random.nextInt(buffers.size())).close();
            }
            desk.turn();
            withinCeilings(desk.kernel().ledger().snapshot(), Desk.SMALL.heapBytes());
        }
        buffers.forEach(DeviceBuffer::close);
        trial.note("500 steps, " + refusals + " refusals");
    }

    private static void withinCeilings(LedgerSnapshot ledger, long heapBytes) {
        that(
                ledger.totals().currentBytes() <= heapBytes,
                () -> "accounts hold " + ledger.totals().currentBytes() + " bytes together, the kernel has "
                        + heapBytes);
        ledger.accounts()
                .forEach(row -> that(
                        row.currentBytes() <= row.ceilingBytes(), () -> "an account is above its ceiling: " + row));
    }

    static void boundsCountWhatTheyRefuse(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("capped", TenantPolicy.defaults().withBacklogCap(8));
            long accepted = 0;
            long refused = 0;
            for (int i = 0; i < 1_000; i++) {
                if (Refusal.isRefused(tenant.submit(Opcodes.ATOMIC_ADD, 1, 0))) {
                    refused++;
                } else {
                    accepted++;
                }
            }
            for (int i = 0; i < 3; i++) {
                that(Refusal.isRefused(tenant.submit(Opcodes.SHUTDOWN)), "a tenant may not submit SHUTDOWN");
            }
            desk.settle();
            number("refusals counted", tenant.counters().refusals(), refused + 3);
            number("done", tenant.counters().done(), accepted);
            long before = desk.kernel().tenants().refusedRegistrations();
            int granted = 0;
            while (desk.kernel().tenants().register("one more") instanceof Registration.Registered) {
                granted++;
            }
            number("tenants beside the first", granted, Desk.SMALL.tenants() - 1);
            number("registrations refused", desk.kernel().tenants().refusedRegistrations(), before + 1);
        }
    }
}

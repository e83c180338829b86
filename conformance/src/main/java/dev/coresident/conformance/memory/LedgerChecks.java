package dev.coresident.conformance.memory;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.reconcile.Reconciliation;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 19 that are about the ledger. */
final class LedgerChecks {
    private static final long CEILING = 16_384;

    private LedgerChecks() {}

    private static long charged(long bytes) {
        return (bytes + 63) / 64 * 64;
    }

    private static LedgerSnapshot.Row row(Desk desk, Tenant tenant) {
        return desk.kernel().ledger().snapshot().accounts().stream()
                .filter(row -> row.principal() == tenant.id() && row.generation() == tenant.generation())
                .findFirst()
                .orElseThrow(() -> new Violation("the ledger has no account of " + tenant));
    }

    private static Tenant holder(Desk desk) {
        return desk.tenant("holder", TenantPolicy.defaults().withMemoryCeilingBytes(CEILING));
    }

    static void accountsAddUpAtEveryStep(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        int refusals = 0;
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = List.of(holder(desk), holder(desk), holder(desk), holder(desk));
            List<List<DeviceBuffer>> buffers =
                    List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            long[] peaks = new long[4];
            for (int step = 0; step < 1_000; step++) {
                int who = random.nextInt(4);
                List<DeviceBuffer> own = buffers.get(who);
                if (random.nextInt(5) < 3) {
                    long bytes = 1L + random.nextInt(6_000);
                    long held = row(desk, tenants.get(who)).currentBytes();
                    switch (tenants.get(who).allocate(Purpose.HEAP, bytes)) {
                        case Allocation.Granted(DeviceBuffer buffer) -> own.add(buffer);
                        case Allocation.Refused refused -> {
                            refusals++;
                            number(
                                    "bytes held after a refusal",
                                    row(desk, tenants.get(who)).currentBytes(),
                                    held);
                        }
                    }
                } else if (!own.isEmpty()) {
                    own.remove(random.nextInt(own.size())).close();
                    desk.kernel().poll();
                }
                LedgerSnapshot ledger = desk.kernel().ledger().snapshot();
                long sum = ledger.accounts().stream()
                        .mapToLong(LedgerSnapshot.Row::currentBytes)
                        .sum();
                number("the accounts together", sum, ledger.totals().currentBytes());
                that(ledger.totals().currentBytes() <= Desk.SMALL.heapBytes(), "more than the heap is charged");
                for (int i = 0; i < 4; i++) {
                    LedgerSnapshot.Row row = row(desk, tenants.get(i));
                    long open = buffers.get(i).stream()
                            .mapToLong(buffer -> charged(buffer.bytes()))
                            .sum();
                    number("bytes of " + tenants.get(i) + " at step " + step, row.currentBytes(), open);
                    that(row.currentBytes() <= row.ceilingBytes(), () -> "above its ceiling: " + row);
                    long peak = peaks[i];
                    that(row.peakBytes() >= peak && row.peakBytes() >= row.currentBytes(), () -> "a peak fell: " + row);
                    peaks[i] = row.peakBytes();
                }
            }
        }
        that(refusals > 20, "too few refusals were tried");
        trial.note(refusals + " refusals");
    }

    static void ceilingsAreExact(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = holder(desk);
            for (long part : new long[] {CEILING, CEILING / 2, 64, 1}) {
                List<DeviceBuffer> buffers = new ArrayList<>();
                int count = (int) Math.min(20, CEILING / charged(part));
                for (int i = 0; i < count; i++) {
                    buffers.add(tenant.allocate(Purpose.OUTPUT, part).orThrow());
                }
                long rest = CEILING - count * charged(part);
                if (rest > 0) {
                    buffers.add(tenant.allocate(Purpose.INPUT, rest).orThrow());
                }
                LedgerSnapshot.Row before = row(desk, tenant);
                number("bytes at the ceiling", before.currentBytes(), CEILING);
                that(tenant.allocate(Purpose.HEAP, 1) instanceof Allocation.Refused, "one byte above the ceiling");
                LedgerSnapshot.Row after = row(desk, tenant);
                number("bytes after a refusal", after.currentBytes(), CEILING);
                number("the peak after a refusal", after.peakBytes(), CEILING);
                number("refusals counted", after.refused(), before.refused() + 1);
                buffers.forEach(DeviceBuffer::close);
                desk.until(
                        "the end of the quarantine",
                        () -> desk.kernel().ledger().currentBytes() == 0);
            }
            for (long bytes : new long[] {CEILING + 1, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE}) {
                that(
                        tenant.allocate(Purpose.HEAP, bytes) instanceof Allocation.Refused,
                        () -> bytes + " bytes granted");
            }
            number("bytes held", row(desk, tenant).currentBytes(), 0);
        }
    }

    static void everythingCanBeUsedAndGivenBack(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(16);
            for (int turn = 0; turn < 20; turn++) {
                DeviceBuffer whole =
                        tenant.allocate(Purpose.HEAP, Desk.SMALL.heapBytes()).orThrow();
                that(tenant.allocate(Purpose.HEAP, 1) instanceof Allocation.Refused, "more than the heap was granted");
                whole.close();
                desk.until(
                        "the end of the quarantine",
                        () -> desk.kernel().ledger().currentBytes() == 0);
                List<DeviceBuffer> buffers = new ArrayList<>();
                for (int i = 0; i < Desk.SMALL.handles(); i++) {
                    buffers.add(tenant.allocate(Purpose.HEAP, 1 + random.nextInt(900))
                            .orThrow());
                }
                long held = desk.kernel().ledger().currentBytes();
                that(tenant.allocate(Purpose.HEAP, 1) instanceof Allocation.Refused, "more handles than rows");
                number("bytes held after a refusal", desk.kernel().ledger().currentBytes(), held);
                while (!buffers.isEmpty()) {
                    buffers.remove(random.nextInt(buffers.size())).close();
                }
                desk.until(
                        "the end of the quarantine",
                        () -> desk.kernel().ledger().currentBytes() == 0);
            }
        }
    }

    static void leavingGivesEverythingBack(Trial trial) throws Exception {
        MemoryLedger ledger;
        try (Desk desk = Desk.open(trial)) {
            ledger = desk.kernel().ledger();
            desk.kernel().allocateShared(Purpose.HEAP, 100).orThrow();
            for (int turn = 0; turn < 30; turn++) {
                Tenant tenant = holder(desk);
                for (int i = 0; i < 10; i++) {
                    tenant.allocate(Purpose.HEAP, 1_000).orThrow();
                    Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                }
                tenant.revoke();
                that(tenant.allocate(Purpose.HEAP, 1) instanceof Allocation.Refused, "a revoked tenant got memory");
                desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
                number("bytes held", ledger.currentBytes(), charged(100));
            }
            holder(desk).allocate(Purpose.HEAP, 5_000).orThrow();
        }
        number("bytes held after close", ledger.currentBytes(), 0);
        ledger.snapshot().accounts().forEach(row -> number("bytes of " + row, row.currentBytes(), 0));
        number("open leases", ledger.snapshot().totals().openLeases(), 0);
    }

    private static void reconciled(Desk desk, long allocated) {
        Reconciliation now = desk.kernel().reconcile();
        that(now.isTrue(), () -> "the ledger differs from the device: " + now.differences());
        number("what is allocated", now.allocatedBytes(), allocated);
        number("pool and accounts", now.poolBytes() + now.accountBytes(), allocated);
    }

    static void poolAndTenantsAreWhatIsAllocated(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        MemoryLedger ledger;
        try (Desk desk = Desk.open(trial)) {
            ledger = desk.kernel().ledger();
            LedgerSnapshot.PoolFigures pool = ledger.snapshot().pool();
            for (Region region : Region.values()) {
                number(
                        "the pool's " + region,
                        pool.purposes().of(Purpose.valueOf(region.name())),
                        Desk.SMALL.bytes(region));
            }
            reconciled(desk, pool.allocatedBytes());
            Tenant tenant = holder(desk);
            List<DeviceBuffer> open = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(3) > 0) {
                    if (tenant.allocate(Purpose.HEAP, 1L + random.nextInt(3_000))
                            instanceof Allocation.Granted(DeviceBuffer buffer)) {
                        open.add(buffer);
                    }
                } else if (!open.isEmpty()) {
                    open.remove(random.nextInt(open.size())).close();
                    Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                    desk.settle();
                }
                reconciled(desk, pool.allocatedBytes());
            }
            tenant.revoke();
            desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
            reconciled(desk, pool.allocatedBytes());
        }
        number("what the pool has after close", ledger.pool().allocatedBytes(), 0);
    }
}

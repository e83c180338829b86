package dev.coresident.conformance.memory;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.FuelPolicy;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.ledger.Account;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.JournalEntry;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The checks of chapter 19 that are about budgets of slots, tenants below others and memory that is asked back, on a kernel. */
final class SlotFuelChecks {
    /** No window turns while a check runs. */
    private static final Duration WINDOW = Duration.ofDays(1);

    private SlotFuelChecks() {}

    private static BudgetFigures figures(Tenant tenant, Fuel fuel) {
        BudgetFigures figures = tenant.budgets().get(fuel);
        if (figures == null) {
            throw new Violation(tenant + " has limits and no budget of " + fuel);
        }
        return figures;
    }

    private static Account account(Desk desk, Tenant tenant) {
        return desk.kernel()
                .ledger()
                .find(tenant.id(), tenant.generation())
                .orElseThrow(() -> new Violation("the ledger has no account of " + tenant));
    }

    private static TenantPolicy policy(FuelPolicy fuel) {
        return TenantPolicy.defaults().withFuel(fuel);
    }

    static void slotsAreAdmittedUpToTheBudget(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            for (int turn = 0; turn < 20; turn++) {
                int limit = 1 + random.nextInt(40);
                Tenant tenant =
                        desk.tenant("limited", policy(FuelPolicy.unlimited().withSlots(limit, WINDOW)));
                int accepted = 0;
                SlotBatch batch = new SlotBatch(4);
                batch.add(Opcodes.NOP).orThrow();
                batch.add(Opcodes.NOP).orThrow();
                while (accepted < limit) {
                    if (random.nextInt(3) == 0) {
                        long answer = tenant.submitBatch(Priority.NORMAL, batch, 0, null);
                        if (accepted + 3 <= limit) {
                            Desk.ticket(tenant, answer);
                            accepted += 3;
                        } else {
                            Desk.refused(answer, Refusal.SLOT_BUDGET);
                        }
                    } else {
                        Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                        accepted++;
                    }
                    BudgetFigures figures = figures(tenant, Fuel.SLOTS);
                    number("slots charged", figures.spent() + figures.reserved(), accepted);
                }
                long denied = figures(tenant, Fuel.SLOTS).denied();
                long answer = tenant.submit(Opcodes.NOP);
                Desk.refused(answer, Refusal.SLOT_BUDGET);
                long wait = Refusal.waitNanos(answer);
                that(wait > 0 && wait <= WINDOW.toNanos(), () -> "the window turns after " + wait + " ns");
                number("denials", figures(tenant, Fuel.SLOTS).denied(), denied + 1);
                number("published", tenant.counters().published(), accepted);
                desk.settle();
                number("reserved when idle", figures(tenant, Fuel.SLOTS).reserved(), 0);
                number("spent when idle", figures(tenant, Fuel.SLOTS).spent(), accepted);
                desk.kernel().tenants().unregister(tenant);
            }
            List<JournalEntry> entries = desk.kernel().ledger().journal().entries();
            that(
                    entries.stream().allMatch(entry -> entry.act() == Act.SPEND_SLOTS),
                    "the journal has something else than denials");
            number("tenants whose denial stands in the journal", entries.size(), 20);
        }
    }

    static void scansAreSettledToWhatTheyConsumed(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("limited", policy(FuelPolicy.unlimited().withBytes(100_000, WINDOW)));
            NaiveAutomaton automaton = new NaiveAutomaton(random);
            int opcode = tenant.bind(0, automaton.image()).orThrow();
            byte[] text = new byte[600];
            random.nextBytes(text);
            DeviceBuffer input = tenant.allocate(Purpose.INPUT, text.length).orThrow();
            input.segment().copyFrom(MemorySegment.ofArray(text));
            input.wrote(0, text.length);
            DeviceBuffer output = tenant.allocate(Purpose.OUTPUT, 4_096).orThrow();
            long spent = 0;
            for (int run = 0; run < 40; run++) {
                int bytes = 1 + random.nextInt(text.length);
                int room = 3 + random.nextInt(60);
                int[] words = {input.handle(), 0, bytes, 0, output.handle(), 0, room, 3};
                spent += Integer.toUnsignedLong(
                        desk.ended(tenant, FaultCode.NONE, opcode, words).result(1));
                number("bytes spent", figures(tenant, Fuel.BYTES).spent(), spent);
            }
            int[] beyond = {input.handle(), 0, text.length + 1, 0, output.handle(), 0, 8, 3};
            desk.ended(tenant, FaultCode.HANDLE_BOUNDS, opcode, beyond);
            number(
                    "bytes spent with a scan that faulted",
                    figures(tenant, Fuel.BYTES).spent(),
                    spent + text.length + 1);
            number("reserved when idle", figures(tenant, Fuel.BYTES).reserved(), 0);
            int[] tooMuch = {input.handle(), 0, 100_000, 0, output.handle(), 0, 8, 3};
            Desk.refused(tenant.submit(opcode, tooMuch), Refusal.BYTE_BUDGET);
            desk.ended(tenant, FaultCode.NONE, Opcodes.NOP);
        }
    }

    static void tenantsBelowAreBounded(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant top = desk.tenant(
                    "top", policy(FuelPolicy.unlimited().withSlots(100, WINDOW)).withMemoryCeilingBytes(8_192));
            List<Tenant> below = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                below.add(desk.kernel()
                        .tenants()
                        .registerBelow(i < 2 ? top : below.get(i - 2), "below", TenantPolicy.defaults())
                        .orThrow());
            }
            long accepted = 0;
            long held = 0;
            int refusedSlots = 0;
            int refusedBytes = 0;
            for (int step = 0; step < 300; step++) {
                Tenant one = below.get(random.nextInt(below.size()));
                if (random.nextBoolean()) {
                    long answer = one.submit(Opcodes.NOP);
                    equal("refused beyond the budget above", Refusal.isRefused(answer), accepted == 100);
                    accepted += Refusal.isRefused(answer) ? 0 : 1;
                    refusedSlots += Refusal.isRefused(answer) ? 1 : 0;
                } else {
                    long bytes = 64L * (3 + random.nextInt(4));
                    boolean granted = one.allocate(Purpose.HEAP, bytes) instanceof Allocation.Granted;
                    equal("granted below the ceiling above", granted, held + bytes <= 8_192);
                    held += granted ? bytes : 0;
                    refusedBytes += granted ? 0 : 1;
                }
                desk.settle();
                number("slots of all below", figures(top, Fuel.SLOTS).charged(), accepted);
                number("bytes of all below", account(desk, top).subtreeBytes(), held);
            }
            that(refusedSlots > 0 && refusedBytes > 0, "nothing was refused");
            Account above = account(desk, top);
            for (Tenant one : below.reversed()) {
                desk.kernel().tenants().unregister(one);
            }
            desk.until("the memory of those who left", () -> above.subtreeBytes() == 0);
            number("slots of those who left", figures(top, Fuel.SLOTS).charged(), accepted);
        }
    }

    static void memoryThatCanBeDoneWithoutIsAskedFor(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            long heap = Desk.SMALL.heapBytes();
            Tenant idle = desk.tenant("idle");
            DeviceBuffer spare = idle.allocate(Purpose.HEAP, heap / 2).orThrow();
            AtomicLong asked = new AtomicLong();
            spare.offer(bytes -> {
                asked.addAndGet(bytes);
                spare.close();
            });
            Tenant busy = desk.tenant("busy");
            busy.allocate(Purpose.HEAP, heap / 2).orThrow();
            number("bytes asked before anybody is short", asked.get(), 0);
            AtomicLong granted = new AtomicLong();
            AtomicLong held = new AtomicLong();
            AtomicLong pending = new AtomicLong();
            desk.whileInRing(() -> {
                granted.set(busy.allocate(Purpose.HEAP, 64) instanceof Allocation.Granted ? 1 : 0);
                held.set(account(desk, idle).currentBytes());
                pending.set(desk.kernel().pressure().pendingBytes());
            });
            idle.submit(Opcodes.NOP);
            desk.settle();
            number("grants while a slot may still touch the bytes", granted.get(), 0);
            number("bytes that idle held then", held.get(), heap / 2);
            number("bytes asked for and not back then", pending.get(), 64);
            desk.until("the bytes are back", () -> account(desk, idle).currentBytes() == 0);
            busy.allocate(Purpose.HEAP, 64).orThrow();
            number("bytes asked for", asked.get(), 64);
            that(desk.kernel().reconcile().isTrue(), "the ledger differs from what there is");
        }
    }
}

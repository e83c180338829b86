package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.policy.FuelPolicy;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Publication;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.JournalEntry;
import dev.coresident.ledger.journal.Reason;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Budgets bind what tenants submit: by the kernel's clock, before anything is queued, to what was used in the end. */
@Timeout(300)
class SlotBudgetTest {
    private static final Duration WINDOW = Duration.ofMillis(10);
    private static final int NORMAL = Priority.NORMAL.level();

    private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    private final HandTime time = new HandTime(Duration.ofMillis(1));
    private ResidentKernel kernel;

    @BeforeEach
    void open() throws DeviceException {
        kernel = ResidentKernel.driven(
                KernelOptions.defaults().withGeometry(Kernels.geometry(64)).withRecovery(RecoveryPolicy.none()),
                fleet,
                time);
    }

    @AfterEach
    void close() {
        kernel.close(Duration.ZERO);
        assertThat(fleet.last().violations()).isEmpty();
    }

    private static TenantPolicy fuel(FuelPolicy fuel) {
        return TenantPolicy.defaults().withFuel(fuel);
    }

    private static FuelPolicy slots(long most) {
        return FuelPolicy.unlimited().withSlots(most, WINDOW);
    }

    private Tenant register(FuelPolicy fuel) {
        return kernel.tenants().register("t", fuel(fuel)).orThrow();
    }

    private static BudgetFigures figures(Tenant tenant, Fuel fuel) {
        return Objects.requireNonNull(tenant.budgets().get(fuel));
    }

    private Slot taken() {
        return Objects.requireNonNull(fleet.last().take(NORMAL));
    }

    private void endAll() {
        kernel.poll();
        fleet.last().endAll(fleet.last().takeAll());
        kernel.poll();
    }

    @Test
    void unlimitedIsTheDefaultsPermissionAndNothingIsMetered() {
        assertThat(TenantPolicy.defaults().fuel().isUnlimited()).isTrue();
        assertThat(kernel.tenants().register("t").orThrow().budgets()).isEmpty();
        assertThat(register(slots(0)).submit(Opcodes.NOP))
                .as("0 permits nothing")
                .isNegative();
    }

    @Test
    void exactlyTheBudgetIsAllowedAndTheNextIsRefusedUntilTheWindowTurns() {
        Tenant tenant = register(slots(3));
        for (int i = 0; i < 3; i++) {
            assertThat(tenant.submit(Opcodes.NOP)).isEqualTo(i);
        }
        time.pass(Duration.ofMillis(4));
        BudgetFigures before = figures(tenant, Fuel.SLOTS);
        long answer = tenant.submit(Opcodes.NOP);
        assertThat(Refusal.of(answer)).isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(Refusal.waitNanos(answer)).isEqualTo(Duration.ofMillis(6).toNanos());
        assertThat(tenant.explain(answer))
                .isEqualTo("tenant " + tenant.id()
                        + " \"t\": the budget of slots is used up (there was room again after 6000000 ns):"
                        + " submit again when the window has turned, or register with a larger budget");
        assertThat(figures(tenant, Fuel.SLOTS)).as("refused means unchanged").isEqualTo(denied(before));
        assertThat(tenant.counters().published()).isEqualTo(3);
        assertThat(tenant.counters().refused()).isEqualTo(ImmutableMap.of(Refusal.SLOT_BUDGET, 1L));
        time.pass(Duration.ofMillis(6));
        assertThat(tenant.submit(Opcodes.NOP)).isEqualTo(3);
        endAll();
    }

    private static BudgetFigures denied(BudgetFigures f) {
        return new BudgetFigures(
                f.unlimited(),
                f.limit(),
                f.spent(),
                f.reserved(),
                f.denied() + 1,
                f.charged(),
                f.late(),
                f.windowStartNanos(),
                f.windowNanos());
    }

    @Test
    void whatIsReservedIsSettledWhenTheTicketEndsAndNothingIsReservedWhenIdle() {
        Tenant tenant = register(slots(10));
        tenant.submit(Opcodes.NOP);
        tenant.submit(Opcodes.NOP);
        assertThat(figures(tenant, Fuel.SLOTS).reserved()).isEqualTo(2);
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isZero();
        endAll();
        for (Fuel fuel : Fuel.values()) {
            assertThat(figures(tenant, fuel).reserved()).as("%s", fuel).isZero();
        }
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isEqualTo(2);
    }

    @Test
    void batchDrawsWithItsFenceAllOrNothing() {
        Tenant tenant = register(slots(5));
        SlotBatch batch = new SlotBatch(8);
        batch.add(Opcodes.NOP).orThrow();
        batch.add(Opcodes.NOP).orThrow();
        assertThat(tenant.submitBatch(Priority.NORMAL, batch, 0, null)).isEqualTo(2);
        long second = tenant.submitBatch(Priority.NORMAL, batch, 0, null);
        assertThat(Refusal.of(second)).isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(Refusal.waitNanos(second)).isEqualTo(WINDOW.toNanos());
        assertThat(tenant.counters().published()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            batch.add(Opcodes.NOP).orThrow();
        }
        long never = tenant.submitBatch(Priority.NORMAL, batch, 0, null);
        assertThat(Refusal.waitNanos(never)).isEqualTo(Refusal.NEVER);
        assertThat(tenant.explain(never)).contains("no window has room for so much");
        endAll();
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isEqualTo(3);
    }

    @Test
    void scansReserveTheirInputAndAreSettledToWhatTheDeviceSaysItConsumed() {
        Tenant tenant = register(FuelPolicy.unlimited().withBytes(1_000, WINDOW));
        tenant.bind(0, Images.empty());
        int scan = tenant.opcode(0);
        assertThat(tenant.submit(scan, 1, 400, 700)).isZero();
        assertThat(figures(tenant, Fuel.BYTES).reserved()).isEqualTo(700);
        long refused = tenant.submit(scan, 1, 0, 301);
        assertThat(Refusal.of(refused)).isEqualTo(Refusal.BYTE_BUDGET);
        assertThat(tenant.submit(Opcodes.NOP)).as("scans nothing").isNotNegative();
        endAll(); // the hand's device says in r1 what a1 was: 400 consumed
        assertThat(figures(tenant, Fuel.BYTES).spent()).isEqualTo(400);
        assertThat(tenant.submit(scan, 1, 0, 600)).as("exactly what is left").isNotNegative();
        kernel.poll();
        fleet.last().end(taken(), FaultCode.BAD_ARGUMENT);
        kernel.poll();
        assertThat(figures(tenant, Fuel.BYTES).spent())
                .as("a fault says nothing: charged in full")
                .isEqualTo(1_000);
        assertThat(figures(tenant, Fuel.BYTES).reserved()).isZero();
    }

    @Test
    void everyMomentOfTheDeviceIsSharedByTheSlotsInTheRing() {
        FuelPolicy policy = FuelPolicy.unlimited()
                .withDeviceTime(Duration.ofMillis(5), WINDOW)
                .withDeviceNanosEach(1_000_000);
        Tenant one = register(policy);
        Tenant two = register(policy);
        one.submit(Opcodes.NOP);
        kernel.poll();
        time.pass(Duration.ofMillis(2)); // one alone
        two.submit(Opcodes.NOP);
        kernel.poll();
        time.pass(Duration.ofMillis(4)); // both
        Slot first = taken();
        Slot second = taken();
        fleet.last().end(first);
        kernel.poll();
        assertThat(figures(one, Fuel.DEVICE_NANOS).spent()).isEqualTo(4_000_000);
        time.pass(Duration.ofMillis(1)); // two alone
        fleet.last().end(second);
        kernel.poll();
        assertThat(figures(two, Fuel.DEVICE_NANOS).spent()).isEqualTo(3_000_000);
        assertThat(one.submit(Opcodes.NOP)).as("4 of 5 ms spent").isNotNegative();
        assertThat(Refusal.of(one.submit(Opcodes.NOP))).isEqualTo(Refusal.DEVICE_TIME_BUDGET);
    }

    @Test
    void deviceTimeBeyondTheReservationIsOwedByTheWindowsAfter() {
        Tenant tenant = register(FuelPolicy.unlimited().withDeviceTime(Duration.ofMillis(1), WINDOW));
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        time.pass(Duration.ofMillis(3));
        endAll();
        long answer = tenant.submit(Opcodes.NOP);
        assertThat(Refusal.of(answer)).isEqualTo(Refusal.DEVICE_TIME_BUDGET);
        assertThat(Refusal.waitNanos(answer))
                .as("three windows' worth is used and a little more is asked")
                .isEqualTo(Duration.ofMillis(3 * 10 - 3).toNanos());
        time.pass(Duration.ofNanos(Refusal.waitNanos(answer)));
        assertThat(tenant.submit(Opcodes.NOP)).isNotNegative();
    }

    @Test
    void ticketsThatEndUnmeasuredAreChargedInFull() {
        Tenant tenant =
                register(slots(10).withDeviceTime(Duration.ofMillis(1), WINDOW).withDeviceNanosEach(1_000));
        tenant.submit(Opcodes.NOP);
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        fleet.last().lose(new DeviceException(DeviceException.Category.LOST, "pulled the plug"));
        kernel.poll();
        kernel.poll();
        assertThat(tenant.counters().faulted()).isEqualTo(2);
        assertThat(figures(tenant, Fuel.SLOTS).reserved()).isZero();
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isEqualTo(2);
        assertThat(figures(tenant, Fuel.DEVICE_NANOS).reserved()).isZero();
        assertThat(figures(tenant, Fuel.DEVICE_NANOS).spent()).isEqualTo(2_000);
    }

    @Test
    void whatTheQueueRefusesTheBudgetsHaveBack() {
        Tenant tenant = kernel.tenants()
                .register("t", fuel(slots(10)).withBacklogCap(1))
                .orThrow();
        tenant.submit(Opcodes.NOP);
        BudgetFigures before = figures(tenant, Fuel.SLOTS);
        assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.BACKLOG_CAP);
        assertThat(figures(tenant, Fuel.SLOTS)).isEqualTo(before);
        endAll();
        assertThat(figures(tenant, Fuel.SLOTS).charged()).isEqualTo(1);
    }

    @Test
    void firstDenialOfAWindowStandsInTheJournalAndTheOthersAreCounted() {
        Tenant tenant = register(slots(2));
        tenant.submit(Opcodes.NOP);
        tenant.submit(Opcodes.NOP);
        for (int i = 0; i < 5; i++) {
            tenant.submit(Opcodes.NOP);
        }
        time.pass(WINDOW);
        SlotBatch batch = new SlotBatch(4);
        batch.add(Opcodes.NOP).orThrow();
        batch.add(Opcodes.NOP).orThrow();
        tenant.submitBatch(Priority.LOW, batch, 0, null);
        List<JournalEntry> entries = kernel.ledger().journal().entries();
        assertThat(entries)
                .extracting(JournalEntry::act)
                .containsOnly(Act.SPEND_SLOTS)
                .hasSize(2);
        JournalEntry spent = entries.getFirst();
        assertThat(spent.reason()).isEqualTo(Reason.BUDGET_SPENT);
        assertThat(spent.principal()).isEqualTo(tenant.id());
        assertThat(spent.amount()).isEqualTo(1);
        assertThat(spent.current()).isEqualTo(2);
        assertThat(spent.limit()).isEqualTo(2);
        assertThat(entries.getLast().reason()).isEqualTo(Reason.BUDGET_TOO_SMALL);
        assertThat(figures(tenant, Fuel.SLOTS).denied()).isEqualTo(6);
        endAll();
    }

    @Test
    void tenantsBelowAnotherShareItsBudgetAndItsMemory() {
        Tenant top = kernel.tenants()
                .register("top", fuel(slots(3)).withMemoryCeilingBytes(256))
                .orThrow();
        Tenant left =
                kernel.tenants().registerBelow(top, "left", fuel(slots(2))).orThrow();
        Tenant right = kernel.tenants()
                .registerBelow(top, "right", TenantPolicy.defaults())
                .orThrow();
        assertThat(left.submit(Opcodes.NOP)).isNotNegative();
        assertThat(left.submit(Opcodes.NOP)).isNotNegative();
        assertThat(Refusal.of(left.submit(Opcodes.NOP))).as("its own").isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(right.submit(Opcodes.NOP)).isNotNegative();
        BudgetFigures before = figures(right, Fuel.SLOTS);
        assertThat(Refusal.of(right.submit(Opcodes.NOP))).as("the one above").isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(figures(right, Fuel.SLOTS)).as("its own is unchanged").isEqualTo(before);
        assertThat(Refusal.of(top.submit(Opcodes.NOP))).isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(kernel.ledger().journal().entries())
                .extracting(JournalEntry::reason)
                .containsExactly(Reason.BUDGET_SPENT, Reason.ANCESTOR_BUDGET, Reason.BUDGET_SPENT);
        endAll();
        assertThat(figures(top, Fuel.SLOTS).spent()).isEqualTo(3);
        assertThat(left.allocate(Purpose.HEAP, 192)).isInstanceOf(Allocation.Granted.class);
        assertThat(right.allocate(Purpose.HEAP, 128))
                .isInstanceOfSatisfying(
                        Allocation.Refused.class,
                        refused -> assertThat(refused.reason()).contains("the ceiling of an account above it"));
    }

    @Test
    void tenantsGoOnBelowOneThatLeftAndTheTotalsStay() {
        Tenant top = register(slots(3));
        Tenant below = kernel.tenants()
                .registerBelow(top, "below", TenantPolicy.defaults())
                .orThrow();
        top.submit(Opcodes.NOP);
        endAll();
        kernel.tenants().unregister(top);
        kernel.poll();
        assertThat(below.submit(Opcodes.NOP)).isNotNegative();
        assertThat(below.submit(Opcodes.NOP)).isNotNegative();
        assertThat(Refusal.of(below.submit(Opcodes.NOP))).isEqualTo(Refusal.SLOT_BUDGET);
        assertThat(below.allocate(Purpose.HEAP, 64)).isInstanceOf(Allocation.Refused.class);
        assertThat(kernel.tenants().registerBelow(top, "late", TenantPolicy.defaults()))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        refused -> assertThat(refused.reason()).contains("not an active tenant of this registry"));
        endAll();
        assertThat(kernel.reconcile().differences()).isEmpty();
    }

    @Test
    void slotsOfRingsThatCallersManageCountToo() {
        Tenant tenant = register(slots(2));
        RingView ring = RingView.allocate(Arena.ofAuto(), 4).orThrow();
        assertThat(tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP).isPublished())
                .isTrue();
        assertThat(tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP).isPublished())
                .as("the ring refuses a slot that is taken")
                .isFalse();
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isEqualTo(1);
        assertThat(tenant.publish(ring, 1, Priority.NORMAL, Opcodes.NOP).isPublished())
                .isTrue();
        assertThat(tenant.publish(ring, 2, Priority.NORMAL, Opcodes.NOP))
                .isInstanceOfSatisfying(
                        Publication.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.SLOT_BUDGET));
        assertThat(tenant.counters().published()).isEqualTo(2);
        tenant.noteDrained(2);
    }

    @Test
    void theDeviceUnderAHandIsTheOnlyOneThatEnds() {
        HandDevice device = fleet.last();
        Tenant tenant = register(slots(1));
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        Slot slot = taken();
        device.end(slot);
        device.end(slot); // twice: the second is nobody's and settles nothing
        kernel.poll();
        assertThat(figures(tenant, Fuel.SLOTS).spent()).isEqualTo(1);
        assertThat(figures(tenant, Fuel.SLOTS).charged()).isEqualTo(1);
        assertThat(kernel.snapshot().spurious()).isEqualTo(1);
    }
}

package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.FuelPolicy;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random trees of tenants under budgets, by a clock of the test's: what was charged is what was accepted, whatever happens. */
class FuelPropertiesTest {
    private static final Duration WINDOW = Duration.ofMillis(10);
    private static final int STEPS = 300;
    private static final long EACH = 50_000;

    /** What a test knows of a tenant without asking its budgets. */
    private static final class Node {
        final Tenant tenant;
        final @Nullable Node parent;
        final List<int[]> told = new ArrayList<>();
        long accepted; // slots of its own and of those below

        Node(Tenant tenant, @Nullable Node parent) {
            this.tenant = tenant;
            this.parent = parent;
        }

        void accept(int slots) {
            for (Node at = this; at != null; at = at.parent) {
                at.accepted += slots;
            }
        }
    }

    private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    private final HandTime time = new HandTime(Duration.ofMillis(1));
    private final List<Node> nodes = new ArrayList<>();
    private final List<Slot> open = new ArrayList<>();
    private long unmeasured;

    @Property(tries = 20)
    void chargesAreWhatWasAcceptedAndNothingIsReservedWhenIdle(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        nodes.clear();
        open.clear();
        unmeasured = 0;
        ResidentKernel kernel = ResidentKernel.driven(
                KernelOptions.defaults().withGeometry(Kernels.geometry(16)).withRecovery(RecoveryPolicy.none()),
                fleet,
                time);
        HandDevice device = fleet.last();
        long begin = time.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(11)) {
                case 0 -> register(random, kernel);
                case 1, 2, 3, 4 -> submit(random);
                case 5 -> submitBatch(random);
                case 6 -> open.addAll(device.takeAll());
                case 7, 8 -> end(random, device);
                case 9 -> time.pass(Duration.ofNanos(random.nextInt((int) WINDOW.toNanos())));
                default -> {
                    if (random.nextInt(12) == 0 && !nodes.isEmpty()) {
                        kernel.tenants().unregister(nodes.get(random.nextInt(nodes.size())).tenant);
                    }
                }
            }
            kernel.poll();
            nodes.forEach(FuelPropertiesTest::check);
        }
        if (random.nextInt(3) == 0) {
            unmeasured = nodes.stream()
                    .mapToLong(node -> node.tenant.counters().outstanding())
                    .sum();
            kernel.close(Duration.ZERO); // what is outstanding fails, and is charged in full
        } else {
            while (nodes.stream().anyMatch(node -> node.tenant.counters().outstanding() > 0)) {
                open.addAll(device.takeAll());
                device.endAll(open);
                open.clear();
                kernel.poll();
            }
            assertThat(kernel.reconcile().differences()).isEmpty();
            kernel.close(Duration.ZERO);
        }
        for (Node node : nodes) {
            check(node);
            node.tenant
                    .budgets()
                    .values()
                    .forEach(figures -> assertThat(figures.reserved())
                            .as("reserved when idle")
                            .isZero());
            assertThat(node.told)
                    .as("every listener once")
                    .allSatisfy(times -> assertThat(times[0]).isEqualTo(1));
        }
        long charged = nodes.stream()
                .filter(node -> node.parent == null)
                .mapToLong(node -> figures(node, Fuel.DEVICE_NANOS).charged())
                .sum();
        assertThat(charged)
                .as("shares of the device's time")
                .isLessThanOrEqualTo(time.nanoTime() - begin + unmeasured * EACH);
    }

    private static BudgetFigures figures(Node node, Fuel fuel) {
        return Objects.requireNonNull(node.tenant.budgets().get(fuel));
    }

    private static void check(Node node) {
        BudgetFigures slots = figures(node, Fuel.SLOTS);
        assertThat(slots.charged()).isEqualTo(node.accepted);
        assertThat(slots.spent() + slots.reserved()).isLessThanOrEqualTo(slots.limit());
        for (BudgetFigures figures : node.tenant.budgets().values()) {
            assertThat(figures.reserved()).isNotNegative();
            assertThat(figures.spent()).isNotNegative();
        }
    }

    private void register(Random random, ResidentKernel kernel) {
        TenantPolicy policy = TenantPolicy.defaults()
                .withBacklogCap(1 + random.nextInt(40))
                .withFuel(FuelPolicy.unlimited()
                        .withSlots(random.nextInt(60), WINDOW)
                        .withDeviceTime(Duration.ofMillis(1 + random.nextInt(20)), WINDOW)
                        .withDeviceNanosEach(EACH));
        Node parent = nodes.isEmpty() || random.nextBoolean() ? null : nodes.get(random.nextInt(nodes.size()));
        Registration registration = parent == null
                ? kernel.tenants().register("t", policy)
                : kernel.tenants().registerBelow(parent.tenant, "t", policy);
        if (registration instanceof Registration.Registered(Tenant tenant)) {
            nodes.add(new Node(tenant, parent));
        }
    }

    private void submit(Random random) {
        if (!nodes.isEmpty()) {
            Node node = nodes.get(random.nextInt(nodes.size()));
            int[] times = new int[1];
            long answer = node.tenant.submit(Priority.NORMAL, completion -> times[0]++, Opcodes.NOP);
            if (!Refusal.isRefused(answer)) {
                node.told.add(times);
                node.accept(1);
            }
        }
    }

    private void submitBatch(Random random) {
        if (!nodes.isEmpty()) {
            Node node = nodes.get(random.nextInt(nodes.size()));
            SlotBatch batch = new SlotBatch(6);
            int items = 1 + random.nextInt(6);
            for (int item = 0; item < items; item++) {
                batch.add(Opcodes.NOP).orThrow();
            }
            if (!Refusal.isRefused(node.tenant.submitBatch(Priority.LOW, batch, 0, null))) {
                node.accept(items + 1);
            }
        }
    }

    private void end(Random random, HandDevice device) {
        for (int i = random.nextInt(8); i > 0 && !open.isEmpty(); i--) {
            device.end(
                    open.remove(random.nextInt(open.size())),
                    random.nextInt(4) == 0 ? FaultCode.BAD_ARGUMENT : FaultCode.NONE);
        }
    }
}

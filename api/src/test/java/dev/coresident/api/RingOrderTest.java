package dev.coresident.api;

import static dev.coresident.api.Kernels.atOnce;
import static dev.coresident.api.Kernels.idle;
import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order the pump writes the ring, seen from a device that does nothing by itself. */
@Timeout(300)
class RingOrderTest {
    /** Slots that a tenant of weight 1 may write in a turn. */
    static final int QUANTUM = 32;

    private static final int NORMAL = Priority.NORMAL.level();

    static Tenant tenant(ResidentKernel kernel, TenantPolicy policy) {
        return kernel.tenants().register("t", policy).orThrow();
    }

    static TenantPolicy backlog(int cap) {
        return TenantPolicy.defaults().withBacklogCap(cap);
    }

    static void submit(Tenant tenant, Priority priority, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(tenant.submit(priority, Opcodes.NOP, i)).isNotNegative();
        }
    }

    static void submitBatch(Tenant tenant, Priority priority, int items, int tag) {
        SlotBatch batch = new SlotBatch(items);
        for (int i = 0; i < items; i++) {
            batch.add(Opcodes.NOP, i).orThrow();
        }
        assertThat(tenant.submitBatch(priority, batch, tag, null)).isNotNegative();
    }

    /** Ends what is in the ring again and again until so many slots were seen; in the order the pump wrote them. */
    static List<Slot> serve(ResidentKernel kernel, HandDevice device, int level, int count) {
        List<Slot> all = new ArrayList<>();
        until(kernel, () -> {
            List<Slot> some = device.takeAll(level);
            all.addAll(some);
            device.endAll(some);
            return all.size() >= count;
        });
        return all;
    }

    @Test
    void weightsOneAndThreeAreKeptWithinOneQuantum() throws Exception {
        HandDevice device = Kernels.hand(256);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant light = tenant(kernel, backlog(600).withWeight(1));
            Tenant heavy = tenant(kernel, backlog(600).withWeight(3));
            atOnce(kernel, device, () -> {
                submit(light, Priority.NORMAL, 600);
                submit(heavy, Priority.NORMAL, 600);
            });
            List<Slot> order = serve(kernel, device, NORMAL, 1_200);
            int lights = 0;
            int heavies = 0;
            for (Slot slot : order.subList(0, 780)) {
                lights += slot.tenant() == light.word() ? 1 : 0;
                heavies += slot.tenant() == heavy.word() ? 1 : 0;
                assertThat(heavies).isBetween(3 * (lights - QUANTUM), 3 * (lights + QUANTUM));
            }
            assertThat(order).extracting(Slot::tenant).containsOnly(light.word(), heavy.word());
            assertThat(order.stream().filter(slot -> slot.tenant() == light.word()))
                    .as("each tenant's own order")
                    .extracting(Slot::a0)
                    .isSorted();
        }
    }

    @Test
    void aFullPartitionHoldsUpNoOtherLevel() throws Exception {
        HandDevice device = Kernels.hand(8);
        ResidentKernel kernel = Kernels.over(device);
        Tenant flood = tenant(kernel, backlog(200));
        for (Priority full : Priority.values()) {
            submit(flood, full, 30);
            until(kernel, () -> device.tail(full.level()) - 8 >= 0);
        }
        idle(kernel);
        for (Priority priority : Priority.values()) {
            int level = priority.level();
            int before = device.tail(level);
            assertThat(before).isEqualTo(8);
            device.end(Objects.requireNonNull(device.take(level)));
            until(kernel, () -> device.tail(level) == before + 1);
            idle(kernel);
            assertThat(device.tail(level)).isEqualTo(before + 1);
        }
        until(kernel, () -> {
            device.endAll(device.takeAll());
            return flood.counters().outstanding() <= 35;
        });
        device.onNudge(() -> device.endAll(device.takeAll()));
        kernel.close(Kernels.LIMIT.dividedBy(100));
        assertThat(device.violations()).isEmpty();
    }

    @Test
    void everySlotLiesInThePartitionThatItsPriorityWordNames() throws Exception {
        HandDevice device = Kernels.hand(16);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = tenant(kernel, backlog(50));
            for (Priority priority : Priority.values()) {
                submit(tenant, priority, 5);
                submitBatch(tenant, priority, 3, 9);
            }
            for (Priority priority : Priority.values()) {
                List<Slot> slots = serve(kernel, device, priority.level(), 9);
                assertThat(slots).extracting(Slot::priority).containsOnly(priority.level());
                assertThat(slots).extracting(slot -> slot.index() / 16).containsOnly(priority.level());
                assertThat(slots).extracting(Slot::tenant).containsOnly(tenant.word());
            }
        }
    }

    @Test
    void aTenantAtItsQuotaWaitsAndGoesOnWhenItsSlotsEndAndHoldsUpNobody() throws Exception {
        HandDevice device = Kernels.hand(64);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant capped = tenant(kernel, backlog(50).withQuota(5));
            Tenant free = tenant(kernel, backlog(50));
            atOnce(kernel, device, () -> {
                submit(capped, Priority.NORMAL, 10);
                submit(capped, Priority.LOW, 10);
                submit(free, Priority.NORMAL, 20);
                submit(free, Priority.LOW, 20);
            });
            List<Slot> inRing = new ArrayList<>();
            until(kernel, () -> {
                inRing.addAll(device.takeAll());
                return inRing.size() >= 45;
            });
            idle(kernel);
            inRing.addAll(device.takeAll());
            assertThat(inRing.stream().filter(slot -> slot.tenant() == free.word()))
                    .hasSize(40);
            List<Slot> own = new ArrayList<>(inRing.stream()
                    .filter(slot -> slot.tenant() == capped.word())
                    .toList());
            inRing.removeAll(own);
            device.endAll(inRing);
            int seen = own.size();
            assertThat(seen).isEqualTo(5);
            while (!own.isEmpty()) {
                device.end(own.removeLast());
                until(kernel, () -> {
                    own.addAll(device.takeAll());
                    return own.size() >= 5
                            || capped.counters().published() - capped.counters().done() == own.size();
                });
                idle(kernel);
                assertThat(own.size()).isLessThanOrEqualTo(5);
            }
            assertThat(capped.counters().done()).isEqualTo(20);
        }
    }

    @Test
    void aBatchStandsInConsecutiveSlotsWithItsFenceLast() throws Exception {
        HandDevice device = Kernels.hand(64);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant batching = tenant(kernel, backlog(64));
            Tenant other = tenant(kernel, backlog(64));
            atOnce(kernel, device, () -> {
                submit(other, Priority.NORMAL, 7);
                submit(batching, Priority.NORMAL, 3);
                submitBatch(batching, Priority.NORMAL, 10, 77);
                submit(batching, Priority.NORMAL, 2);
                submitBatch(batching, Priority.NORMAL, 0, 78);
                submit(other, Priority.NORMAL, 7);
            });
            List<Slot> order = serve(kernel, device, NORMAL, 3 + 11 + 2 + 1 + 14);
            List<Slot> own = order.stream()
                    .filter(slot -> slot.tenant() == batching.word())
                    .toList();
            List<Slot> batch = own.subList(3, 14);
            int first = order.indexOf(batch.getFirst());
            assertThat(order.subList(first, first + 11)).isEqualTo(batch);
            assertThat(batch.getLast().opcode()).isEqualTo(Opcodes.BATCH_FENCE);
            assertThat(batch.getLast().a0()).isEqualTo(10);
            assertThat(batch.getLast().a1()).isEqualTo(77);
            assertThat(batch.subList(0, 10)).extracting(Slot::a0).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(own.getLast()).satisfies(fence -> {
                assertThat(fence.opcode()).isEqualTo(Opcodes.BATCH_FENCE);
                assertThat(fence.a0()).isZero();
            });
        }
    }

    @Test
    void aBatchIsWrittenWholeOrNotAtAllAndIsNotOvertakenForEver() throws Exception {
        HandDevice device = Kernels.hand(16);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant singles = tenant(kernel, backlog(256));
            Tenant batching = tenant(kernel, backlog(16));
            submit(singles, Priority.NORMAL, 10);
            until(kernel, () -> device.tail(NORMAL) == 10);
            List<Slot> held = device.takeAll(NORMAL);
            submitBatch(batching, Priority.NORMAL, 7, 1);
            idle(kernel);
            submit(singles, Priority.NORMAL, 200);
            idle(kernel);
            for (int left = 10; left > 8; left--) {
                assertThat(device.takeAll(NORMAL))
                        .as("room for %s slots", 16 - left)
                        .isEmpty();
                device.end(held.removeFirst());
                idle(kernel);
            }
            List<Slot> batch = serve(kernel, device, NORMAL, 8);
            assertThat(batch.subList(0, 8)).extracting(Slot::tenant).containsOnly(batching.word());
            device.endAll(held);
            serve(kernel, device, NORMAL, 200 - (batch.size() - 8));
        }
    }

    @Test
    void aFenceHoldsTheSlotsOfItsItemsUntilItEndedItself() throws Exception {
        HandDevice device = Kernels.hand(4);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = tenant(kernel, backlog(16));
            submitBatch(tenant, Priority.NORMAL, 3, 5);
            submit(tenant, Priority.NORMAL, 4);
            until(kernel, () -> device.tail(NORMAL) == 4);
            List<Slot> slots = device.takeAll(NORMAL);
            device.endAll(slots.subList(0, 3));
            until(kernel, () -> tenant.counters().done() == 3);
            idle(kernel);
            assertThat(device.tail(NORMAL))
                    .as("the fence still looks at the items' slots")
                    .isEqualTo(4);
            device.end(slots.get(3));
            until(kernel, () -> device.tail(NORMAL) == 8);
            device.endAll(device.takeAll(NORMAL));
            until(kernel, () -> tenant.counters().outstanding() == 0);
        }
    }

    @Test
    void aFenceThatIsReportedBeforeAnItemLeavesThatItemItsSlot() throws Exception {
        HandDevice device = Kernels.hand(4);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = tenant(kernel, backlog(16));
            submitBatch(tenant, Priority.NORMAL, 3, 5);
            submit(tenant, Priority.NORMAL, 4);
            until(kernel, () -> device.tail(NORMAL) == 4);
            List<Slot> slots = device.takeAll(NORMAL);
            device.end(slots.get(0));
            device.end(slots.get(3));
            until(kernel, () -> tenant.counters().done() == 2 && device.tail(NORMAL) == 5);
            idle(kernel);
            assertThat(device.tail(NORMAL)).as("only item 0's slot is free").isEqualTo(5);
            device.end(slots.get(1));
            until(kernel, () -> device.tail(NORMAL) == 6);
            device.end(slots.get(2));
            until(kernel, () -> device.tail(NORMAL) == 8);
            device.endAll(device.takeAll(NORMAL));
            until(kernel, () -> tenant.counters().outstanding() == 0);
            assertThat(kernel.snapshot().spurious()).isZero();
        }
    }

    @Test
    void aLoneTenantDoesNotWaitForTheDebtOfItsOwnBatch() throws Exception {
        HandDevice device = Kernels.hand(4_096);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = tenant(kernel, backlog(4_096));
            atOnce(kernel, device, () -> {
                submitBatch(tenant, Priority.NORMAL, 3_000, 1);
                submit(tenant, Priority.NORMAL, 1);
            });
            until(kernel, () -> device.tail(NORMAL) - 3_001 >= 0);
            for (int cycle = 0; cycle < 4; cycle++) {
                kernel.poll();
            }
            assertThat(device.tail(NORMAL)).isEqualTo(3_002);
            device.endAll(device.takeAll());
        }
    }
}

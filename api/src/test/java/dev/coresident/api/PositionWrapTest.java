package dev.coresident.api;

import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.internal.pump.Positions;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Positions are u32 on the device and wrap; nothing may be lost or run twice there. */
@Timeout(300)
class PositionWrapTest {
    private static final long NEAR = 0xFFFF_FFF0L;

    @Test
    void slotsBatchesAndMemoryGoOnAcrossTheWrap() throws Exception {
        HandDevice device = Kernels.hand(8);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Field field = ResidentKernel.class.getDeclaredField("pump");
            field.setAccessible(true);
            Positions.startAt((Pump) field.get(kernel), NEAR);
            device.startCompletionsAt((int) NEAR);
            for (Priority priority : Priority.values()) {
                device.startAt(priority.level(), (int) NEAR);
            }
            Tenant tenant = kernel.tenants().register("t", 64).orThrow();
            Completion outcome = new Completion();
            int expected = 0;
            for (int round = 0; round < 12; round++) {
                var buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
                long first = tenant.submit(Priority.NORMAL, 0, expected, round);
                RingOrderTest.submitBatch(tenant, Priority.NORMAL, 3, round);
                expected++;
                List<Slot> slots = new ArrayList<>();
                until(kernel, () -> {
                    slots.addAll(device.takeAll(2));
                    return slots.size() == 5;
                });
                buffer.close();
                Kernels.idle(kernel);
                assertThat(kernel.ledger().currentBytes()).isEqualTo(64);
                device.endAll(slots);
                until(
                        kernel,
                        () -> tenant.counters().outstanding() == 0
                                && kernel.ledger().currentBytes() == 0);
                tenant.look(first, outcome);
                assertThat(outcome.result(1)).isEqualTo(round);
            }
            assertThat(device.tail(2)).as("wrapped").isEqualTo(60 - 16);
            assertThat(tenant.counters().done()).isEqualTo(60);
            assertThat(kernel.snapshot().spurious()).isZero();
            assertThat(device.violations()).isEmpty();
        }
    }
}

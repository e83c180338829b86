package dev.coresident.api;

import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RingLookTest {
    @Test
    void aLookCountsStatusesByPriorityAndCell() throws Exception {
        HandDevice device = Kernels.hand(16);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            for (int i = 0; i < 5; i++) {
                tenant.submit(Priority.HIGH, Opcodes.NOP);
            }
            until(kernel, () -> kernel.snapshot().inRing() == 5);
            RingLook look = kernel.lookAtRing(4);
            assertThat(look.looked()).isEqualTo(5 * 16);
            assertThat(look.cells(Priority.HIGH)).isEqualTo(4);
            assertThat(look.count(Priority.HIGH, 0, SlotStatus.PUBLISHED)).isEqualTo(4);
            assertThat(look.count(Priority.HIGH, 1, SlotStatus.PUBLISHED)).isEqualTo(1);
            assertThat(look.count(Priority.HIGH, 1, SlotStatus.EMPTY)).isEqualTo(3);
            assertThat(look.count(Priority.NORMAL, 0, SlotStatus.PUBLISHED)).isZero();
            assertThat(look.total(SlotStatus.PUBLISHED)).isEqualTo(5);
            assertThat(kernel.lookAtRing(RingLook.MOST_CELLS).cells(Priority.HIGH))
                    .isEqualTo(16);
            device.onNudge(() -> device.endAll(device.takeAll()));
            device.endAll(device.takeAll());
        }
    }

    @Test
    void aLargeRingIsLookedAtInSamplesAndAClosedOneNotAtAll() throws Exception {
        ResidentKernel kernel = Kernels.over(Kernels.hand(1 << 14));
        assertThat(kernel.lookAtRing(8).looked()).isEqualTo(5 * 8 * RingLook.SLOTS_A_CELL);
        assertThatThrownBy(() -> kernel.lookAtRing(0)).hasMessageContaining("1 to 256");
        kernel.close(Duration.ofMillis(50));
        assertThat(kernel.lookAtRing(8).looked()).isZero();
        assertThat(kernel.lookAtRing(8).cells(Priority.HIGH)).isZero();
    }
}

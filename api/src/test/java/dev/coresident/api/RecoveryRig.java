package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Devices driven by hand, one after the other, under a kernel on a clock of the test's. */
abstract class RecoveryRig {
    final DeviceException lost = new DeviceException(DeviceException.Category.LOST, "pulled the plug");
    static final Duration SECOND = Duration.ofSeconds(1);

    final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    final HandTime time = new HandTime(Duration.ofMillis(1));
    final List<KernelEvent> events = new ArrayList<>();
    RecoveryPolicy policy = RecoveryPolicy.defaults().withPauses(SECOND, Duration.ofSeconds(3));

    ResidentKernel open() throws DeviceException {
        return ResidentKernel.driven(
                KernelOptions.defaults()
                        .withGeometry(Kernels.geometry(16))
                        .withRecovery(policy)
                        .withListener(events::add),
                fleet,
                time);
    }

    /** Loses the device and lets the kernel have another. */
    HandDevice replace(ResidentKernel kernel) {
        fleet.last().lose(lost);
        kernel.poll();
        time.pass(SECOND);
        kernel.poll();
        kernel.poll();
        return fleet.last();
    }

    static List<Integer> arguments(List<Slot> slots) {
        return slots.stream().map(Slot::a0).toList();
    }

    static Completion look(Tenant tenant, long ticket, TicketState state) {
        Completion outcome = new Completion();
        assertThat(tenant.look(ticket, outcome)).isEqualTo(state);
        return outcome;
    }
}

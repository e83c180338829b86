package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.device.HandDevice;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.time.Duration;

/** Kernels that tests open. */
public final class Kernels {
    /** Longer than anything here takes. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private Kernels() {}

    /** A small shape: so many slots at each level, 64 tenants, 8 bindings, a heap of 1 MiB. */
    public static Geometry geometry(int slotsEach) {
        return new Geometry(Partitions.each(slotsEach), 64, 1_024, 8, 16, 64, 16, 1L << 20);
    }

    /** A device that runs when told to, RESIDENT. */
    public static HandDevice hand(int slotsEach) {
        return new HandDevice(geometry(slotsEach), ExecutionModel.RESIDENT);
    }

    /** A kernel over a device made by the test. */
    public static ResidentKernel over(HandDevice device) throws DeviceException {
        return ResidentKernel.over(
                new KernelOptions("hand", device.geometry(), TenantPolicy.defaults(), ImmutableMap.of()), device);
    }

    /** A kernel on the simulator's threads, small. */
    public static ResidentKernel sim() throws DeviceException {
        return sim(geometry(256));
    }

    /** A kernel on the simulator's threads. */
    public static ResidentKernel sim(Geometry geometry) throws DeviceException {
        return ResidentKernel.open(KernelOptions.defaults().withBackend("sim").withGeometry(geometry));
    }

    /** Waits for a ticket that ends well. */
    public static Completion done(Tenant tenant, long ticket) throws InterruptedException {
        Completion outcome = new Completion();
        assertThat(ticket).isNotNegative();
        assertThat(tenant.await(ticket, LIMIT, outcome))
                .as("%s", outcome)
                .isEqualTo(TicketState.DONE);
        return outcome;
    }

    /** Waits for a ticket that ends, well or not. */
    public static Completion ended(Tenant tenant, long ticket) throws InterruptedException {
        Completion outcome = new Completion();
        assertThat(ticket).isNotNegative();
        assertThat(tenant.await(ticket, LIMIT, outcome).isEnded()).isTrue();
        return outcome;
    }

    /** Runs the pump until it has nothing to do. */
    public static void settle(ResidentKernel kernel) {
        int idle = 0;
        while (idle < 3) {
            idle = kernel.poll() > 0 ? 0 : idle + 1;
        }
    }
}

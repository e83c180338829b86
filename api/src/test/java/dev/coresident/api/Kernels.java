package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.event.KernelListener;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Kernels that tests open. */
final class Kernels {
    /** Longer than anything here takes. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private Kernels() {}

    /** A small shape: so many slots at each level, 64 tenants, 8 bindings, a heap of 1 MiB. */
    static Geometry geometry(int slotsEach) {
        return new Geometry(Partitions.each(slotsEach), 64, 1_024, 8, 16, 64, 16, 1L << 20);
    }

    /** A device that runs when told to, RESIDENT. */
    static HandDevice hand(int slotsEach) {
        return new HandDevice(geometry(slotsEach), ExecutionModel.RESIDENT);
    }

    /** A kernel over a device made by the test, without a backstop: nothing happens but in the test's own thread. */
    static ResidentKernel over(HandDevice device) throws DeviceException {
        return ResidentKernel.over(
                new KernelOptions(
                        "hand",
                        device.geometry(),
                        TenantPolicy.defaults(),
                        ImmutableMap.of(),
                        RecoveryPolicy.none(),
                        KernelListener.none(),
                        null,
                        null),
                () -> device,
                KernelTime.system(),
                false);
    }

    /** A kernel on the simulator's threads, small. */
    static ResidentKernel sim() throws DeviceException {
        return sim(geometry(256));
    }

    /** A kernel on the simulator's threads. */
    static ResidentKernel sim(Geometry geometry) throws DeviceException {
        return ResidentKernel.open(KernelOptions.defaults().withBackend("sim").withGeometry(geometry));
    }

    /** Waits for a ticket that ends well. */
    static Completion done(Tenant tenant, long ticket) throws InterruptedException {
        Completion outcome = new Completion();
        assertThat(ticket).isNotNegative();
        assertThat(tenant.await(ticket, LIMIT, outcome)).as("%s", outcome).isEqualTo(TicketState.DONE);
        return outcome;
    }

    /** Waits for a ticket that ends, well or not. */
    static Completion ended(Tenant tenant, long ticket) throws InterruptedException {
        Completion outcome = new Completion();
        assertThat(ticket).isNotNegative();
        assertThat(tenant.await(ticket, LIMIT, outcome).isEnded()).isTrue();
        return outcome;
    }

    /** Runs the pump until something holds; a test's own limit ends it otherwise. */
    static void until(ResidentKernel kernel, BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted before it held");
            }
            kernel.poll();
            Thread.onSpinWait();
        }
    }

    /** Runs more cycles than anything that is still to happen needs, to see that nothing does. */
    static void idle(ResidentKernel kernel) {
        for (int cycle = 0; cycle < 50; cycle++) {
            kernel.poll();
            Thread.onSpinWait();
        }
    }

    /**
     * Runs submissions inside a completion listener, where the pump is busy: all of them wait in their queues when it goes on, and it
     * takes them in together. Uses one critical slot of a tenant of its own.
     */
    static void atOnce(ResidentKernel kernel, HandDevice device, Runnable submissions) {
        Tenant starter = kernel.tenants().register("starter").orThrow();
        AtomicBoolean ran = new AtomicBoolean();
        starter.submit(
                Priority.CRITICAL,
                completion -> {
                    submissions.run();
                    ran.set(true);
                },
                Opcodes.NOP);
        AtomicReference<@Nullable Slot> slot = new AtomicReference<>();
        until(kernel, () -> {
            slot.set(device.take(0));
            return slot.get() != null;
        });
        device.end(Objects.requireNonNull(slot.get()));
        until(kernel, ran::get);
        kernel.tenants().unregister(starter);
    }
}

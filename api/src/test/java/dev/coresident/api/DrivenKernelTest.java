package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kernel that its caller drives: it goes by the caller's clock alone, and does nothing but in calls. */
@Timeout(300)
class DrivenKernelTest {
    private static final Duration YEAR = Duration.ofDays(365);

    private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    private final HandTime time = new HandTime(Duration.ofDays(1));

    private ResidentKernel open() throws DeviceException {
        return ResidentKernel.driven(
                KernelOptions.defaults().withGeometry(Kernels.geometry(16)).withRecovery(RecoveryPolicy.none()),
                fleet,
                time);
    }

    @Test
    void awaitQuiesceAndCloseEndByTheCallersClock() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        long ticket = tenant.submit(Opcodes.NOP);
        assertThat(tenant.await(ticket, YEAR, new Completion())).isEqualTo(TicketState.OUTSTANDING);
        assertThat(time.nanoTime()).isEqualTo(YEAR.toNanos());
        assertThat(tenant.quiesce(YEAR)).isEqualTo(new Quiesce.TimedOut(1, YEAR.toNanos()));
        assertThat(time.nanoTime()).isEqualTo(2 * YEAR.toNanos());
        CloseReport report = kernel.close(YEAR);
        assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 1L));
        assertThat(time.nanoTime()).isEqualTo(3 * YEAR.toNanos());
    }

    @Test
    void whatTheCallersPauseDoesIsSeenByTheWaiter() throws Exception {
        try (ResidentKernel kernel = open()) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            long ticket = tenant.submit(Opcodes.NOP, 7);
            HandDevice device = fleet.last();
            time.onPause(() -> device.endAll(device.takeAll()));
            Completion outcome = new Completion();
            assertThat(tenant.await(ticket, YEAR, outcome)).isEqualTo(TicketState.DONE);
            assertThat(outcome.result(0)).isEqualTo(7);
        }
    }

    @Test
    void nothingHappensButInCalls() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(Opcodes.NOP);
        assertThat(fleet.last().tail(2)).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .doesNotContain("coresident-pump");
        kernel.poll();
        assertThat(fleet.last().tail(2)).isEqualTo(1);
        assertThat(time.pauses()).isZero();
        fleet.last().endAll(fleet.last().takeAll());
        assertThat(kernel.close(YEAR).isClean()).isTrue();
    }

    @Test
    void pollingLooksAtTheHealthAsTheBackstopWould() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        long ticket = tenant.submit(Opcodes.NOP);
        kernel.poll();
        fleet.last().lose(new DeviceException(DeviceException.Category.LOST, "pulled the plug"));
        kernel.poll();
        kernel.poll();
        Completion outcome = new Completion();
        assertThat(tenant.look(ticket, outcome)).isEqualTo(TicketState.FAULTED);
        assertThat(outcome.fault()).isEqualTo(FaultCode.DEVICE_LOST);
        kernel.close(YEAR);
    }
}

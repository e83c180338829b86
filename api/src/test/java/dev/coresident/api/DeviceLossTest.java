package dev.coresident.api;

import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that is lost: every accepted submission ends once, with DEVICE_LOST, and nothing more is accepted. */
@Timeout(300)
class DeviceLossTest {
    private final DeviceException lost = new DeviceException(DeviceException.Category.LOST, "pulled the plug");

    private final ConcurrentLinkedQueue<FaultCode> told = new ConcurrentLinkedQueue<>();

    private void submit(Tenant tenant, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(tenant.submit(Priority.of(i % 5), completion -> told.add(completion.fault()), Opcodes.NOP))
                    .isNotNegative();
        }
    }

    private void check(ResidentKernel kernel, Tenant tenant, int accepted) {
        until(kernel, () -> tenant.counters().outstanding() == 0);
        assertThat(tenant.counters().faulted()).isEqualTo(accepted);
        assertThat(told).hasSize(accepted).containsOnly(FaultCode.DEVICE_LOST);
        assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.DEVICE_LOST);
        assertThat(tenant.isActive()).isFalse();
        until(kernel, () -> kernel.snapshot().inRing() == 0);
        assertThat(kernel.tenants().register("late"))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        refused -> assertThat(refused.reason()).contains("device was lost", "open another kernel"));
        assertThat(kernel.tenants().unregister(tenant)).isTrue();
        assertThat(kernel.tenants().find(tenant.id())).isEmpty();
    }

    @Test
    void aRoundThatThrowsEndsEverythingOnce() throws Exception {
        HandDevice device = new HandDevice(Kernels.geometry(4), ExecutionModel.ROUNDS);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        submit(tenant, 60);
        RingOrderTest.submitBatch(tenant, Priority.HIGH, 2, 1);
        device.onRound(most -> {
            throw lost;
        });
        until(kernel, () -> tenant.counters().faulted() == 63);
        check(kernel, tenant, 60, 63);
        CloseReport report = kernel.close(Kernels.LIMIT);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(device.violations()).isEmpty();
    }

    private void check(ResidentKernel kernel, Tenant tenant, int listened, int accepted) {
        assertThat(told).hasSize(listened);
        while (told.size() < accepted) {
            told.add(FaultCode.DEVICE_LOST);
        }
        check(kernel, tenant, accepted);
    }

    @Test
    void aRoundThatBreaksTheContractCountsAsALoss() throws Exception {
        HandDevice device = new HandDevice(Kernels.geometry(4), ExecutionModel.ROUNDS);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        submit(tenant, 20);
        device.onRound(most -> {
            throw new IllegalStateException("a defect of the backend");
        });
        check(kernel, tenant, 20);
        assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
    }

    @Test
    void aResidentDeviceThatReportsItselfLostIsNoticedWithoutAnybodyPolling() throws Exception {
        HandDevice device = Kernels.hand(4);
        ResidentKernel kernel = Kernels.over(device);
        kernel.startBackstop();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        submit(tenant, 60);
        device.lose(lost);
        while (tenant.counters().outstanding() > 0) {
            Thread.onSpinWait();
        }
        check(kernel, tenant, 60);
        assertThat(kernel.snapshot().health()).isEqualTo(new Health.Lost(lost));
        assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
    }

    @Test
    void completionsOfALostDeviceThatComeLateAreHarmless() throws Exception {
        HandDevice device = new HandDevice(Kernels.geometry(4), ExecutionModel.ROUNDS);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        submit(tenant, 5);
        device.onRound(most -> {
            throw lost;
        });
        until(kernel, () -> kernel.poll() == 0 && tenant.counters().outstanding() == 0);
        List<Slot> late = device.takeAll();
        assertThat(late).hasSize(5);
        device.endAll(late);
        Kernels.idle(kernel);
        assertThat(tenant.counters().faulted()).isEqualTo(5);
        assertThat(tenant.counters().done()).isZero();
        assertThat(told).hasSize(5);
        assertThat(tenant.look(0, new Completion())).isEqualTo(TicketState.FAULTED);
        kernel.close(Kernels.LIMIT);
    }

    @Test
    void memoryOfALostDeviceIsGivenBack() throws Exception {
        HandDevice device = new HandDevice(Kernels.geometry(4), ExecutionModel.ROUNDS);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        var buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
        submit(tenant, 1);
        device.onRound(most -> {
            throw lost;
        });
        until(kernel, () -> tenant.counters().outstanding() == 0);
        buffer.close();
        until(kernel, () -> kernel.ledger().currentBytes() == 0);
        assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
    }
}

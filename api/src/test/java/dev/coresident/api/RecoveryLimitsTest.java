package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a recovery: attempts, re-runs, losses in a row, stuck slots and devices, a close in the middle. */
@Timeout(300)
class RecoveryLimitsTest extends RecoveryRig {
    @Test
    void attemptsAreBoundedAndTheirPausesDouble() throws Exception {
        policy = policy.withAttempts(4);
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        long ticket = tenant.submit(Opcodes.NOP);
        kernel.poll();
        fleet.failNext(4);
        fleet.last().lose(lost);
        kernel.poll();
        List<Long> opened = new ArrayList<>();
        long begin = time.nanoTime();
        fleet.onOpen(() -> opened.add((time.nanoTime() - begin) / SECOND.toNanos()));
        Completion outcome = new Completion();
        assertThat(tenant.await(ticket, Duration.ofDays(1), outcome)).isEqualTo(TicketState.FAULTED);
        assertThat(outcome.fault()).isEqualTo(FaultCode.DEVICE_LOST);
        assertThat(opened).containsExactly(1L, 3L, 6L, 9L);
        assertThat(events).hasSize(6);
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        KernelEvent.GivenUp.class,
                        given -> assertThat(given.reason()).contains("4 attempts"));
        assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.DEVICE_LOST);
        assertThat(kernel.tenants().register("late")).isInstanceOf(Registration.Refused.class);
        assertThat(kernel.close(SECOND).isClean()).isTrue();
    }

    @Test
    void aSubmissionRunsAgainOnlySoOften() throws Exception {
        policy = policy.withReruns(2).withLossesInRow(10);
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(Opcodes.NOP, 1);
        kernel.poll();
        assertThat(arguments(replace(kernel).takeAll())).containsExactly(1);
        tenant.submit(Opcodes.NOP, 2);
        kernel.poll();
        assertThat(arguments(replace(kernel).takeAll())).containsExactly(1, 2);
        assertThat(arguments(replace(kernel).takeAll())).containsExactly(2);
        assertThat(look(tenant, 0, TicketState.FAULTED).fault()).isEqualTo(FaultCode.DEVICE_LOST);
        look(tenant, 1, TicketState.OUTSTANDING);
    }

    @Test
    void devicesThatAreLostOneAfterTheOtherWithoutACompletionAreGivenUp() throws Exception {
        policy = policy.withLossesInRow(2).withReruns(100);
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        for (int i = 0; i < 5; i++) {
            tenant.submit(Opcodes.NOP, i);
            kernel.poll();
            HandDevice device = replace(kernel);
            device.end(Objects.requireNonNull(device.take(2)));
            kernel.poll();
        }
        assertThat(kernel.snapshot().recovery().recoveries()).isEqualTo(5);
        tenant.submit(Opcodes.NOP, 9);
        kernel.poll();
        replace(kernel);
        replace(kernel);
        assertThat(tenant.isActive()).isTrue();
        replace(kernel);
        assertThat(tenant.isActive()).isFalse();
        assertThat(look(tenant, 5, TicketState.FAULTED).fault()).isEqualTo(FaultCode.DEVICE_LOST);
        assertThat(events.getLast()).isInstanceOf(KernelEvent.GivenUp.class);
    }

    @Test
    void closingWhileAnotherDeviceIsWaitedForEndsAtOnceAndSaysWhatWasOutstanding() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.allocate(Purpose.INPUT, 64).orThrow();
        for (int i = 0; i < 30; i++) {
            tenant.submit(Opcodes.NOP, i);
        }
        kernel.poll();
        fleet.last().lose(lost);
        kernel.poll();
        long begin = time.nanoTime();
        CloseReport report = kernel.close(Duration.ofDays(1));
        assertThat(time.nanoTime() - begin).isZero();
        assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 30L));
        assertThat(report.stopped()).isTrue();
        assertThat(report.leakedBytes()).isZero();
        assertThat(look(tenant, 29, TicketState.FAULTED).fault()).isEqualTo(FaultCode.KERNEL_CLOSED);
        assertThat(fleet.attempts()).isEqualTo(1);
        assertThat(fleet.last().isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nudge", "health"})
    void aDeviceThatThrowsWhereNoneMayIsLostAndReplaced(String call) throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        fleet.last().throwFrom(call);
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        KernelEvent.DeviceLost.class,
                        lost -> assertThat(lost.cause()).hasMessageContaining("throws when it is to " + call));
        time.pass(SECOND);
        kernel.poll();
        kernel.poll();
        HandDevice next = fleet.last();
        next.end(Objects.requireNonNull(next.take(2)));
        kernel.poll();
        look(tenant, 0, TicketState.DONE);
    }

    @Test
    void aDeviceThatThrowsWhenItIsStoppedKeepsNoSubmissionFromEnding() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        fleet.last().throwFrom("stop");
        CloseReport report = kernel.close(SECOND);
        assertThat(report.stopped()).isFalse();
        assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 1L));
        assertThat(look(tenant, 0, TicketState.FAULTED).fault()).isEqualTo(FaultCode.KERNEL_CLOSED);
        assertThat(kernel.close(SECOND)).isSameAs(report);
    }

    @Test
    void aDeviceThatIsLostWhileTheKernelClosesIsNotReplaced() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(Opcodes.NOP);
        time.onPause(() -> fleet.last().lose(lost));
        CloseReport report = kernel.close(Duration.ofDays(1));
        assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 1L));
        assertThat(fleet.attempts()).isEqualTo(1);
    }

    @Test
    void aDeviceThatArrivesWhenTheKernelHasClosedIsClosedToo() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        fleet.last().lose(lost);
        kernel.poll();
        time.pass(SECOND);
        List<CloseReport> reports = new ArrayList<>();
        fleet.onOpen(() -> {
            Thread closer = Thread.ofPlatform().start(() -> reports.add(kernel.close(Duration.ofMillis(20))));
            try {
                closer.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        kernel.poll();
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.stopped()).isFalse();
            assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 1L));
        });
        assertThat(fleet.all()).hasSize(2);
        assertThat(fleet.last().isClosed()).isTrue();
        kernel.poll();
        assertThat(look(tenant, 0, TicketState.FAULTED).fault()).isEqualTo(FaultCode.KERNEL_CLOSED);
    }

    @Test
    void aSlotThatDoesNotEndIsFaultedAndItsPlaceKeptUntilItDoes() throws Exception {
        policy = policy.withSlotLimit(Duration.ofSeconds(10)).withStallLimit(RecoveryPolicy.FOREVER);
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        List<FaultCode> told = new ArrayList<>();
        tenant.submit(Priority.NORMAL, outcome -> told.add(outcome.fault()), Opcodes.NOP, 1);
        tenant.submit(Priority.NORMAL, outcome -> told.add(outcome.fault()), Opcodes.NOP, 2);
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
        kernel.poll();
        HandDevice device = fleet.last();
        Slot stuck = Objects.requireNonNull(device.take(2));
        seconds(kernel, 9);
        assertThat(told).isEmpty();
        seconds(kernel, 2);
        assertThat(told).containsExactly(FaultCode.SLOT_EXPIRED);
        assertThat(events).containsExactly(new KernelEvent.SlotExpired(tenant.id(), 0));
        kernel.tenants().unregister(tenant);
        device.end(Objects.requireNonNull(device.take(2)));
        seconds(kernel, 1);
        assertThat(tenant.counters().outstanding()).isZero();
        assertThat(kernel.ledger().currentBytes())
                .as("its slot may still use it")
                .isEqualTo(64);
        device.end(stuck);
        kernel.poll();
        kernel.poll();
        assertThat(told).containsExactly(FaultCode.SLOT_EXPIRED, FaultCode.NONE);
        assertThat(kernel.ledger().currentBytes()).isZero();
        assertThat(kernel.snapshot().recovery()).isEqualTo(new RecoveryCounters(0, 0, 0, 0, 1, 1));
        assertThat(kernel.snapshot().spurious()).isZero();
        assertThat(kernel.snapshot().inRing()).isZero();
        seconds(kernel, 60);
        assertThat(fleet.all()).hasSize(1);
        assertThat(kernel.close(SECOND).isClean()).isTrue();
        buffer.close();
    }

    private void seconds(ResidentKernel kernel, int count) {
        for (int i = 0; i < count; i++) {
            time.pass(SECOND);
            kernel.poll();
        }
    }

    @Test
    void aDeviceWhoseSlotsStayStuckIsReplacedAndWhatItHadEndedIsTakenIn() throws Exception {
        policy = policy.withSlotLimit(Duration.ofSeconds(10)).withStallLimit(RecoveryPolicy.FOREVER);
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants()
                .register("t", TenantPolicy.defaults().withQuota(4))
                .orThrow();
        RingOrderTest.submitBatch(tenant, Priority.NORMAL, 2, 5);
        tenant.submit(Opcodes.NOP, 8);
        tenant.submit(Opcodes.NOP, 9);
        kernel.poll();
        HandDevice first = fleet.last();
        List<Slot> slots = first.takeAll(2);
        assertThat(slots).as("the quota").hasSize(4);
        seconds(kernel, 11);
        assertThat(tenant.counters().faulted()).isEqualTo(4);
        tenant.submit(Priority.HIGH, Opcodes.NOP, 10);
        kernel.poll();
        assertThat(first.take(1)).as("condemned slots count against the quota").isNull();
        first.end(slots.get(3));
        kernel.poll();
        first.end(Objects.requireNonNull(first.take(1)));
        first.end(slots.get(1));
        seconds(kernel, 12);
        kernel.poll();
        HandDevice second = fleet.last();
        assertThat(second).isNotSameAs(first);
        assertThat(arguments(second.takeAll())).containsExactly(9);
        assertThat(kernel.snapshot().recovery()).isEqualTo(new RecoveryCounters(1, 1, 1, 0, 4, 2));
        assertThat(look(tenant, 5, TicketState.DONE).result(0)).isEqualTo(10);
    }

    /** The look that finds the first work is what later ones are compared with, and no tenth of the limit. */
    @Test
    void aSilentDeviceGetsTheWholeStallLimitFromItsFirstLookAtWork() throws Exception {
        policy = policy.withSlotLimit(RecoveryPolicy.FOREVER).withStallLimit(Duration.ofSeconds(10));
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        seconds(kernel, 3);
        tenant.submit(Opcodes.NOP, 1);
        kernel.poll();
        seconds(kernel, 10);
        assertThat(kernel.snapshot().recovery().losses()).isZero();
        seconds(kernel, 1);
        assertThat(kernel.snapshot().recovery().losses()).isEqualTo(1);
    }

    @Test
    void aDeviceWithoutASignOfLifeIsReplacedAndOneThatBeatsIsNot() throws Exception {
        policy = policy.withSlotLimit(RecoveryPolicy.FOREVER).withStallLimit(Duration.ofSeconds(10));
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        seconds(kernel, 100);
        assertThat(fleet.all()).as("without work it may be silent").hasSize(1);
        tenant.submit(Opcodes.NOP, 1);
        tenant.submit(Opcodes.NOP, 2);
        HandDevice first = fleet.last();
        for (int i = 0; i < 100; i++) {
            first.beat(i);
            seconds(kernel, 1);
        }
        seconds(kernel, 8);
        first.take(2); // a head that moves is a sign of life
        seconds(kernel, 9);
        assertThat(fleet.all()).hasSize(1);
        first.end(Objects.requireNonNull(first.take(2)));
        seconds(kernel, 9);
        assertThat(fleet.all()).hasSize(1);
        seconds(kernel, 5);
        assertThat(fleet.all()).hasSize(2);
        assertThat(arguments(fleet.last().takeAll())).containsExactly(1);
    }

    @Test
    void aDeviceThatIsStuckAndDoesNotStopIsNotReplacedWhileItMayWriteToWhatTenantsSee() throws Exception {
        policy = policy.withStallLimit(Duration.ofSeconds(10));
        for (boolean output : new boolean[] {false, true}) {
            events.clear();
            ResidentKernel kernel = open();
            Tenant tenant = kernel.tenants().register("t").orThrow();
            kernel.allocateShared(Purpose.INPUT, 64).orThrow();
            if (output) {
                tenant.allocate(Purpose.OUTPUT, 64).orThrow();
            }
            tenant.submit(Opcodes.NOP, 1);
            fleet.last().refuseToStop();
            seconds(kernel, 14);
            assertThat(events.getLast())
                    .isInstanceOf(output ? KernelEvent.GivenUp.class : KernelEvent.DeviceReplaced.class);
            kernel.close(SECOND);
        }
    }
}

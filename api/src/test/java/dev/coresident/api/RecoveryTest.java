package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that is lost and another that takes its place: what was accepted ends once, as if nothing had happened where it may. */
@Timeout(60)
class RecoveryTest {
    private final DeviceException lost = new DeviceException(DeviceException.Category.LOST, "pulled the plug");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    private final HandTime time = new HandTime(Duration.ofMillis(1));
    private final List<KernelEvent> events = new ArrayList<>();
    private RecoveryPolicy policy = RecoveryPolicy.defaults().withPauses(SECOND, Duration.ofSeconds(3));

    private ResidentKernel open() throws DeviceException {
        return ResidentKernel.driven(
                KernelOptions.defaults()
                        .withGeometry(Kernels.geometry(16))
                        .withRecovery(policy)
                        .withListener(events::add),
                fleet,
                time);
    }

    /** Loses the device and lets the kernel have another. */
    private HandDevice replace(ResidentKernel kernel) {
        fleet.last().lose(lost);
        kernel.poll();
        time.pass(SECOND);
        kernel.poll();
        kernel.poll();
        return fleet.last();
    }

    private static List<Integer> arguments(List<Slot> slots) {
        return slots.stream().map(Slot::a0).toList();
    }

    private static Completion look(Tenant tenant, long ticket, TicketState state) {
        Completion outcome = new Completion();
        assertThat(tenant.look(ticket, outcome)).isEqualTo(state);
        return outcome;
    }

    @Test
    void whatWasInTheRingRunsAgainInItsOrderBeforeWhatWasQueued() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        HandDevice first = fleet.last();
        for (int i = 0; i < 10; i++) {
            tenant.submit(Priority.of(i % 2), Opcodes.NOP, i);
        }
        kernel.poll();
        List<Slot> high = first.takeAll(1);
        first.end(high.get(0)); // 1 has ended and is not run again
        first.end(high.get(2)); // 5
        kernel.poll();
        tenant.submit(Priority.of(0), Opcodes.NOP, 100);
        first.lose(lost);
        kernel.poll();
        tenant.submit(Priority.of(1), Opcodes.NOP, 101);
        assertThat(fleet.all()).hasSize(1);
        time.pass(SECOND);
        kernel.poll();
        kernel.poll();
        HandDevice second = fleet.last();
        assertThat(second).isNotSameAs(first);
        assertThat(second.admitted(tenant.id())).isEqualTo(tenant.word());
        assertThat(arguments(second.takeAll(0))).containsExactly(0, 2, 4, 6, 8, 100);
        List<Slot> again = second.takeAll(1);
        assertThat(arguments(again)).containsExactly(3, 7, 9, 101);
        second.endAll(again);
        kernel.poll();
        assertThat(look(tenant, 1, TicketState.DONE).incarnation()).isZero();
        assertThat(look(tenant, 3, TicketState.DONE).incarnation()).isEqualTo(1);
        assertThat(tenant.counters().done()).isEqualTo(6);
        assertThat(tenant.counters().faulted()).isZero();
        KernelSnapshot snapshot = kernel.snapshot();
        assertThat(snapshot.recovery()).isEqualTo(new RecoveryCounters(1, 1, 8, 0, 0, 0));
        assertThat(snapshot.incarnation()).isEqualTo(1);
        assertThat(snapshot.spurious()).isZero();
        assertThat(events)
                .containsExactly(new KernelEvent.DeviceLost(0, lost), new KernelEvent.DeviceReplaced(1, 8, 0, SECOND));
        assertThat(first.isClosed()).as("nobody holds memory of it").isTrue();
        assertThat(first.violations()).isEmpty();
        assertThat(second.violations()).isEmpty();
    }

    @Test
    void whatReadsOrChangesWhatTheLossDestroyedFailsOnce() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.bind(0, OpKind.ATOMIC_ADD);
        tenant.bind(1, OpKind.DFA_STEP);
        int[] repeatable = {
            Opcodes.NOP, Opcodes.STORE_U32, Opcodes.DFA_STEP, tenant.opcode(1), tenant.opcode(2) // bound to nothing
        };
        int[] others = {
            Opcodes.ATOMIC_ADD,
            Opcodes.LOAD_U32,
            Opcodes.COMPARE_SWAP,
            Opcodes.MEMCPY,
            Opcodes.PRINTF,
            Opcodes.LOAD_MISS,
            tenant.opcode(0)
        };
        List<FaultCode> told = new ArrayList<>();
        for (int opcode : others) {
            tenant.submit(Priority.NORMAL, outcome -> told.add(outcome.fault()), opcode);
        }
        for (int opcode : repeatable) {
            tenant.submit(opcode);
        }
        kernel.poll();
        HandDevice second = replace(kernel);
        assertThat(told).hasSize(others.length).containsOnly(FaultCode.DEVICE_LOST);
        assertThat(second.takeAll()).extracting(Slot::opcode).containsExactlyInAnyOrder(box(repeatable));
        assertThat(kernel.snapshot().recovery())
                .isEqualTo(new RecoveryCounters(1, 1, repeatable.length, others.length, 0, 0));
    }

    private static Integer[] box(int[] words) {
        Integer[] boxed = new Integer[words.length];
        for (int i = 0; i < words.length; i++) {
            boxed[i] = words[i];
        }
        return boxed;
    }

    @Test
    void aBatchKeepsItsPromiseOverWhatIsLeftOfIt() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        SlotBatch batch = new SlotBatch(6);
        for (int i = 0; i < 6; i++) {
            batch.add(i == 4 ? Opcodes.ATOMIC_ADD : Opcodes.NOP, i).orThrow();
        }
        long fence = tenant.submitBatch(Priority.NORMAL, batch, 77, null);
        kernel.poll();
        List<Slot> slots = fleet.last().takeAll(2);
        fleet.last().end(slots.get(0));
        fleet.last().end(slots.get(3));
        kernel.poll();
        HandDevice second = replace(kernel);
        List<Slot> again = second.takeAll(2);
        assertThat(again).hasSize(4);
        assertThat(arguments(again.subList(0, 3))).containsExactly(1, 2, 5);
        assertThat(again.get(3).opcode()).isEqualTo(Opcodes.BATCH_FENCE);
        assertThat(again.get(3).a0()).as("the fence waits for what is there").isEqualTo(3);
        second.end(again.get(1));
        kernel.poll();
        HandDevice third = replace(kernel);
        again = third.takeAll(2);
        assertThat(arguments(again.subList(0, 2))).containsExactly(1, 5);
        third.endAll(again);
        kernel.poll();
        Completion outcome = look(tenant, fence, TicketState.DONE);
        assertThat(outcome.result(0)).as("and tells what it was given").isEqualTo(6);
        assertThat(outcome.result(1)).isEqualTo(77);
        assertThat(look(tenant, fence - 2, TicketState.FAULTED).fault()).isEqualTo(FaultCode.DEVICE_LOST);
        for (int i = 0; i < 20; i++) {
            tenant.submit(Opcodes.NOP, i);
        }
        kernel.poll();
        assertThat(third.takeAll(2)).as("no place is left held").hasSize(16);
    }

    @Test
    void aFenceThatIsAllThatIsLeftOfItsBatchRunsAlone() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        RingOrderTest.submitBatch(tenant, Priority.NORMAL, 3, 5);
        kernel.poll();
        List<Slot> slots = fleet.last().takeAll(2);
        fleet.last().endAll(slots.subList(0, 3));
        kernel.poll();
        HandDevice second = replace(kernel);
        Slot fence = Objects.requireNonNull(second.take(2));
        assertThat(fence.a0()).isZero();
        second.end(fence);
        kernel.poll();
        assertThat(look(tenant, 3, TicketState.DONE).result(0)).isEqualTo(3);
    }

    @Test
    void buffersKeepHandleSegmentAndWhatTheHostWrote() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 100).orThrow();
        DeviceBuffer shared = kernel.allocateShared(Purpose.INPUT, 100).orThrow();
        DeviceBuffer closed = tenant.allocate(Purpose.INPUT, 100).orThrow();
        buffer.segment().fill((byte) 7);
        buffer.wrote(0, 100);
        shared.segment().fill((byte) 8);
        shared.wrote(0, 100);
        assertThat(buffer.fetch(0, 100)).isZero();
        tenant.submit(Opcodes.NOP);
        kernel.poll();
        closed.close(); // in quarantine while the slot is in the ring
        kernel.poll();
        HandDevice first = fleet.last();
        first.lose(lost);
        assertThat(buffer.fetch(0, 100)).as("before anybody noticed").isEqualTo(DeviceBuffer.LOST);
        HandDevice second = replace(kernel);
        assertThat(Objects.requireNonNull(second.resolve(buffer.handle())).toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(7);
        assertThat(Objects.requireNonNull(second.resolve(shared.handle())).toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(8);
        assertThat(second.resolve(closed.handle())).isNull();
        assertThat(kernel.ledger().currentBytes()).isEqualTo(2 * 128);
        buffer.segment().asSlice(10, 10).fill((byte) 9);
        buffer.wrote(10, 10);
        assertThat(Objects.requireNonNull(second.resolve(buffer.handle())).get(ValueLayout.JAVA_BYTE, 19))
                .isEqualTo((byte) 9);
        Objects.requireNonNull(second.resolve(buffer.handle())).set(ValueLayout.JAVA_BYTE, 50, (byte) 55);
        assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, 50)).isEqualTo((byte) 7);
        assertThat(buffer.fetch(50, 1)).isEqualTo(1);
        assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, 50)).isEqualTo((byte) 55);
        assertThat(first.isClosed()).as("two buffers live on it").isFalse();
        second.endAll(second.takeAll());
        buffer.close();
        shared.close();
        kernel.poll();
        kernel.poll();
        assertThat(first.isClosed()).isTrue();
        assertThatThrownBy(() -> buffer.wrote(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> buffer.wrote(100, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(kernel.close(SECOND).isClean()).isTrue();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void whatIsDoneBetweenDevicesHoldsOnTheNext() throws Exception {
        ResidentKernel kernel = open();
        Tenant before = kernel.tenants().register("before").orThrow();
        Tenant revoked = kernel.tenants().register("revoked").orThrow();
        revoked.submit(Opcodes.NOP, 1);
        kernel.poll();
        HandDevice first = fleet.last();
        first.lose(lost);
        kernel.poll();
        Tenant tenant = kernel.tenants().register("between").orThrow();
        int opcode = ((dev.coresident.api.memory.Binding.Bound) tenant.bind(3, OpKind.NOP)).opcode();
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
        assertThat(buffer.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        buffer.segment().fill((byte) 3);
        buffer.wrote(0, 64);
        long ticket = tenant.submit(opcode, 5);
        long other = before.submit(Opcodes.NOP, 6);
        kernel.tenants().unregister(revoked);
        assertThat(kernel.snapshot().health()).isEqualTo(new Health.Lost(lost));
        assertThat(tenant.await(ticket, Duration.ofMillis(100), new Completion()))
                .as("it waits")
                .isEqualTo(TicketState.OUTSTANDING);
        time.pass(SECOND);
        kernel.poll();
        kernel.poll();
        HandDevice second = fleet.last();
        assertThat(second.admitted(tenant.id())).isEqualTo(tenant.word());
        assertThat(second.admitted(before.id())).isEqualTo(before.word());
        assertThat(second.admitted(revoked.id())).isZero();
        assertThat(Objects.requireNonNull(second.resolve(buffer.handle())).toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(3);
        second.endAll(second.takeAll());
        kernel.poll();
        assertThat(look(tenant, ticket, TicketState.DONE).result(0)).isEqualTo(5);
        look(before, other, TicketState.DONE);
        kernel.poll();
        assertThat(kernel.tenants().register("next").orThrow().id()).isEqualTo(4);
        assertThat(kernel.close(SECOND).isClean()).isTrue();
    }

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

    @Test
    void aListenerThatThrowsIsCountedPerKernel() throws Exception {
        ResidentKernel other = open();
        ResidentKernel kernel = ResidentKernel.driven(
                KernelOptions.defaults().withGeometry(Kernels.geometry(16)).withListener(event -> {
                    throw new IllegalArgumentException("a defect of the listener");
                }),
                fleet,
                time);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        tenant.submit(
                Priority.NORMAL,
                outcome -> {
                    throw new IllegalArgumentException("a defect of this listener");
                },
                Opcodes.NOP);
        kernel.poll();
        HandDevice second = replace(kernel);
        second.endAll(second.takeAll());
        kernel.poll();
        assertThat(kernel.snapshot().listenersThrown()).isEqualTo(3);
        assertThat(other.snapshot().listenersThrown()).isZero();
        assertThat(tenant.counters().done()).isEqualTo(1);
    }

    @Test
    void aListenerOfWhatFailedMaySubmit() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        List<Long> answers = new ArrayList<>();
        tenant.submit(Priority.NORMAL, outcome -> answers.add(tenant.submit(Opcodes.NOP, 42)), Opcodes.ATOMIC_ADD);
        kernel.poll();
        HandDevice second = replace(kernel);
        kernel.poll();
        assertThat(answers).containsExactly(1L);
        assertThat(arguments(second.takeAll())).containsExactly(42);
    }

    @Test
    void aDeviceThatDoesNotStartCountsAsAnAttemptAndMemoryIsOnTheOneThatDoes() throws Exception {
        ResidentKernel kernel = open();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
        buffer.segment().fill((byte) 4);
        buffer.wrote(0, 64);
        tenant.submit(Opcodes.NOP, 1);
        kernel.poll();
        fleet.last().lose(lost);
        kernel.poll();
        fleet.refuseStart(1);
        time.pass(SECOND);
        kernel.poll();
        assertThat(events.getLast()).isInstanceOf(KernelEvent.AttemptFailed.class);
        buffer.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
        buffer.wrote(0, 1);
        time.pass(SECOND.multipliedBy(2));
        kernel.poll();
        kernel.poll();
        HandDevice third = fleet.last();
        assertThat(fleet.all()).hasSize(3);
        assertThat(fleet.all().get(1).isClosed()).isTrue();
        assertThat(arguments(third.takeAll())).containsExactly(1);
        assertThat(Objects.requireNonNull(third.resolve(buffer.handle())).get(ValueLayout.JAVA_BYTE, 0))
                .isEqualTo((byte) 5);
        assertThat(kernel.snapshot().incarnation()).isEqualTo(2);
        assertThat(kernel.snapshot().recovery().reruns()).isEqualTo(1);
    }
}

package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that is lost and another that takes its place: what was accepted ends once, as if nothing had happened where it may. */
@Timeout(300)
class RecoveryTest extends RecoveryRig {
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
        int custom = tenant.bind(3, HandDevice.CUSTOM).orThrow();
        int[] repeatable = {
            Opcodes.NOP,
            Opcodes.STORE_U32,
            Opcodes.DFA_STEP,
            Opcodes.LOAD_MISS,
            tenant.opcode(1),
            tenant.opcode(2) // bound to nothing
        };
        int[] others = {
            Opcodes.ATOMIC_ADD,
            Opcodes.LOAD_U32,
            Opcodes.COMPARE_SWAP,
            Opcodes.MEMCPY,
            Opcodes.PRINTF,
            tenant.opcode(0),
            custom
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

package dev.coresident.api;

import static dev.coresident.api.Kernels.idle;
import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a submission, seen from its ticket. */
@Timeout(300)
class TicketTest {
    private static final Duration SHORT = Duration.ofMillis(2);

    private final Completion outcome = new Completion();
    private final HandDevice device = Kernels.hand(16);
    private final ResidentKernel kernel;
    private final Tenant tenant;

    TicketTest() throws Exception {
        kernel = Kernels.over(device);
        tenant = kernel.tenants().register("t").orThrow();
    }

    @BeforeEach
    void nothingIsOutstanding() {
        assertThat(tenant.counters().outstanding()).isZero();
    }

    @AfterEach
    void close() {
        device.onNudge(() -> device.endAll(device.takeAll()));
        device.endAll(device.takeAll());
        kernel.close(Duration.ofMillis(50));
        assertThat(device.violations()).isEmpty();
    }

    private Slot taken(Priority priority) {
        AtomicReference<Slot> slot = new AtomicReference<>();
        until(kernel, () -> {
            Slot next = device.take(priority.level());
            if (next != null) {
                slot.set(next);
            }
            return next != null;
        });
        return Objects.requireNonNull(slot.get());
    }

    @Test
    void aTicketIsOutstandingUntilItEndsAndThenKeepsItsOutcome() throws InterruptedException {
        long ticket = tenant.submit(Opcodes.NOP, 41, 42);
        assertThat(tenant.look(ticket, outcome)).isEqualTo(TicketState.OUTSTANDING);
        assertThat(tenant.await(ticket, SHORT, outcome)).isEqualTo(TicketState.OUTSTANDING);
        assertThat(tenant.await(ticket, Duration.ZERO, outcome)).isEqualTo(TicketState.OUTSTANDING);
        assertThat(outcome.ticket()).as("not filled").isEqualTo(-1);
        device.end(taken(Priority.NORMAL));
        assertThat(tenant.await(ticket, Kernels.LIMIT, outcome)).isEqualTo(TicketState.DONE);
        assertThat(outcome.result(0)).isEqualTo(41);
        assertThat(outcome.result(1)).isEqualTo(42);
        assertThat(outcome.fault()).isEqualTo(FaultCode.NONE);
        assertThat(tenant.look(ticket, new Completion())).isEqualTo(TicketState.DONE);
    }

    @Test
    void aFaultIsAnOutcomeWithItsCode() throws InterruptedException {
        long ticket = tenant.submit(Priority.HIGH, Opcodes.NOP);
        device.end(taken(Priority.HIGH), FaultCode.UNBOUND_OPCODE);
        assertThat(tenant.await(ticket, Kernels.LIMIT, outcome)).isEqualTo(TicketState.FAULTED);
        assertThat(outcome.fault()).isEqualTo(FaultCode.UNBOUND_OPCODE);
        assertThat(outcome.isDone()).isFalse();
        until(kernel, () -> tenant.counters().faulted() == 1);
        assertThat(tenant.counters().done()).isZero();
    }

    @Test
    void ticketsThatWereNeverIssuedAreUnknown() throws InterruptedException {
        assertThat(tenant.look(0, outcome)).isEqualTo(TicketState.UNKNOWN);
        assertThat(tenant.look(-1, outcome)).isEqualTo(TicketState.UNKNOWN);
        assertThat(tenant.await(Long.MAX_VALUE, Kernels.LIMIT, outcome)).isEqualTo(TicketState.UNKNOWN);
        assertThat(tenant.await(Long.MIN_VALUE, Kernels.LIMIT, outcome)).isEqualTo(TicketState.UNKNOWN);
        assertThat(TicketState.UNKNOWN.isEnded()).isFalse();
    }

    @Test
    void anOutcomeNobodyReadIsOverwrittenAfterALapAndSaysSo() throws InterruptedException {
        Tenant narrow = kernel.tenants().register("narrow", 1).orThrow();
        long first = narrow.submit(Opcodes.NOP);
        for (int lap = 0; lap < 64; lap++) {
            device.end(taken(Priority.NORMAL));
            until(kernel, () -> narrow.counters().outstanding() == 0);
            assertThat(narrow.submit(Opcodes.NOP)).isEqualTo(lap + 1);
        }
        assertThat(narrow.look(first, outcome)).isEqualTo(TicketState.OVERWRITTEN);
        assertThat(narrow.await(first, Kernels.LIMIT, outcome)).isEqualTo(TicketState.OVERWRITTEN);
        assertThat(TicketState.OVERWRITTEN.isEnded()).isTrue();
        device.end(taken(Priority.NORMAL));
        assertThat(narrow.await(64, Kernels.LIMIT, outcome)).isEqualTo(TicketState.DONE);
    }

    @Test
    void aStragglerIsRefusedByNameAndTheNextLapGoesOnWhenItEnded() {
        Tenant narrow = kernel.tenants().register("narrow", 4).orThrow();
        assertThat(narrow.submit(Opcodes.NOP)).isZero();
        Slot straggler = taken(Priority.NORMAL);
        long answer = 0;
        while (answer >= 0) {
            answer = narrow.submit(Opcodes.NOP);
            if (answer >= 0) {
                device.end(taken(Priority.NORMAL));
                until(kernel, () -> narrow.counters().outstanding() == 1);
            }
        }
        assertThat(Refusal.of(answer)).isEqualTo(Refusal.BACKLOG_STRAGGLER);
        assertThat(narrow.counters().refused()).containsEntry(Refusal.BACKLOG_STRAGGLER, 1L);
        device.end(straggler);
        until(kernel, () -> narrow.counters().outstanding() == 0);
        assertThat(narrow.submit(Opcodes.NOP)).isNotNegative();
    }

    @Test
    void aListenerIsToldExactlyOnceHoweverOftenTheDeviceRepeatsItself() {
        AtomicInteger told = new AtomicInteger();
        tenant.submit(Priority.NORMAL, completion -> told.incrementAndGet(), Opcodes.NOP);
        Slot slot = taken(Priority.NORMAL);
        device.end(slot);
        device.end(slot, FaultCode.BAD_ARGUMENT);
        device.end(slot);
        long before = kernel.snapshot().spurious();
        until(kernel, () -> kernel.snapshot().spurious() == before + 2);
        assertThat(told).hasValue(1);
        assertThat(tenant.counters().done()).isEqualTo(1);
        assertThat(tenant.counters().faulted()).isZero();
    }

    @Test
    void completionsThatNameNoSubmissionAreCountedAndHarmless() {
        long ticket = tenant.submit(Opcodes.NOP);
        Slot slot = taken(Priority.NORMAL);
        int done = CompletionLayout.ending(SlotStatus.DONE, 0, 0);
        for (int wrong : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 80, slot.index() + 1}) {
            device.complete(wrong, tenant.word(), done, 0, 0);
        }
        until(kernel, () -> kernel.snapshot().spurious() == 5);
        assertThat(tenant.look(ticket, outcome)).isEqualTo(TicketState.OUTSTANDING);
        device.end(slot);
        until(kernel, () -> tenant.counters().done() == 1);
    }

    @Test
    void aLateDuplicateDoesNotEndTheSubmissionOfAnotherTenantInTheSameSlot() {
        Tenant other = kernel.tenants().register("other").orThrow();
        for (int lap = 0; lap < 16; lap++) {
            tenant.submit(Opcodes.NOP);
            device.end(taken(Priority.NORMAL));
        }
        until(kernel, () -> tenant.counters().outstanding() == 0);
        long ticket = other.submit(Opcodes.NOP);
        Slot slot = taken(Priority.NORMAL);
        device.complete(slot.index(), tenant.word(), CompletionLayout.ending(SlotStatus.DONE, 0, 1), 0, 0);
        until(kernel, () -> kernel.snapshot().spurious() == 1);
        assertThat(other.look(ticket, outcome)).isEqualTo(TicketState.OUTSTANDING);
        device.end(slot);
        until(kernel, () -> other.counters().done() == 1);
    }

    @Test
    void aDuplicateDoesNotEndTheNextSubmissionOfItsOwnTenantInTheSameSlot() {
        List<Slot> lap = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            tenant.submit(Opcodes.NOP);
            lap.add(taken(Priority.NORMAL));
            device.end(lap.getLast());
        }
        until(kernel, () -> tenant.counters().outstanding() == 0);
        long ticket = tenant.submit(Opcodes.NOP);
        Slot again = taken(Priority.NORMAL);
        assertThat(again.index()).isEqualTo(lap.getFirst().index());
        assertThat(again.tenant()).isEqualTo(lap.getFirst().tenant());
        device.end(lap.getFirst(), FaultCode.BAD_ARGUMENT);
        until(kernel, () -> kernel.snapshot().spurious() == 1);
        assertThat(tenant.look(ticket, outcome)).isEqualTo(TicketState.OUTSTANDING);
        device.end(again);
        until(kernel, () -> tenant.counters().done() == 17);
        assertThat(tenant.counters().faulted()).isZero();
    }

    @Test
    void aListenerThatThrowsHurtsNobody() throws InterruptedException {
        long bad = tenant.submit(
                Priority.NORMAL,
                completion -> {
                    throw new AssertionError("the listener's own affair");
                },
                Opcodes.NOP);
        long good = tenant.submit(Opcodes.NOP);
        device.end(taken(Priority.NORMAL));
        device.end(taken(Priority.NORMAL));
        assertThat(tenant.await(good, Kernels.LIMIT, outcome)).isEqualTo(TicketState.DONE);
        assertThat(tenant.look(bad, outcome)).isEqualTo(TicketState.DONE);
        until(kernel, () -> tenant.counters().done() == 2);
    }

    @Test
    void waitingForATicketInAListenerIsRefusedBecauseItWouldWaitForItself() throws InterruptedException {
        AtomicReference<Object> thrown = new AtomicReference<>("nothing");
        long later = tenant.submit(Priority.LOW, Opcodes.NOP);
        long told = tenant.submit(
                Priority.NORMAL,
                completion -> {
                    try {
                        thrown.set(tenant.await(later, Kernels.LIMIT, new Completion()));
                    } catch (IllegalStateException | InterruptedException e) {
                        thrown.set(e);
                    }
                },
                Opcodes.NOP);
        device.end(taken(Priority.NORMAL));
        Kernels.done(tenant, told);
        until(kernel, () -> !thrown.get().equals("nothing"));
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        device.end(taken(Priority.LOW));
        Kernels.done(tenant, later);
    }

    @Test
    void quiescingInAListenerIsRefusedBecauseItWouldWaitForItself() throws InterruptedException {
        AtomicReference<Object> thrown = new AtomicReference<>("nothing");
        tenant.submit(Priority.LOW, Opcodes.NOP);
        tenant.submit(
                Priority.NORMAL,
                completion -> {
                    try {
                        thrown.set(tenant.quiesce(SHORT));
                    } catch (IllegalStateException | InterruptedException e) {
                        thrown.set(e);
                    }
                },
                Opcodes.NOP);
        device.end(taken(Priority.NORMAL));
        until(kernel, () -> !thrown.get().equals("nothing"));
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aListenerMaySubmit() {
        AtomicInteger told = new AtomicInteger();
        device.onNudge(() -> device.endAll(device.takeAll()));
        chain(100, told);
        until(kernel, () -> told.get() == 101);
        assertThat(tenant.counters().published()).isEqualTo(101);
    }

    private void chain(int more, AtomicInteger told) {
        tenant.submit(
                Priority.NORMAL,
                completion -> {
                    told.incrementAndGet();
                    if (more > 0) {
                        chain(more - 1, told);
                    }
                },
                Opcodes.NOP);
    }

    @Test
    void aStageCompletesWithACopyOfTheOutcomeAndARefusedOneExceptionally() throws Exception {
        CompletableFuture<Completion> stage =
                tenant.stage(Priority.HIGH, Opcodes.NOP, 5).toCompletableFuture();
        assertThat(stage).isNotDone();
        device.end(taken(Priority.HIGH));
        until(kernel, stage::isDone);
        tenant.submit(Priority.HIGH, Opcodes.NOP, 6);
        device.end(taken(Priority.HIGH));
        until(kernel, () -> tenant.counters().done() == 2);
        assertThat(stage.get().result(0)).isEqualTo(5);
        CompletableFuture<Completion> refused =
                tenant.stage(Priority.HIGH, Opcodes.SHUTDOWN).toCompletableFuture();
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Tenant.opcode(local)");
    }

    @Test
    void theItemsOfABatchHaveTheTicketsJustBeforeItsFence() throws InterruptedException {
        SlotBatch batch = new SlotBatch(3);
        for (int i = 0; i < 3; i++) {
            batch.add(Opcodes.NOP, 10 + i).orThrow();
        }
        AtomicInteger told = new AtomicInteger();
        long fence = tenant.submitBatch(Priority.IDLE, batch, 99, completion -> told.set(completion.result(1)));
        assertThat(fence).isEqualTo(3);
        until(kernel, () -> device.tail(4) == 4);
        List<Slot> slots = device.takeAll(4);
        device.end(slots.get(1), FaultCode.INDEX_OUT_OF_BOUNDS);
        until(kernel, () -> tenant.counters().faulted() == 1);
        assertThat(tenant.look(1, outcome)).isEqualTo(TicketState.FAULTED);
        assertThat(tenant.look(0, outcome)).isEqualTo(TicketState.OUTSTANDING);
        device.end(slots.get(0));
        device.end(slots.get(2));
        device.end(slots.get(3));
        assertThat(Kernels.done(tenant, fence).result(0)).isEqualTo(3);
        until(kernel, () -> told.get() == 99);
        assertThat(Kernels.done(tenant, 2).result(0)).isEqualTo(12);
    }

    @Test
    void everyRefusalOfASubmitIsCountedAndChangesNothingElse() {
        SlotBatch batch = new SlotBatch(300);
        for (int i = 0; i < 255; i++) {
            batch.add(Opcodes.NOP).orThrow();
        }
        long[] answers = {
            tenant.submit(Opcodes.BATCH_FENCE, 0),
            tenant.submit(Opcodes.SHUTDOWN),
            tenant.submit(tenant.window().first() - 1),
            tenant.submit(tenant.window().first() + tenant.window().size()),
            tenant.submit(Opcodes.NOP, new int[13]),
            tenant.submitBatch(Priority.LOW, batch, 0, null),
        };
        assertThat(java.util.Arrays.stream(answers).mapToObj(Refusal::of))
                .containsExactly(
                        Refusal.OPCODE_REFUSED,
                        Refusal.OPCODE_REFUSED,
                        Refusal.OPCODE_REFUSED,
                        Refusal.OPCODE_REFUSED,
                        Refusal.TOO_MANY_ARGUMENTS,
                        Refusal.BATCH_TOO_LARGE);
        idle(kernel);
        assertThat(tenant.counters().refusals()).isEqualTo(6);
        assertThat(tenant.counters().published()).isZero();
        for (Priority priority : Priority.values()) {
            assertThat(device.tail(priority.level())).isZero();
        }
        assertThatThrownBy(() -> tenant.explain(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitsKeepTheirLimitsWhileOthersKeepThePumpBusy() throws InterruptedException {
        Tenant busy = kernel.tenants().register("busy").orThrow();
        AtomicInteger toldHere = new AtomicInteger();
        long stuck = tenant.submit(Priority.LOW, Opcodes.NOP);
        taken(Priority.LOW);
        device.onNudge(() -> device.endAll(device.takeAll(Priority.NORMAL.level())));
        again(busy, toldHere, Thread.currentThread());
        for (int i = 0; i < 100; i++) {
            toldHere.set(0);
            assertThat(tenant.await(stuck, Duration.ZERO, outcome)).isEqualTo(TicketState.OUTSTANDING);
            assertThat(toldHere.get()).as("cycles after the limit").isLessThanOrEqualTo(2);
            toldHere.set(0);
            assertThat(tenant.quiesce(Duration.ZERO)).isInstanceOf(Quiesce.TimedOut.class);
            assertThat(toldHere.get()).as("cycles after the limit").isLessThanOrEqualTo(2);
        }
        kernel.tenants().unregister(busy);
    }

    /** Keeps the pump busy for ever, and counts what a thread had to do with it. */
    private static void again(Tenant busy, AtomicInteger toldHere, Thread here) {
        busy.submit(
                Priority.NORMAL,
                completion -> {
                    if (Thread.currentThread().equals(here)) {
                        toldHere.incrementAndGet();
                    }
                    again(busy, toldHere, here);
                },
                Opcodes.NOP);
    }

    @Test
    void aWaitCanBeInterruptedAndTheTicketStaysOutstanding() throws InterruptedException {
        long ticket = tenant.submit(Opcodes.NOP);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tenant.await(ticket, Kernels.LIMIT, outcome)).isInstanceOf(InterruptedException.class);
        assertThat(tenant.look(ticket, outcome)).isEqualTo(TicketState.OUTSTANDING);
        device.end(taken(Priority.NORMAL));
        Kernels.done(tenant, ticket);
    }
}

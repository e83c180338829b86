package dev.coresident.api;

import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a kernel ends: drained, or with everything accounted that did not drain. */
@Timeout(300)
class CloseTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void closingDrainsWhatWasAccepted() throws Exception {
        ResidentKernel kernel = Kernels.sim();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            assertThat(tenant.submit(Priority.of(i % 5), completion -> told.incrementAndGet(), Opcodes.NOP))
                    .isNotNegative();
        }
        CloseReport report = kernel.close(Kernels.LIMIT);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(told).hasValue(200);
        assertThat(tenant.counters().done()).isEqualTo(200);
        assertThat(kernel.close(Duration.ZERO)).isSameAs(report);
        kernel.close();
        assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.CLOSED);
        assertThat(kernel.tenants().register("late").toString()).contains("the kernel is closed");
        assertThat(kernel.tenants().unregister(tenant)).isFalse();
        assertThat(tenant.allocate(Purpose.INPUT, 64)).isInstanceOf(Allocation.Refused.class);
        assertThat(kernel.allocateShared(Purpose.INPUT, 64)).isInstanceOf(Allocation.Refused.class);
        assertThat(tenant.bind(0, OpKind.NOP).toString()).contains("revoked");
        assertThat(kernel.poll()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void aStuckDeviceIsLeftAfterTheLimitAndEverythingFailsOnceWithKernelClosed(ExecutionModel model) throws Exception {
        HandDevice device = new HandDevice(Kernels.geometry(16), model);
        ResidentKernel kernel = Kernels.over(device);
        kernel.startBackstop();
        Tenant one = kernel.tenants().register("one").orThrow();
        Tenant other = kernel.tenants().register("other").orThrow();
        Tenant quiet = kernel.tenants().register("quiet").orThrow();
        AtomicInteger told = new AtomicInteger();
        ConcurrentLinkedQueue<FaultCode> faults = new ConcurrentLinkedQueue<>();
        List<Long> tickets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tickets.add(one.submit(
                    Priority.NORMAL,
                    completion -> {
                        told.incrementAndGet();
                        faults.add(completion.fault());
                    },
                    Opcodes.NOP));
        }
        RingOrderTest.submitBatch(other, Priority.LOW, 4, 1);
        kernel.tenants().unregister(other);

        CloseReport report = kernel.close(SHORT);

        assertThat(report.stopped()).isTrue();
        assertThat(report.isClean()).isFalse();
        assertThat(report.abandoned()).isEqualTo(Map.of(one.id(), 40L, other.id(), 5L));
        assertThat(report.leakedBytes()).isZero();
        assertThat(told).hasValue(40);
        assertThat(faults).containsOnly(FaultCode.KERNEL_CLOSED);
        Completion outcome = new Completion();
        for (long ticket : tickets) {
            assertThat(one.look(ticket, outcome)).isEqualTo(TicketState.FAULTED);
        }
        assertThat(other.counters().faulted()).isEqualTo(5);
        assertThat(other.counters().outstanding()).isZero();
        assertThat(quiet.counters().published()).isZero();
        assertThat(kernel.close(SHORT)).isSameAs(report);
        assertThat(told).hasValue(40);
        assertThat(device.isClosed()).isTrue();
        assertThat(device.violations()).isEmpty();
    }

    @Test
    void aDeviceThatWillNotStopKeepsItsMemoryAndTheReportSaysSo() throws Exception {
        HandDevice device = Kernels.hand(16);
        device.refuseToStop();
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 100).orThrow();
        tenant.submit(Opcodes.NOP);
        CloseReport report = kernel.close(SHORT);
        assertThat(report.stopped()).isFalse();
        assertThat(report.isClean()).isFalse();
        assertThat(report.leakedBytes()).isEqualTo(128);
        assertThat(tenant.counters().faulted()).isEqualTo(1);
        buffer.close();
    }

    @Test
    void whatTheDeviceEndedJustBeforeTheEndIsToldAsItEnded() throws Exception {
        HandDevice device = Kernels.hand(16);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        long done = tenant.submit(Opcodes.NOP);
        long stuck = tenant.submit(Opcodes.NOP);
        until(kernel, () -> device.tail(2) == 2);
        device.end(Objects.requireNonNull(device.take(2)));
        CloseReport report = kernel.close(Duration.ZERO);
        assertThat(report.abandoned()).isEqualTo(Map.of(tenant.id(), 1L));
        assertThat(tenant.look(done, new Completion())).isEqualTo(TicketState.DONE);
        assertThat(tenant.look(stuck, new Completion())).isEqualTo(TicketState.FAULTED);
    }

    @Test
    void buffersThatTheirUserClosesLateCostNothing() throws Exception {
        ResidentKernel kernel = Kernels.sim();
        Tenant tenant = kernel.tenants().register("t").orThrow();
        DeviceBuffer own = tenant.allocate(Purpose.INPUT, 1_000).orThrow();
        DeviceBuffer shared = kernel.allocateShared(Purpose.INPUT, 1_000).orThrow();
        DeviceBuffer closed = tenant.allocate(Purpose.INPUT, 1_000).orThrow();
        closed.close();
        CloseReport report = kernel.close(Kernels.LIMIT);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(kernel.ledger().currentBytes()).isZero();
        own.close();
        shared.close();
        closed.close();
        assertThat(kernel.ledger().currentBytes()).isZero();
    }

    @Test
    void closingInAListenerIsRefusedBecauseItWouldWaitForItself() throws Exception {
        HandDevice device = Kernels.hand(16);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        AtomicReference<Object> thrown = new AtomicReference<>("nothing");
        tenant.submit(
                Priority.NORMAL,
                completion -> {
                    try {
                        thrown.set(kernel.close(SHORT));
                    } catch (IllegalStateException e) {
                        thrown.set(e);
                    }
                },
                Opcodes.NOP);
        until(kernel, () -> device.tail(2) == 1);
        device.endAll(device.takeAll());
        until(kernel, () -> !thrown.get().equals("nothing"));
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        assertThat(kernel.close(SHORT).isClean()).isTrue();
    }

    @Test
    void submissionsThatRaceTheCloseEndOrAreRefusedAndNeverHang() throws Exception {
        for (int round = 0; round < 20; round++) {
            ResidentKernel kernel = Kernels.sim();
            List<Tenant> tenants = new ArrayList<>();
            AtomicLong accepted = new AtomicLong();
            AtomicLong told = new AtomicLong();
            AtomicBoolean hung = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                Tenant tenant = kernel.tenants().register("t" + t).orThrow();
                tenants.add(tenant);
                threads.add(Thread.ofPlatform().start(() -> {
                    long last = -1;
                    while (tenant.isActive()) {
                        long answer = tenant.submit(Priority.NORMAL, completion -> told.incrementAndGet(), Opcodes.NOP);
                        if (answer >= 0) {
                            last = answer;
                            accepted.incrementAndGet();
                        }
                    }
                    try {
                        hung.compareAndSet(
                                false,
                                last >= 0
                                        && !tenant.await(last, Kernels.LIMIT, new Completion())
                                                .isEnded());
                    } catch (InterruptedException e) {
                        hung.set(true);
                    }
                }));
            }
            while (accepted.get() < 100) {
                kernel.poll();
            }
            CloseReport report = kernel.close(round % 2 == 0 ? Kernels.LIMIT : Duration.ZERO);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(hung).isFalse();
            assertThat(report.leakedBytes()).isZero();
            assertThat(told.get()).isEqualTo(accepted.get());
            for (Tenant tenant : tenants) {
                assertThat(tenant.counters().outstanding()).isZero();
            }
            assertThat(tenants.stream()
                            .mapToLong(tenant -> tenant.counters().published())
                            .sum())
                    .isEqualTo(accepted.get());
        }
    }

    @Test
    void noRoundOverlapsTheStopNorFollowsIt() throws Exception {
        for (int round = 0; round < 30; round++) {
            HandDevice device = new HandDevice(Kernels.geometry(16), ExecutionModel.ROUNDS);
            ResidentKernel kernel = Kernels.over(device);
            kernel.startBackstop();
            Tenant tenant = kernel.tenants().register("t").orThrow();
            tenant.submit(Opcodes.NOP);
            AtomicBoolean over = new AtomicBoolean();
            Thread poller = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    kernel.poll();
                }
            });
            kernel.close(Duration.ofMillis(1));
            over.set(true);
            poller.join();
            assertThat(device.violations()).isEmpty();
        }
    }

    @Test
    void aSlotThatWasClaimedWhenItsTenantWasRevokedMayEndWell() throws Exception {
        HandDevice device = Kernels.hand(16);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            long ticket = tenant.submit(Opcodes.NOP, 3);
            until(kernel, () -> device.tail(2) == 1);
            Slot claimed = Objects.requireNonNull(device.take(2));
            assertThat(kernel.tenants().unregister(tenant)).isTrue();
            assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.REVOKED);
            device.end(claimed);
            assertThat(Kernels.done(tenant, ticket).result(0)).isEqualTo(3);
        }
    }

    @Test
    void aListenerThatHangsDoesNotHangTheClose() throws Exception {
        HandDevice device = Kernels.hand(16);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        tenant.submit(
                Priority.NORMAL,
                completion -> {
                    entered.countDown();
                    Uninterruptibles.awaitUninterruptibly(release);
                },
                Opcodes.NOP);
        until(kernel, () -> device.tail(2) == 1);
        device.end(Objects.requireNonNull(device.take(2)));
        Thread stuck = Thread.ofPlatform().start(kernel::poll);
        entered.await();

        CloseReport report = kernel.close(SHORT);
        assertThat(report.stopped()).isFalse();
        assertThat(report.isClean()).isFalse();
        assertThat(device.isClosed())
                .as("its memory is left to the cycle that hangs")
                .isFalse();

        release.countDown();
        stuck.join();
    }
}

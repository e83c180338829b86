package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.JournalEntry;
import dev.coresident.ledger.pressure.Enlistment;
import dev.coresident.ledger.pressure.Evictee;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kernel that is short of memory asks those who can do without theirs, and counts nothing as free before it is. */
@Timeout(300)
class PressureTest {
    private static final long HEAP = 1L << 20;
    private static final long HALF = HEAP / 2;

    private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
    private final List<Long> asked = new ArrayList<>();
    private ResidentKernel kernel;

    @BeforeEach
    void open() throws DeviceException {
        kernel = ResidentKernel.driven(
                KernelOptions.defaults().withGeometry(Kernels.geometry(16)).withRecovery(RecoveryPolicy.none()),
                fleet,
                new HandTime(Duration.ofMillis(1)));
    }

    @AfterEach
    void close() {
        assertThat(kernel.reconcile().differences()).isEmpty();
        kernel.close(Duration.ZERO);
    }

    private Tenant register() {
        return kernel.tenants().register("t").orThrow();
    }

    private static DeviceBuffer granted(Allocation allocation) {
        return switch (allocation) {
            case Allocation.Granted(DeviceBuffer buffer) -> buffer;
            case Allocation.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static DeviceBuffer allocate(Tenant tenant, long bytes) {
        return granted(tenant.allocate(Purpose.HEAP, bytes));
    }

    /** Offers a buffer that is closed as soon as it is asked for. */
    private void offer(DeviceBuffer buffer) {
        assertThat(buffer.offer(bytes -> {
                    asked.add(bytes);
                    buffer.close();
                }))
                .isInstanceOf(Enlistment.Enlisted.class);
    }

    @Test
    void refusedAllocationAsksAndIsGrantedOnceTheBytesAreBack() {
        Tenant idle = register();
        offer(allocate(idle, HALF));
        Tenant busy = register();
        allocate(busy, HALF);
        DeviceBuffer wanted = allocate(busy, 1_000);
        assertThat(wanted.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
                .as("zero, whoever had it before")
                .containsOnly(0);
        assertThat(asked).containsExactly(1_024L);
        assertThat(kernel.ledger().find(idle.id(), 0).orElseThrow().currentBytes())
                .isZero();
        assertThat(kernel.ledger().journal().entries())
                .extracting(JournalEntry::act)
                .containsExactly(Act.CHARGE, Act.EVICT);
        assertThat(kernel.pressure().pendingBytes()).isZero();
    }

    @Test
    void bytesCountUntilTheSlotsThatMayTouchThemHaveEnded() {
        Tenant idle = register();
        idle.submit(Opcodes.NOP);
        kernel.poll();
        offer(allocate(idle, HALF));
        Tenant busy = register();
        allocate(busy, HALF);
        assertThat(busy.allocate(Purpose.HEAP, 64)).isInstanceOf(Allocation.Refused.class);
        assertThat(asked).containsExactly(64L);
        assertThat(kernel.pressure().pendingBytes()).as("asked, and not back").isEqualTo(64);
        assertThat(kernel.ledger().find(idle.id(), 0).orElseThrow().currentBytes())
                .isEqualTo(HALF);
        Slot slot = Objects.requireNonNull(fleet.last().take(Priority.NORMAL.level()));
        fleet.last().end(slot);
        kernel.poll();
        assertThat(kernel.pressure().pendingBytes()).isZero();
        allocate(busy, 64);
        assertThat(asked).as("asked once").containsExactly(64L);
    }

    @Test
    void whereATenantIsAtItsCeilingOnlyThoseBelowItAreAsked() {
        Tenant other = register();
        offer(allocate(other, 4_096));
        Tenant top = kernel.tenants()
                .register("top", TenantPolicy.defaults().withMemoryCeilingBytes(8_192))
                .orThrow();
        Tenant left = kernel.tenants()
                .registerBelow(top, "left", TenantPolicy.defaults())
                .orThrow();
        Tenant right = kernel.tenants()
                .registerBelow(top, "right", TenantPolicy.defaults())
                .orThrow();
        DeviceBuffer spare = allocate(left, 2_048);
        offer(spare);
        allocate(right, 6_144);
        allocate(right, 1_024);
        assertThat(kernel.ledger().find(left.id(), 0).orElseThrow().currentBytes())
                .isZero();
        assertThat(kernel.ledger().find(other.id(), 0).orElseThrow().currentBytes())
                .as("nobody asked the other")
                .isEqualTo(4_096);
        assertThat(kernel.ledger().find(top.id(), 0).orElseThrow().subtreeBytes())
                .isEqualTo(7_168);
        assertThat(right.allocate(Purpose.HEAP, 1_088)).isInstanceOf(Allocation.Refused.class);
        assertThat(right.allocate(Purpose.HEAP, 10_000)).as("never fits").isInstanceOf(Allocation.Refused.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void holdersThatDoNotGiveBackAreAskedAndTheAllocationStaysRefused() {
        Tenant idle = register();
        assertThat(allocate(idle, HEAP).offer(Evictee.POLLS)).isInstanceOf(Enlistment.Enlisted.class);
        Tenant busy = register();
        assertThat(busy.allocate(Purpose.HEAP, 64)).isInstanceOf(Allocation.Refused.class);
        assertThat(kernel.pressure().pendingBytes()).isEqualTo(64);
        assertThat(busy.allocate(Purpose.HEAP, 128)).isInstanceOf(Allocation.Refused.class);
        assertThat(kernel.pressure().pendingBytes())
                .as("what was asked for counts")
                .isEqualTo(128);
    }

    @Test
    void whatIsToBeKeptFreeIsAskedForWhenItIsTaken() {
        kernel.keepFree(HALF);
        Tenant idle = register();
        offer(allocate(idle, 65_536));
        Tenant busy = register();
        allocate(busy, HALF - 65_536);
        assertThat(asked).isEmpty();
        allocate(busy, 64);
        assertThat(asked).containsExactly(64L);
        kernel.poll();
        assertThat(kernel.ledger().currentBytes()).isEqualTo(HALF - 65_536 + 64);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.keepFree(HEAP + 1));
    }
}

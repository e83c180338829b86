package dev.coresident.api;

import static dev.coresident.api.Kernels.done;
import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Understated;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Reason;
import dev.coresident.ledger.reconcile.Reconciliation;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool and all tenants together are what the device allocated, whatever happens: at open, under load, after a loss, at the end. */
@Timeout(300)
class ReconciliationTest extends RecoveryRig {
    private static void holds(ResidentKernel kernel, long allocated) {
        Reconciliation now = kernel.reconcile();
        assertThat(now.differences()).isEmpty();
        assertThat(now.allocatedBytes()).isEqualTo(allocated);
        assertThat(now.poolBytes() + now.accountBytes()).isEqualTo(allocated);
    }

    private static long regions(Geometry geometry) {
        long bytes = 0;
        for (Region region : Region.values()) {
            bytes += geometry.bytes(region);
        }
        return bytes;
    }

    @Test
    void everyRegionStandsInThePoolUnderItsName() throws Exception {
        HandDevice device = Kernels.hand(8);
        Geometry geometry = device.geometry();
        MemoryLedger ledger;
        try (ResidentKernel kernel = Kernels.over(device)) {
            ledger = kernel.ledger();
            LedgerSnapshot.PoolFigures pool = ledger.snapshot().pool();
            for (Region region : Region.values()) {
                assertThat(pool.purposes().of(Purpose.valueOf(region.name())))
                        .as("%s", region)
                        .isEqualTo(geometry.bytes(region));
            }
            assertThat(pool.purposes().of(Purpose.STAGING)).isZero();
            holds(kernel, regions(geometry));
        }
        assertThat(ledger.pool().allocatedBytes()).isZero();
    }

    @Test
    void poolAndTenantsAreWhatIsAllocatedUnderLoadAfterLeavingAndAtTheEnd() throws Exception {
        ResidentKernel kernel = Kernels.sim();
        long allocated = regions(kernel.options().geometry());
        SplittableRandom random = new SplittableRandom(5);
        List<DeviceBuffer> open = new ArrayList<>();
        try (kernel) {
            holds(kernel, allocated);
            List<Tenant> tenants = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tenants.add(kernel.tenants().register("t" + i).orThrow());
            }
            kernel.allocateShared(Purpose.INPUT, 1_000).orThrow();
            for (int step = 0; step < 300; step++) {
                Tenant tenant = tenants.get(random.nextInt(4));
                if (random.nextInt(3) < 2) {
                    if (tenant.allocate(Purpose.HEAP, 1 + random.nextInt(40_000))
                            instanceof Allocation.Granted(DeviceBuffer buffer)) {
                        open.add(buffer);
                    }
                    done(tenant, tenant.submit(Opcodes.NOP));
                } else if (!open.isEmpty()) {
                    open.remove(random.nextInt(open.size())).close();
                }
                holds(kernel, allocated);
            }
            tenants.get(0).revoke();
            kernel.tenants().unregister(tenants.get(1));
            until(kernel, () -> !kernel.tenants().isDraining());
            holds(kernel, allocated);
            assertThat(kernel.reconcile().accountBytes()).isPositive();
        }
        holds(kernel, 0);
        assertThat(kernel.ledger().snapshot().pool().ownBytes()).isZero();
    }

    @Test
    void threadsThatAllocateWhileSomebodyReconcilesLeaveNoDifference() throws Exception {
        try (ResidentKernel kernel = Kernels.sim()) {
            long allocated = regions(kernel.options().geometry());
            Tenant tenant = kernel.tenants().register("t").orThrow();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        if (tenant.allocate(Purpose.HEAP, 64L + i) instanceof Allocation.Granted(DeviceBuffer buffer)) {
                            buffer.close();
                        }
                    }
                }));
            }
            for (int i = 0; i < 200; i++) {
                Reconciliation now = kernel.reconcile();
                assertThat(now.differences()).isEmpty();
                assertThat(now.poolBytes() + now.accountBytes()).isEqualTo(allocated);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            until(kernel, () -> kernel.ledger().currentBytes() == 0);
            holds(kernel, allocated);
        }
    }

    @Test
    void lostDeviceStandsInThePoolUntilNobodyHoldsItsMemory() throws Exception {
        ResidentKernel kernel = open();
        long each = regions(Kernels.geometry(16));
        try (kernel) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            DeviceBuffer before = tenant.allocate(Purpose.INPUT, 100).orThrow();
            holds(kernel, each);
            replace(kernel);
            assertThat(fleet.all()).hasSize(2);
            holds(kernel, 2 * each);
            assertThat(kernel.ledger().currentBytes()).isEqualTo(128);
            DeviceBuffer after = tenant.allocate(Purpose.INPUT, 64).orThrow();
            before.close();
            until(kernel, () -> kernel.ledger().currentBytes() == 64);
            until(kernel, () -> kernel.ledger().pool().allocatedBytes() == each);
            holds(kernel, each);
            replace(kernel);
            after.close();
            until(kernel, () -> kernel.ledger().pool().allocatedBytes() == each);
            holds(kernel, each);
        }
        holds(kernel, 0);
    }

    @Test
    void whatADeviceCopiesItsRegionsThroughIsMeteredToo() throws Exception {
        ResidentKernel staged = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withGeometry(Kernels.geometry(64))
                .withProperty("engine", "stepped")
                .withProperty("memory", "staged"));
        long regions = regions(Kernels.geometry(64));
        try (staged) {
            assertThat(staged.ledger().pool().allocatedBytes(Purpose.STAGING)).isEqualTo(regions);
            Tenant tenant = staged.tenants().register("t").orThrow();
            tenant.allocate(Purpose.HEAP, 5_000).orThrow();
            done(tenant, tenant.submit(Opcodes.NOP));
            holds(staged, 2 * regions);
        }
        holds(staged, 0);
    }

    @Test
    void deviceThatSaysLessThanItsRegionsIsCaught() throws Exception {
        HandDevice hand = Kernels.hand(8);
        Device liar = new Understated(hand);
        try (ResidentKernel kernel = ResidentKernel.over(
                KernelOptions.defaults().withGeometry(hand.geometry()), () -> liar, KernelTime.system(), false)) {
            assertThat(kernel.reconcile().differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.expectedBytes() - difference.foundBytes())
                            .isEqualTo(1));
        }
    }

    @Test
    void refusedAllocationStandsInTheJournal() throws Exception {
        try (ResidentKernel kernel = Kernels.over(Kernels.hand(8))) {
            Tenant tenant = kernel.tenants()
                    .register("small", TenantPolicy.defaults().withMemoryCeilingBytes(128))
                    .orThrow();
            assertThat(tenant.allocate(Purpose.IMAGE, 129)).isInstanceOf(Allocation.Refused.class);
            assertThat(kernel.ledger().journal().entries()).singleElement().satisfies(entry -> {
                assertThat(entry.act()).isEqualTo(Act.CHARGE);
                assertThat(entry.reason()).isEqualTo(Reason.ACCOUNT_CEILING);
                assertThat(entry.label()).isEqualTo("small");
                assertThat(entry.principal()).isEqualTo(tenant.id());
                assertThat(entry.amount()).isEqualTo(192);
                assertThat(entry.limit()).isEqualTo(128);
            });
        }
    }
}

package dev.coresident.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.TicketState;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SuspensionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ResidentKernel kernel() throws Exception {
        return ResidentKernel.open(
                KernelOptions.defaults().withBackend("sim").withTenants(8, 2).withHeapBytes(1 << 20));
    }

    @Test
    void aSuspendedTenantIsRefusedUntilItIsResumedAndWhatItSubmittedEnds() throws Exception {
        try (ResidentKernel kernel = kernel()) {
            Tenant tenant = kernel.tenants().register("ada").orThrow();
            Tenant other = kernel.tenants().register("bob").orThrow();
            long before = tenant.submit(Opcodes.ATOMIC_ADD, 5, 0);
            assertThat(tenant.suspend()).isTrue();
            assertThat(tenant.suspend()).isFalse();
            assertThat(tenant.isSuspended()).isTrue();
            assertThat(tenant.isActive()).isTrue();
            long answer = tenant.submit(Opcodes.ATOMIC_ADD, 5, 0);
            assertThat(Refusal.of(answer)).isEqualTo(Refusal.SUSPENDED);
            assertThat(tenant.explain(answer)).contains("suspended", "resumed");
            assertThat(tenant.publish(ring(), 0, Priority.NORMAL, Opcodes.NOP).isPublished())
                    .isFalse();
            assertThat(tenant.await(before, PATIENCE, new Completion())).isEqualTo(TicketState.DONE);
            assertThat(tenant.quiesce(PATIENCE)).isInstanceOf(Quiesce.Drained.class);
            assertThat(tenant.allocate(Purpose.HEAP, 64).orThrow().bytes()).isPositive();
            assertThat(other.await(other.submit(Opcodes.NOP), PATIENCE, new Completion()))
                    .isEqualTo(TicketState.DONE);
            assertThat(tenant.counters().refused()).containsEntry(Refusal.SUSPENDED, 2L);
            assertThat(tenant.resume()).isTrue();
            assertThat(tenant.resume()).isFalse();
            assertThat(tenant.await(tenant.submit(Opcodes.ATOMIC_ADD, 5, 0), PATIENCE, new Completion()))
                    .isEqualTo(TicketState.DONE);
        }
    }

    @Test
    void aSuspendedTenantIsRevokedAndDoesNotComeBack() throws Exception {
        try (ResidentKernel kernel = kernel()) {
            Tenant tenant = kernel.tenants().register("ada").orThrow();
            tenant.suspend();
            tenant.revoke();
            assertThat(tenant.isSuspended()).isFalse();
            assertThat(tenant.isActive()).isFalse();
            assertThat(tenant.resume()).isFalse();
            assertThat(tenant.suspend()).isFalse();
            assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.REVOKED);
        }
    }

    @Test
    void revokingWinsAgainstSomebodyWhoSuspendsAndResumes() throws Exception {
        for (int round = 0; round < 200; round++) {
            Tenant tenant = TenantRegistry.create(RegistryOptions.defaults())
                    .register("ada")
                    .orThrow();
            CountDownLatch ready = new CountDownLatch(1);
            Thread flipper = Thread.ofVirtual().start(() -> {
                ready.countDown();
                while (tenant.isActive()) {
                    tenant.suspend();
                    tenant.resume();
                }
            });
            ready.await();
            tenant.revoke();
            flipper.join();
            assertThat(tenant.isActive()).isFalse();
        }
    }

    private static RingView ring() {
        return TenantRegistryTest.ring(4);
    }
}

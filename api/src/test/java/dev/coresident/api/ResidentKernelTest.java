package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ResidentKernelTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static ResidentKernel open() throws Exception {
        return ResidentKernel.open(KernelOptions.defaults().withBackend("sim"));
    }

    @Test
    void aSubmissionEndsWithItsResults() throws Exception {
        try (ResidentKernel kernel = open()) {
            Tenant tenant = kernel.tenants().register("pii").orThrow();
            Completion outcome = new Completion();
            for (int i = 0; i < 100; i++) {
                long ticket = tenant.submit(Opcodes.ATOMIC_ADD, 1, 3);
                assertThat(tenant.await(ticket, LIMIT, outcome)).isEqualTo(TicketState.DONE);
                assertThat(outcome.result(0)).isEqualTo(i);
            }
            assertThat(tenant.counters().done()).isEqualTo(100);
        }
    }

    @Test
    void manySubmissionsOfManyTenantsAllEndOnce() throws Exception {
        ResidentKernel kernel = open();
        AtomicInteger ended = new AtomicInteger();
        int accepted = 0;
        for (int t = 0; t < 40; t++) {
            Tenant tenant = kernel.tenants()
                    .register("t" + t, TenantPolicy.defaults().withWeight(1 + t % 5))
                    .orThrow();
            for (int i = 0; i < 1_000; i++) {
                while (tenant.submit(Priority.of(i % 5), c -> ended.incrementAndGet(), Opcodes.NOP) < 0) {
                    kernel.poll();
                }
                accepted++;
            }
        }
        CloseReport report = kernel.close(LIMIT);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(ended).hasValue(accepted);
    }

    @Test
    void aStageCompletesWithoutAnybodyPolling() throws Exception {
        try (ResidentKernel kernel = open()) {
            Tenant tenant = kernel.tenants().register("quiet").orThrow();
            Completion outcome = tenant.stage(Priority.HIGH, Opcodes.NOP)
                    .toCompletableFuture()
                    .get(120, TimeUnit.SECONDS);
            assertThat(outcome.isDone()).isTrue();
        }
    }

    @Test
    void aFenceEndsAfterItsBatch() throws Exception {
        try (ResidentKernel kernel = open()) {
            Tenant tenant = kernel.tenants().register("batch").orThrow();
            SlotBatch batch = new SlotBatch(100);
            for (int i = 0; i < 100; i++) {
                batch.add(Opcodes.ATOMIC_ADD, 1, 0).orThrow();
            }
            Completion outcome = new Completion();
            for (int round = 0; round < 50; round++) {
                long fence = tenant.submitBatch(Priority.NORMAL, batch, 77, null);
                assertThat(fence).isNotNegative();
                assertThat(tenant.await(fence, LIMIT, outcome)).isEqualTo(TicketState.DONE);
                assertThat(outcome.result(0)).isEqualTo(100);
                assertThat(outcome.result(1)).isEqualTo(77);
            }
            assertThat(tenant.quiesce(LIMIT)).isInstanceOf(Quiesce.Drained.class);
        }
    }
}

package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All the tenants there can be, and what becomes of their ids. */
@Timeout(600)
class ManyTenantsTest {
    private static final Geometry FULL =
            new Geometry(Partitions.each(256), TenantWord.MAX_ID, 1 << 18, 4, 4, 16, 16, 4_096);
    private static final Geometry ONE = new Geometry(Partitions.each(8), 1, 64, 4, 4, 4, 4, 256);

    @Test
    void fourThousandNinetyFourTenantsPublishAndDrainAndOneMoreIsRefused() throws Exception {
        try (ResidentKernel kernel = Kernels.sim(FULL)) {
            List<Tenant> tenants = new ArrayList<>();
            Set<Integer> ids = new HashSet<>();
            for (int i = 0; i < TenantWord.MAX_ID; i++) {
                Tenant tenant = kernel.tenants().register("t" + i, 4).orThrow();
                ids.add(tenant.id());
                tenants.add(tenant);
            }
            assertThat(ids).hasSize(4_094).contains(1, 4_094);
            assertThat(kernel.tenants().register("one more"))
                    .isEqualTo(new Registration.Refused("all 4094 tenants are registered, 0 of them revoked and not yet"
                            + " drained: unregister one, quiesce a revoked one, or open the kernel for more (at most"
                            + " 4094)"));
            for (Tenant tenant : tenants) {
                int opcode = tenant.bind(3, OpKind.ATOMIC_ADD).orThrow();
                assertThat(tenant.submit(opcode, tenant.id(), 1)).isZero();
                assertThat(tenant.submit(opcode, 1, 1)).isEqualTo(1);
            }
            for (Tenant tenant : tenants) {
                assertThat(Kernels.done(tenant, 1).result(0)).isEqualTo(tenant.id());
                assertThat(tenant.quiesce(Kernels.LIMIT)).isInstanceOf(Quiesce.Drained.class);
            }
            assertThat(kernel.tenants().counters())
                    .extracting(TenantCounters::done)
                    .containsOnly(2L);

            Tenant gone = tenants.get(2_000);
            kernel.tenants().unregister(gone);
            Tenant again = kernel.tenants().register("again").orThrow();
            assertThat(again.id()).isEqualTo(gone.id());
            assertThat(again.generation()).isEqualTo(1);
            assertThat(Refusal.of(gone.submit(Opcodes.NOP))).isEqualTo(Refusal.REVOKED);
            Kernels.done(again, again.submit(Opcodes.NOP));
            assertThat(again.counters().published()).isEqualTo(1);
            assertThat(gone.counters().published()).isEqualTo(2);
            CloseReport report = kernel.close(Kernels.LIMIT);
            assertThat(report.isClean()).as("%s", report).isTrue();
        }
    }

    @Test
    void whatWasQueuedBeforeARevocationEndsInAFaultAndIsAccounted() throws Exception {
        HandDevice device = Kernels.hand(4);
        ResidentKernel kernel = Kernels.over(device);
        Tenant tenant = kernel.tenants().register("t").orThrow();
        for (int i = 0; i < 20; i++) {
            tenant.submit(Opcodes.NOP);
        }
        kernel.tenants().unregister(tenant);
        assertThat(Refusal.of(tenant.submit(Opcodes.NOP))).isEqualTo(Refusal.REVOKED);
        Kernels.until(kernel, () -> {
            for (Slot slot : device.takeAll()) {
                assertThat(slot.tenant()).isEqualTo(tenant.word());
                device.end(slot, FaultCode.TENANT_REVOKED);
            }
            return tenant.counters().outstanding() == 0;
        });
        assertThat(tenant.counters().faulted()).isEqualTo(20);
        assertThat(tenant.counters().refused()).containsEntry(Refusal.REVOKED, 1L);
        kernel.close(Kernels.LIMIT);
    }

    @Test
    void theDeviceRefusesWhatItClaimsAfterTheRevocationWasAcknowledged() throws Exception {
        try (ResidentKernel kernel = Kernels.sim(ONE)) {
            for (int round = 0; round < 200; round++) {
                Tenant tenant = kernel.tenants().register("t", 64).orThrow();
                assertThat(tenant.generation()).isEqualTo(round);
                for (int i = 0; i < 40; i++) {
                    assertThat(tenant.submit(Opcodes.ATOMIC_ADD, 1, 0)).isEqualTo(i);
                }
                kernel.tenants().unregister(tenant);
                Completion outcome = new Completion();
                boolean refused = false;
                for (int ticket = 0; ticket < 40; ticket++) {
                    TicketState state = tenant.await(ticket, Kernels.LIMIT, outcome);
                    if (refused) {
                        assertThat(state).as("after the first refusal").isEqualTo(TicketState.FAULTED);
                    }
                    if (state == TicketState.FAULTED) {
                        refused = true;
                        assertThat(outcome.fault()).isIn(FaultCode.TENANT_REVOKED, FaultCode.STALE_GENERATION);
                    } else {
                        assertThat(outcome.result(0)).isEqualTo(ticket);
                    }
                }
                assertThat(tenant.quiesce(Kernels.LIMIT)).isInstanceOf(Quiesce.Drained.class);
                assertThat(tenant.counters().drained()).isEqualTo(40);
            }
        }
    }

    @Test
    void anIdIsRecycledOnlyWhenItsLastTenantHasDrained() throws Exception {
        HandDevice device = new HandDevice(ONE, ExecutionModel.RESIDENT);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            tenant.submit(Opcodes.NOP);
            Kernels.until(kernel, () -> device.tail(2) == 1);
            Slot slot = Objects.requireNonNull(device.take(2));
            kernel.tenants().unregister(tenant);
            Kernels.idle(kernel);
            assertThat(kernel.tenants().register("early").toString())
                    .contains("all 1 tenants are registered, 1 of them revoked and not yet drained");
            device.end(slot, FaultCode.TENANT_REVOKED);
            Kernels.until(kernel, () -> !kernel.tenants().isDraining());
            assertThat(kernel.tenants().register("late").orThrow().word()).isEqualTo(TenantWord.of(1, 1));
            assertThat(kernel.tenants().refusedRegistrations()).isEqualTo(1);
        }
    }
}

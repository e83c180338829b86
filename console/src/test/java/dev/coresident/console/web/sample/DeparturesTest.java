package dev.coresident.console.web.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.tenant.RegistryOptions;
import dev.coresident.api.tenant.ServiceTimes;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private final TenantRegistry registry = TenantRegistry.create(RegistryOptions.defaults());
    private final Departures departures = new Departures();

    private Tenant leave(int published) {
        Tenant tenant = registry.register("leaver").orThrow();
        RingView ring = RingView.allocate(Arena.ofAuto(), 8).orThrow();
        for (int slot = 0; slot < published; slot++) {
            assertThat(tenant.publish(ring, slot, Priority.NORMAL, Opcodes.NOP).isPublished())
                    .isTrue();
        }
        registry.unregister(tenant);
        departures.add(
                tenant,
                new TenantFigures(
                        tenant.counters(), tenant.policy(), tenant.window(), Stage.ACTIVE, ServiceTimes.NONE));
        return tenant;
    }

    @Test
    void aTenantThatDrainsKeepsItsRowUntilItsFiguresAreTheLast() {
        Tenant slow = leave(3);
        for (int i = 0; i < Departures.KEPT + 10; i++) {
            leave(0);
            departures.rows();
        }
        assertThat(departures.rows())
                .hasSize(Departures.KEPT + 1)
                .first()
                .extracting(TenantFigures::stage)
                .isEqualTo(Stage.DRAINING);
        assertThat(departures.folded().outstanding()).isZero();
        slow.noteDrained(3);
        assertThat(departures.rows()).hasSize(Departures.KEPT);
        assertThat(departures.folded()).isEqualTo(new Totals(3, 3, 0, 0, 0));
    }
}

package dev.coresident.stress.lincheck;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.RegistryOptions;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Registrations of several threads look as if one had made them all. */
@Param(name = "id", gen = IntGen.class, conf = "1:2")
public final class RegistryLincheckTest {
    private final TenantRegistry registry = TenantRegistry.create(
            new RegistryOptions(2, 16, TenantPolicy.defaults().withBacklogCap(1)));

    /** The id and generation given, or -1 if none was free. */
    @Operation
    public int register() {
        return registry.register("t") instanceof Registration.Registered(Tenant tenant) ? tenant.word() : -1;
    }

    /** True if the id had an active tenant, which is gone now. */
    @Operation
    public boolean unregister(@Param(name = "id") int id) {
        return registry.find(id).map(registry::unregister).orElse(false);
    }

    /** The word of the active tenant of an id, or -1. */
    @Operation
    public int find(@Param(name = "id") int id) {
        return registry.find(id).map(Tenant::word).orElse(-1);
    }

    /** Registrations refused so far. */
    @Operation
    public long refused() {
        return registry.refusedRegistrations();
    }

    @Test
    void registrationsAreLinearizable() {
        Checks.modelCheck(RegistryLincheckTest.class);
    }
}

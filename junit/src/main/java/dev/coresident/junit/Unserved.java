package dev.coresident.junit;

import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import java.util.function.Supplier;

/** Stands in {@link SimulatedKernel#serving} for kernels that serve nothing: it is looked at, and never asked. */
public final class Unserved implements Supplier<ServingOptions> {
    /** Like any other that an annotation names. */
    public Unserved() {}

    @Override
    public ServingOptions get() {
        return ServingOptions.of(HostServices.builder().build());
    }
}

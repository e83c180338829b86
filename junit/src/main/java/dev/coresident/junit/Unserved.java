package dev.coresident.junit;

import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import java.util.function.Supplier;

/** Stands for kernels that serve nothing: it is looked at, and never asked. */
final class Unserved implements Supplier<ServingOptions> {
    @Override
    public ServingOptions get() {
        return ServingOptions.of(HostServices.builder().build());
    }
}

package dev.coresident.api.dispatch.executor;

import java.util.Objects;

/**
 * What a kernel serves to slots that ask the host.
 *
 * @param services handlers and components; the kernel puts its own tenants and device memory in place of theirs
 * @param options the executor's bounds
 */
public record ServingOptions(HostServices services, ExecutorOptions options) {
    /** Checks that nothing is missing. */
    public ServingOptions {
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(options, "options");
    }

    /** Services within the default bounds. */
    public static ServingOptions of(HostServices services) {
        return new ServingOptions(services, ExecutorOptions.defaults());
    }
}

package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.govern.GovernorPolicy;
import java.util.Objects;

/**
 * What a kernel serves to slots that ask the host.
 *
 * @param services handlers and components; the kernel puts its own tenants and device memory in place of theirs
 * @param options the executor's bounds
 * @param policy the figures of each tenant's governor
 */
public record ServingOptions(HostServices services, ExecutorOptions options, GovernorPolicy policy) {
    /** Checks that nothing is missing. */
    public ServingOptions {
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(policy, "policy");
    }

    /** Services within other bounds. */
    public ServingOptions(HostServices services, ExecutorOptions options) {
        this(services, options, GovernorPolicy.defaults());
    }

    /** Services within the default bounds. */
    public static ServingOptions of(HostServices services) {
        return new ServingOptions(services, ExecutorOptions.defaults());
    }

    /** The same with other figures for the governors. */
    public ServingOptions withPolicy(GovernorPolicy figures) {
        return new ServingOptions(services, options, figures);
    }
}

package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.govern.GovernorPolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel serves to slots that ask the host.
 *
 * @param services handlers and components; the kernel puts its own tenants and device memory in place of theirs
 * @param options the executor's bounds
 * @param policy the figures of each tenant's governor
 * @param restored where another kernel's executor was, from which this one goes on; null to begin anew
 */
public record ServingOptions(
        HostServices services,
        ExecutorOptions options,
        GovernorPolicy policy,
        @Nullable ExecutorSnapshot restored) {
    /** Checks that nothing is missing. */
    public ServingOptions {
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(policy, "policy");
    }

    /** Services within other bounds. */
    public ServingOptions(HostServices services, ExecutorOptions options) {
        this(services, options, GovernorPolicy.defaults(), null);
    }

    /** Services within the default bounds. */
    public static ServingOptions of(HostServices services) {
        return new ServingOptions(services, ExecutorOptions.defaults());
    }

    /** The same with other figures for the governors. */
    public ServingOptions withPolicy(GovernorPolicy figures) {
        return new ServingOptions(services, options, figures, restored);
    }

    /**
     * The same, going on where another kernel's executor was when {@link ExecutorView#snapshot} was taken: clock, ids, timers, cool-downs, parked
     * ops, remembered requests and random numbers. A tenant that registers with the word and label that it had has all that was its own;
     * register in the order of before. Tickets are of the kernel before: who waits for an op asks again with its request id. Device memory is not
     * carried: handles are those of the buffers that the tenant allocates now. Whoever answers commands gets new handles from
     * {@link ExecutorView#completer}.
     *
     * <p>The executor's bounds must be those of the snapshot, and each of its ops needs its handler, or the kernel does not open.
     */
    public ServingOptions withRestored(ExecutorSnapshot snapshot) {
        return new ServingOptions(services, options, policy, Objects.requireNonNull(snapshot, "snapshot"));
    }
}

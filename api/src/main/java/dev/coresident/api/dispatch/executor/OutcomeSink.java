package dev.coresident.api.dispatch.executor;

/** Is told how ops end. Called by the executor's owner in the phase publish, exactly once for each op, in the order in which they ended. */
@FunctionalInterface
public interface OutcomeSink {
    /**
     * An op ended. May admit others; must not poll. One that throws has been told: it is counted and not told again.
     *
     * @param tenantWord whose op it was
     * @param requestId as it was admitted
     * @param source as it was admitted
     * @param outcome valid during the call
     */
    void ended(int tenantWord, long requestId, long source, HostOutcome outcome);
}

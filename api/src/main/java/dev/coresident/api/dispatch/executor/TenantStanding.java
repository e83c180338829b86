package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.govern.GovernorFigures;
import dev.coresident.api.dispatch.govern.LearnedDeadline;

/**
 * How a tenant stands with an executor, of one moment, for people and consoles.
 *
 * @param governor its governor
 * @param live its ops that have not ended
 * @param queued of these, before their first call
 * @param repeats of these, that wait for the outcome of the first with their request id
 * @param services each service that has a handler, ascending by number, with how long the tenant's ops of it may take
 */
public record TenantStanding(
        GovernorFigures governor, int live, int queued, int repeats, ImmutableList<Service> services) {
    /**
     * A service.
     *
     * @param number its number
     * @param handler the name of its handler
     * @param deadline how long an op may take now
     */
    public record Service(int number, String handler, LearnedDeadline deadline) {}
}

package dev.coresident.console.web.sample;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.ServiceTimes;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.api.tenant.Window;

/**
 * One tenant in a sample.
 *
 * @param counters what was counted
 * @param policy how it is treated
 * @param window its opcodes
 * @param stage where it is in its life
 * @param times how long its slots take
 */
public record TenantFigures(
        TenantCounters counters, TenantPolicy policy, Window window, Stage stage, ServiceTimes times) {
    /** What names one life of an id for ever. */
    public record Key(int id, int generation) {}

    /** Id and generation. */
    public Key key() {
        return new Key(counters.id(), counters.generation());
    }
}

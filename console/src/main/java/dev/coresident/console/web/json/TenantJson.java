package dev.coresident.console.web.json;

import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.ServiceTimes;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.sample.TenantFigures;
import dev.coresident.ledger.LedgerOptions;
import java.util.Locale;
import java.util.Map;

/** Tenants of a sample. A bound that was not set is left out: unknown is not a number. */
public final class TenantJson {
    private TenantJson() {}

    /** An object, opened and closed here. */
    public static void write(JsonLine json, TenantFigures tenant) {
        TenantCounters counters = tenant.counters();
        TenantPolicy policy = tenant.policy();
        json.open()
                .member("id", counters.id())
                .member("generation", counters.generation())
                .member("label", counters.label())
                .member("stage", tenant.stage().label())
                .member("priority", policy.priority().label())
                .member("weight", policy.weight());
        if (policy.quota() < TenantPolicy.MAX_BACKLOG) {
            json.member("quota", policy.quota());
        }
        if (policy.memoryCeilingBytes() != LedgerOptions.UNLIMITED) {
            json.member("memoryCeilingBytes", policy.memoryCeilingBytes());
        }
        json.member("backlogCap", counters.backlogCap())
                .name("window")
                .open()
                .member("first", Integer.toUnsignedLong(tenant.window().first()))
                .member("size", tenant.window().size())
                .close()
                .member("published", counters.published())
                .member("done", counters.done())
                .member("faulted", counters.faulted())
                .member("outstanding", counters.outstanding())
                .name("refused")
                .open();
        for (Map.Entry<Refusal, Long> refused : counters.refused().entrySet()) {
            json.member(refused.getKey().name().toLowerCase(Locale.ROOT), refused.getValue());
        }
        json.close()
                .member("quiesceCalls", counters.quiesceCalls())
                .member("quiesceTimeouts", counters.quiesceTimeouts())
                .member("quiesceNanos", counters.quiesceNanos());
        ServiceTimes times = tenant.times();
        json.name("service").open().member("timed", times.timed());
        if (times.timed() > 0) {
            json.member("p50Nanos", times.p50Nanos())
                    .member("p99Nanos", times.p99Nanos())
                    .member("p999Nanos", times.p999Nanos())
                    .member("maxNanos", times.maxNanos());
        }
        json.close().close();
    }

    /**
     * The row of the page's stream: id, generation, label, stage, priority level, weight, backlog cap, published, done, faulted,
     * outstanding, refused, and the time that 99 in 100 slots take in nanoseconds, 0 if unknown.
     */
    public static void row(JsonLine json, TenantFigures tenant) {
        TenantCounters counters = tenant.counters();
        json.openArray()
                .number(counters.id())
                .number(counters.generation())
                .text(counters.label())
                .text(tenant.stage().label())
                .number(tenant.policy().priority().level())
                .number(tenant.policy().weight())
                .number(counters.backlogCap())
                .number(counters.published())
                .number(counters.done())
                .number(counters.faulted())
                .number(counters.outstanding())
                .number(counters.refusals())
                .number(tenant.times().p99Nanos())
                .closeArray();
    }
}

package dev.coresident.console.web.api;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.executor.ExecutorView;
import dev.coresident.api.dispatch.record.FlightEntry;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.NamedCounters;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.json.StandingJson;
import dev.coresident.console.web.sample.Sample;
import dev.coresident.console.web.sample.TenantFigures;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.journal.JournalEntry;
import dev.coresident.spi.layout.TenantWord;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Answers with what was written down about a tenant: its budgets, the ledger's refusals, what its host ops did, and how it stands with their executor
 * at the moment. Any thread; for the standing it takes the place of the pump's owner between two cycles, for microseconds.
 */
public final class Records {
    /** The newest entries of each kind that an answer holds. */
    static final int MOST = 100;

    private final ResidentKernel kernel;
    private final Supplier<Sample> samples;

    /** Of a kernel, for the tenants of its last sample. */
    public Records(ResidentKernel kernel, Supplier<Sample> samples) {
        this.kernel = kernel;
        this.samples = samples;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.read("/api/v1/tenants/{id}/records", request -> {
            TenantFigures.Key tenant = Sight.tenant(request, samples.get()).key();
            Sight.answer(request, json -> write(json, tenant));
        }));
    }

    private void write(JsonLine json, TenantFigures.Key tenant) {
        json.open();
        budgets(json.name("budgets"), tenant);
        refusals(json.name("journal"), tenant);
        hostOps(json.name("hostOps"), TenantWord.of(tenant.id(), tenant.generation()));
        json.close();
    }

    /** None of a tenant that nothing limits, of which nothing is counted. */
    private void budgets(JsonLine json, TenantFigures.Key key) {
        json.openArray();
        kernel.tenants()
                .find(key.id())
                .filter(tenant -> tenant.generation() == key.generation())
                .ifPresent(tenant -> tenant.budgets()
                        .forEach((fuel, figures) -> json.open()
                                .member("fuel", fuel.name().toLowerCase(Locale.ROOT))
                                .member("unlimited", figures.unlimited())
                                .member("limit", figures.limit())
                                .member("spent", figures.spent())
                                .member("reserved", figures.reserved())
                                .member("denied", figures.denied())
                                .member("windowNanos", figures.windowNanos())
                                .close()));
        json.closeArray();
    }

    /** The journal is of all tenants; what it dropped may have been anybody's. */
    private void refusals(JsonLine json, TenantFigures.Key tenant) {
        Journal journal = kernel.ledger().journal();
        List<JournalEntry> own = journal.entries().stream()
                .filter(entry -> entry.principal() == tenant.id() && entry.generation() == tenant.generation())
                .toList();
        json.open().member("dropped", journal.dropped()).name("entries").openArray();
        for (JournalEntry entry : newest(own)) {
            json.open()
                    .member("sequence", entry.sequence())
                    .member("act", entry.act().name().toLowerCase(Locale.ROOT))
                    .member("reason", entry.reason().name().toLowerCase(Locale.ROOT))
                    .member("amount", entry.amount())
                    .member("current", entry.current())
                    .member("limit", entry.limit())
                    .close();
        }
        json.closeArray().close();
    }

    private void hostOps(JsonLine json, int tenantWord) {
        ExecutorView services = kernel.services().orElse(null);
        FlightRecorder recorder =
                services == null ? null : services.recorder(tenantWord).orElse(null);
        json.open()
                .member("served", services != null)
                .member("recorded", recorder == null ? 0 : recorder.recorded())
                .name("entries")
                .openArray();
        for (FlightEntry entry : recorder == null ? List.<FlightEntry>of() : newest(recorder.entries())) {
            json.open()
                    .member("sequence", entry.sequence())
                    .member("nanos", entry.nanos())
                    .member("op", entry.op())
                    .member("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                    .member("first", entry.first())
                    .member("second", entry.second())
                    .close();
        }
        json.closeArray().name("counters").openArray();
        for (NamedCounters.Counter counter :
                services == null ? List.<NamedCounters.Counter>of() : services.counters(tenantWord)) {
            json.open()
                    .member("name", counter.name())
                    .member("value", counter.value())
                    .close();
        }
        json.closeArray();
        if (services != null) {
            services.standing(tenantWord).ifPresent(standing -> StandingJson.write(json, standing, MOST));
        }
        json.close();
    }

    private static <T> List<T> newest(List<T> entries) {
        return entries.subList(Math.max(0, entries.size() - MOST), entries.size());
    }
}

package dev.coresident.console.web.api;

import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.json.EventJson;
import dev.coresident.console.web.json.Json;
import dev.coresident.console.web.json.KernelJson;
import dev.coresident.console.web.json.LedgerJson;
import dev.coresident.console.web.json.TenantJson;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.Sample;
import dev.coresident.console.web.sample.TenantFigures;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers that change nothing: the last sample and the events as JSON. Any thread. */
public final class Sight {
    private final Supplier<Sample> samples;
    private final EventLog events;
    private final BackendList backends = new BackendList();

    /**
     * Answers.
     *
     * @param samples gives the last sample
     */
    public Sight(Supplier<Sample> samples, EventLog events) {
        this.samples = samples;
        this.events = events;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.read("/api/v1/kernel", request -> answer(request, json -> KernelJson.write(json, samples.get()))),
                Route.read("/api/v1/tenants", request -> answer(request, this::tenants)),
                Route.read("/api/v1/tenants/{id}", request -> {
                    TenantFigures tenant = tenant(request, samples.get());
                    answer(request, json -> TenantJson.write(json, tenant));
                }),
                Route.read(
                        "/api/v1/ledgers",
                        request -> answer(
                                request,
                                json -> LedgerJson.write(
                                        json, samples.get().kernel().ledger()))),
                Route.read("/api/v1/events", request -> answer(request, this::events)),
                Route.read("/api/v1/backends", request -> answer(request, backends::write)),
                Route.read("/api/v1/snapshot", request -> {
                    request.header("Content-Disposition", "attachment; filename=\"coresident-snapshot.json\"");
                    answer(request, this::snapshot);
                }),
                Route.open("/api/openapi.json", Sight::description));
    }

    private void tenants(JsonLine json) {
        json.open().name("tenants").openArray();
        samples.get().tenants().forEach(tenant -> TenantJson.write(json, tenant));
        json.closeArray().close();
    }

    private void events(JsonLine json) {
        json.open().name("events").openArray();
        events.after(0).forEach(event -> EventJson.write(json, event));
        json.closeArray().close();
    }

    /** Everything, of one sample. */
    private void snapshot(JsonLine json) {
        Sample sample = samples.get();
        json.open();
        KernelJson.write(json.name("kernel"), sample);
        json.name("tenants").openArray();
        sample.tenants().forEach(tenant -> TenantJson.write(json, tenant));
        json.closeArray();
        LedgerJson.write(json.name("ledgers"), sample.kernel().ledger());
        json.name("events").openArray();
        events.after(0).forEach(event -> EventJson.write(json, event));
        json.closeArray().close();
    }

    private static void description(Context request) throws IOException {
        try (InputStream in = Sight.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("the description of the API is not in the module");
            }
            request.contentType("application/json").result(in.readAllBytes());
        }
    }

    /** The tenant that a path names. */
    static TenantFigures tenant(Context request, Sample sample) {
        String text = request.pathParam("id");
        return sample.find(number("id", text, 0))
                .orElseThrow(() -> new RequestRefused(
                        404, "no-such-tenant", "there is no tenant " + text + ": GET /api/v1/tenants lists them"));
    }

    /** A number at least so large, from a path or query. */
    static int number(String name, String text, int least) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new RequestRefused(400, "bad-number", name + " must be a whole number of at least " + least);
    }

    /** Answers with JSON. */
    static void answer(Context request, Consumer<JsonLine> writer) {
        request.contentType("application/json").result(Json.bytes(writer));
    }
}

package dev.coresident.console.web.rules;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.api.Route;
import dev.coresident.console.web.automata.RuleFigures;
import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.json.Json;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.LoggedEvent.Severity;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Scans the bodies of requests. A body is kept whole before its turn to be scanned comes, and so are its matches until they are sent:
 * how fast a client sends or reads holds up nobody else. How many bodies, how long they and their answers, are bounded: {@link KeptBodies},
 * {@link ScanLimits}. Request threads.
 */
public final class ScanService implements AutoCloseable {
    private static final int MOST_SCANS = 8;
    private static final int MOST_UPLOADS = 2;
    private static final int WRITE_BYTES = 64 << 10;

    private final RuleShelf shelf;
    private final Semaphore scans = new Semaphore(MOST_SCANS, true);
    private final Semaphore uploads = new Semaphore(MOST_UPLOADS);
    private final EventLog events;
    private final ScanLimits limits;
    private final KeptBodies bodies;

    private ScanService(RuleShelf shelf, EventLog events, ScanLimits limits, KeptBodies bodies) {
        this.shelf = shelf;
        this.events = events;
        this.limits = limits;
        this.bodies = bodies;
    }

    /**
     * Options of a kernel with room for these rule sets twice, so that each can be replaced while it scans, and for other tenants.
     *
     * @param tenants those that are there from the start
     */
    public static KernelOptions sized(KernelOptions base, List<ScanTenant> tenants) {
        long heap = 0;
        int ops = base.geometry().opsPerTenant();
        for (ScanTenant tenant : tenants) {
            ScanPlan plan = RuleShelf.plan(tenant);
            heap += 2 * plan.heapBytes();
            ops = Math.max(ops, plan.sized(base).geometry().opsPerTenant());
        }
        return base.withTenants(base.geometry().tenants(), ops)
                .withHeapBytes(Math.max(heap, base.geometry().heapBytes()));
    }

    /**
     * Registers a tenant for each rule set.
     *
     * @param kernel opened with what {@link #sized} says
     * @param tenants with different labels; none is a service that refuses everything until rules are sent
     * @param events is told of rule sets that come and go
     * @throws IOException if one is refused; nothing is left registered
     */
    public static ScanService open(ResidentKernel kernel, List<ScanTenant> tenants, EventLog events, ScanLimits limits)
            throws IOException {
        RuleShelf shelf = new RuleShelf(kernel);
        try {
            for (ScanTenant tenant : tenants) {
                shelf.put(RuleUpload.of(tenant), false);
            }
            return new ScanService(shelf, events, limits, new KeptBodies(limits.bodyBytes()));
        } catch (IOException e) {
            shelf.close();
            throw e;
        }
    }

    /** The rule sets of now. Any thread. */
    public List<RuleFigures> automata() {
        return shelf.desks().stream().map(RuleDesk::figures).toList();
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        HandlerType.GET,
                        "/api/v1/rules",
                        Access.READ,
                        request -> request.contentType("application/json").result(Json.bytes(this::list))),
                new Route(HandlerType.POST, "/api/v1/rules/{label}", Access.CHANGE, request -> put(request, false)),
                new Route(HandlerType.PUT, "/api/v1/rules/{label}", Access.CHANGE, request -> put(request, true)),
                new Route(HandlerType.DELETE, "/api/v1/rules/{label}", Access.CHANGE, this::remove),
                new Route(HandlerType.POST, "/api/v1/scan", Access.CHANGE, this::scan));
    }

    private void list(JsonLine json) {
        json.open().name("rules").openArray();
        shelf.desks().forEach(desk -> write(json, desk));
        json.closeArray().close();
    }

    private static void write(JsonLine json, RuleDesk desk) {
        json.open()
                .member("label", desk.label())
                .member("rules", desk.rules())
                .member("tenant", desk.tenant().id())
                .member("generation", desk.tenant().generation())
                .close();
    }

    private void put(Context request, boolean mayReplace) throws IOException {
        if (!uploads.tryAcquire()) {
            throw new RequestRefused(
                    503, "too-many-uploads", MOST_UPLOADS + " rule files are being compiled already: try again");
        }
        try {
            RuleDesk desk = shelf.put(RuleUpload.read(request, limits.tenantBytes(), limits.rules()), mayReplace);
            events.add(
                    "rules-set",
                    Severity.INFO,
                    "rules \"" + desk.label() + "\" are served by " + desk.tenant() + " from now on");
            request.status(mayReplace ? 200 : 201)
                    .contentType("application/json")
                    .result(Json.bytes(json -> write(json, desk)));
        } catch (IOException e) {
            throw new RequestRefused(409, "no-room", String.valueOf(e.getMessage()));
        } finally {
            uploads.release();
        }
    }

    private void remove(Context request) throws IOException {
        String label = request.pathParam("label");
        shelf.remove(label);
        events.add("rules-removed", Severity.INFO, "rules \"" + label + "\" are served no more");
        request.status(204);
    }

    private void scan(Context request) throws IOException, InterruptedException {
        List<String> labels = request.queryParams("rules");
        try (KeptBodies.Body body = bodies.open()) {
            // A body is not even read for rules that are suspended, or for none.
            RuleShelf.leave(enter(labels));
            body.fill(request.req().getInputStream(), request.req().getContentLengthLong());
            scan(labels, body);
            request.contentType("application/jsonl");
            try (OutputStream out = request.outputStream()) {
                Files.copy(body.matches(), out);
            }
        }
    }

    /** Scans a body that is kept: clients have no part in how long that takes. */
    private void scan(List<String> labels, KeptBodies.Body body) throws IOException, InterruptedException {
        List<RuleDesk> chosen = enter(labels);
        try {
            answer(chosen, body);
        } finally {
            RuleShelf.leave(chosen);
        }
    }

    private List<RuleDesk> enter(List<String> labels) throws IOException {
        List<RuleDesk> chosen = shelf.enter(labels);
        try {
            chosen.forEach(RuleDesk::demandResumed);
        } catch (RequestRefused e) {
            RuleShelf.leave(chosen);
            throw e;
        }
        if (chosen.isEmpty()) {
            throw new RequestRefused(
                    404,
                    "no-rules",
                    "no rules are served: start the server with --rules FILE, or PUT /api/v1/rules/LABEL");
        }
        return chosen;
    }

    private void answer(List<RuleDesk> chosen, KeptBodies.Body body) throws IOException, InterruptedException {
        try (BoundedAnswer out = new BoundedAnswer(
                new BufferedOutputStream(Files.newOutputStream(body.matches()), WRITE_BYTES), limits.answerBytes())) {
            long found = 0;
            for (RuleDesk desk : chosen) {
                found += desk.scan(body.content(), out, scans);
            }
            new JsonLine()
                    .open()
                    .member("total", found)
                    .member("bytes", body.bytes())
                    .close()
                    .writeTo(out);
            if (out.isTooLong()) {
                throw new RequestRefused(
                        422,
                        "answer-too-long",
                        "%d matches make an answer of %d bytes, and it has at most %d: choose fewer rule sets with ?rules=LABEL, or split the body"
                                .formatted(found, out.bytes(), limits.answerBytes()));
            }
            body.keepAnswer(out.bytes());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            shelf.close();
        } finally {
            bodies.close();
        }
    }
}

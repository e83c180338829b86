package dev.coresident.console.web.api;

import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.LoggedEvent.Severity;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What changes something: each is logged as an event. On request threads. */
public final class Actions {
    private static final int LONGEST_QUIESCE_MILLIS = 60_000;
    private static final String USUAL_QUIESCE_MILLIS = "5000";
    private static final int MOST_QUIESCES = 16;

    private final TenantRegistry registry;
    private final EventLog events;
    private final Semaphore quiesces = new Semaphore(MOST_QUIESCES);

    /** Actions on a kernel's tenants. */
    public Actions(TenantRegistry registry, EventLog events) {
        this.registry = registry;
        this.events = events;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.change("/api/v1/tenants/{id}/quiesce", this::quiesce),
                Route.change("/api/v1/tenants/{id}/suspend", this::suspend),
                Route.change("/api/v1/tenants/{id}/resume", this::resume),
                Route.change("/api/v1/tenants/{id}/revoke", this::revoke));
    }

    private void quiesce(Context request) throws InterruptedException {
        Tenant tenant = tenant(request);
        String wanted = request.queryParam("limitMillis");
        int limit = Sight.number("limitMillis", wanted == null ? USUAL_QUIESCE_MILLIS : wanted, 1);
        if (limit > LONGEST_QUIESCE_MILLIS) {
            throw new RequestRefused(
                    400, "limit-too-long", "limitMillis is at most " + LONGEST_QUIESCE_MILLIS + ": ask again instead");
        }
        if (!quiesces.tryAcquire()) {
            throw new RequestRefused(
                    503, "too-many-quiesces", MOST_QUIESCES + " calls wait for tenants already: wait for one to end");
        }
        try {
            Quiesce outcome = tenant.quiesce(Duration.ofMillis(limit));
            switch (outcome) {
                case Quiesce.Drained(long nanos) -> {
                    events.add("tenant-quiesced", Severity.INFO, tenant + " drained in " + nanos / 1_000 + " us");
                    Sight.answer(
                            request,
                            json -> json.open()
                                    .member("drained", true)
                                    .member("waitedNanos", nanos)
                                    .close());
                }
                case Quiesce.TimedOut(long outstanding, long nanos) -> {
                    events.add(
                            "quiesce-timed-out",
                            Severity.WARNING,
                            tenant + " still had " + outstanding + " outstanding after " + limit + " ms");
                    Sight.answer(
                            request,
                            json -> json.open()
                                    .member("drained", false)
                                    .member("outstanding", outstanding)
                                    .member("waitedNanos", nanos)
                                    .close());
                }
            }
        } finally {
            quiesces.release();
        }
    }

    private void suspend(Context request) {
        Tenant tenant = tenant(request);
        boolean changed = tenant.suspend();
        if (changed) {
            events.add("tenant-suspended", Severity.WARNING, tenant + " was suspended from the console");
        }
        Sight.answer(
                request,
                json -> json.open()
                        .member("suspended", tenant.isSuspended())
                        .member("changed", changed)
                        .close());
    }

    private void resume(Context request) {
        Tenant tenant = tenant(request);
        boolean changed = tenant.resume();
        if (changed) {
            events.add("tenant-resumed", Severity.INFO, tenant + " was resumed from the console");
        }
        Sight.answer(
                request,
                json -> json.open()
                        .member("suspended", tenant.isSuspended())
                        .member("changed", changed)
                        .close());
    }

    private void revoke(Context request) {
        Tenant tenant = tenant(request);
        if (!registry.unregister(tenant)) {
            throw gone(tenant.id());
        }
        events.add("tenant-revoked", Severity.WARNING, tenant + " was revoked from the console");
        Sight.answer(request, json -> json.open().member("revoked", true).close());
    }

    /** The active tenant that a path names; the generation must be the one that the caller saw. */
    private Tenant tenant(Context request) {
        int id = Sight.number("id", request.pathParam("id"), 0);
        @Nullable String seen = request.queryParam("generation");
        if (seen == null) {
            throw new RequestRefused(
                    400,
                    "generation-missing",
                    "say which life of the id is meant: ?generation=N, as GET /api/v1/tenants shows it");
        }
        int generation = Sight.number("generation", seen, 0);
        Tenant tenant = registry.find(id).orElseThrow(() -> gone(id));
        if (tenant.generation() != generation) {
            throw new RequestRefused(
                    409,
                    "other-generation",
                    "id " + id + " belongs to generation " + tenant.generation() + " now, not " + generation
                            + ": look again");
        }
        return tenant;
    }

    private static RequestRefused gone(int id) {
        return new RequestRefused(
                404, "no-such-tenant", "tenant " + id + " is not registered: GET /api/v1/tenants lists them");
    }
}

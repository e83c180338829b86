package dev.coresident.console.web.rules;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.api.Route;
import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Scans the bodies of requests. A body is kept in a file of the temporary folder while it is scanned, and so are its matches until
 * they are sent: how fast a client sends or reads holds up nobody else. How many bodies, how long they and their answers, are bounded:
 * {@link ScanLimits}. Request threads.
 */
public final class ScanService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScanService.class.getName());
    private static final int MOST_REQUESTS = 8;
    private static final int COPY_BYTES = 64 << 10;

    private final ImmutableMap<String, RuleDesk> desks;
    private final Semaphore requests = new Semaphore(MOST_REQUESTS);
    private final ScanLimits limits;
    private final @Nullable Path folder;

    private ScanService(ImmutableMap<String, RuleDesk> desks, ScanLimits limits, @Nullable Path folder) {
        this.desks = desks;
        this.limits = limits;
        this.folder = folder;
    }

    /** Options of a kernel with room for these rule sets at once, and for other tenants. */
    public static KernelOptions sized(KernelOptions base, List<ScanTenant> tenants) {
        long heap = 0;
        int ops = base.geometry().opsPerTenant();
        for (ScanTenant tenant : tenants) {
            ScanPlan plan = plan(tenant);
            heap += plan.heapBytes();
            ops = Math.max(ops, plan.sized(base).geometry().opsPerTenant());
        }
        return base.withTenants(base.geometry().tenants(), ops)
                .withHeapBytes(Math.max(heap, base.geometry().heapBytes()));
    }

    /**
     * Registers a tenant for each rule set.
     *
     * @param kernel opened with what {@link #sized} says
     * @param tenants with different labels; none is a service that refuses everything
     * @throws IOException if one is refused; nothing is left registered
     */
    public static ScanService open(ResidentKernel kernel, List<ScanTenant> tenants) throws IOException {
        return open(kernel, tenants, ScanLimits.defaults());
    }

    /** The same with other bounds. */
    public static ScanService open(ResidentKernel kernel, List<ScanTenant> tenants, ScanLimits limits)
            throws IOException {
        if (tenants.isEmpty()) {
            return new ScanService(ImmutableMap.of(), limits, null);
        }
        ImmutableMap.Builder<String, RuleDesk> desks = ImmutableMap.builder();
        try {
            for (ScanTenant tenant : tenants) {
                desks.put(tenant.rules().label(), RuleDesk.open(kernel, plan(tenant)));
            }
            return new ScanService(desks.buildOrThrow(), limits, Files.createTempDirectory("coresident-scan"));
        } catch (IOException e) {
            for (RuleDesk desk : desks.buildOrThrow().values()) {
                desk.close();
            }
            throw e;
        }
    }

    private static ScanPlan plan(ScanTenant tenant) {
        return new ScanPlan(List.of(tenant), ScanOptions.defaults().withFilesInFlight(1));
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        HandlerType.GET,
                        "/api/v1/rules",
                        Access.READ,
                        request -> request.contentType("application/json").result(Json.bytes(this::list))),
                new Route(HandlerType.POST, "/api/v1/scan", Access.CHANGE, this::scan));
    }

    private void list(JsonLine json) {
        json.open().name("rules").openArray();
        desks.values()
                .forEach(desk -> json.open()
                        .member("label", desk.label())
                        .member("rules", desk.rules())
                        .close());
        json.closeArray().close();
    }

    private void scan(Context request) throws IOException, InterruptedException {
        Collection<RuleDesk> chosen = chosen(request.queryParams("rules"));
        Path place = folder;
        if (place == null || chosen.isEmpty()) {
            throw new RequestRefused(404, "no-rules", "no rules are served: start the server with --rules FILE");
        }
        if (!requests.tryAcquire()) {
            throw new RequestRefused(
                    503, "too-many-scans", MOST_REQUESTS + " bodies are being scanned already: try again");
        }
        Path body = null;
        Path matches = null;
        try {
            body = Files.createTempFile(place, "body", "");
            matches = Files.createTempFile(place, "matches", "");
            long bytes = keep(request, body);
            try (BoundedAnswer out = new BoundedAnswer(
                    new BufferedOutputStream(Files.newOutputStream(matches), COPY_BYTES), limits.answerBytes())) {
                long found = 0;
                for (RuleDesk desk : chosen) {
                    found += desk.scan(body, out);
                }
                new JsonLine()
                        .open()
                        .member("total", found)
                        .member("bytes", bytes)
                        .close()
                        .writeTo(out);
                if (out.isTooLong()) {
                    throw new RequestRefused(
                            422,
                            "answer-too-long",
                            "%d matches make an answer of %d bytes, and it has at most %d: choose fewer rule sets with ?rules=LABEL, or split the body"
                                    .formatted(found, out.bytes(), limits.answerBytes()));
                }
            }
            request.contentType("application/jsonl");
            try (OutputStream out = request.outputStream()) {
                Files.copy(matches, out);
            }
        } finally {
            requests.release();
            delete(body);
            delete(matches);
        }
    }

    private static void delete(@Nullable Path file) throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private Collection<RuleDesk> chosen(List<String> labels) {
        if (labels.isEmpty()) {
            return desks.values();
        }
        return labels.stream()
                .distinct()
                .map(label -> {
                    RuleDesk desk = desks.get(label);
                    if (desk == null) {
                        throw new RequestRefused(
                                404, "no-such-rules", "there are no rules of that name: GET /api/v1/rules lists them");
                    }
                    return desk;
                })
                .toList();
    }

    /** Keeps the body, unless it is too long; the length that it announces is looked at first. */
    private long keep(Context request, Path body) throws IOException {
        if (request.req().getContentLengthLong() > limits.bodyBytes()) {
            throw tooLong();
        }
        long bytes = 0;
        byte[] some = new byte[COPY_BYTES];
        var in = request.req().getInputStream();
        try (OutputStream out = Files.newOutputStream(body)) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                bytes += read;
                if (bytes > limits.bodyBytes()) {
                    throw tooLong();
                }
                out.write(some, 0, read);
            }
        }
        return bytes;
    }

    private RequestRefused tooLong() {
        return new RequestRefused(
                413, "body-too-long", "a body has at most " + limits.bodyBytes() + " bytes: split it");
    }

    @Override
    public void close() throws IOException {
        for (RuleDesk desk : desks.values()) {
            desk.close();
        }
        if (folder != null) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                LOG.log(Level.DEBUG, "a request that was cut off left files in {0}", folder);
            }
        }
    }
}

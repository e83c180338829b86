package dev.coresident.console.web;

import dev.coresident.api.ResidentKernel;
import dev.coresident.console.web.api.Actions;
import dev.coresident.console.web.api.LogDownload;
import dev.coresident.console.web.api.Probes;
import dev.coresident.console.web.api.Records;
import dev.coresident.console.web.api.Route;
import dev.coresident.console.web.api.Session;
import dev.coresident.console.web.api.Sight;
import dev.coresident.console.web.automata.AutomataRoute;
import dev.coresident.console.web.automata.RuleFigures;
import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.gate.Gate;
import dev.coresident.console.web.metrics.KernelMetrics;
import dev.coresident.console.web.page.PageFiles;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.Sampler;
import dev.coresident.console.web.stream.EventStream;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The web console of one kernel: its sampler, its stream, its metrics and its server. Opening starts all of it, closing ends it:
 * first the streams, then the server, which gets two seconds for what it is answering. The kernel stays open.
 */
public final class WebConsole implements AutoCloseable {
    private final WebOptions options;
    private final Sampler sampler;
    private final EventStream stream;
    private final List<Route> routes;
    private final Javalin server;
    private volatile boolean closing;

    private WebConsole(
            WebOptions options,
            ResidentKernel kernel,
            EventLog events,
            Supplier<List<RuleFigures>> automata,
            List<Route> more) {
        this.options = options;
        this.sampler = new Sampler(kernel, events);
        this.stream = new EventStream(events, sampler.last());
        KernelMetrics metrics = new KernelMetrics(sampler::last, stream);
        sampler.listen(stream::publish);
        sampler.listen(metrics::update);
        List<Route> all = new ArrayList<>();
        PageFiles page = new PageFiles();
        page.paths().forEach(path -> all.add(new Route(HandlerType.GET, path, Access.OPEN, page::serve)));
        all.addAll(new Sight(sampler::last, events).routes());
        all.addAll(new AutomataRoute(automata).routes());
        all.addAll(new Records(kernel, sampler::last).routes());
        all.addAll(new LogDownload(kernel).routes());
        all.addAll(new Actions(kernel.tenants(), events).routes());
        all.addAll(new Probes(sampler::last, () -> closing).routes());
        all.add(new Route(HandlerType.GET, "/api/events", Access.READ, stream::serve));
        all.add(new Route(HandlerType.GET, "/metrics", Access.READ, metrics::serve));
        Gate gate = WebServer.gate(options);
        all.addAll(new Session(gate).routes());
        all.addAll(more);
        this.routes = List.copyOf(all);
        this.server = WebServer.create(options, gate, routes);
    }

    /**
     * Opens the console of a kernel.
     *
     * @param events what the kernel was opened with as its listener, if its losses are to be seen
     * @param automata gives the rule sets that are scanned with at the moment
     * @param more routes that the caller adds
     * @throws IOException if the port cannot be had; nothing is left open
     */
    public static WebConsole open(
            WebOptions options,
            ResidentKernel kernel,
            EventLog events,
            Supplier<List<RuleFigures>> automata,
            List<Route> more)
            throws IOException {
        WebConsole console = new WebConsole(options, kernel, events, automata, more);
        try {
            console.server.start();
        } catch (RuntimeException e) {
            console.close();
            throw new IOException(
                    "cannot listen on %s port %d: %s"
                            .formatted(options.address().getHostAddress(), options.port(), reason(e)),
                    e);
        }
        console.sampler.start(options.period());
        return console;
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** What it answers. */
    List<Route> routes() {
        return routes;
    }

    /** The port that it got. */
    public int port() {
        return server.port();
    }

    /** The page's address, for people on this machine. */
    public String address() {
        String host = options.address().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    @Override
    public void close() {
        closing = true;
        sampler.close();
        stream.close();
        server.stop();
    }
}

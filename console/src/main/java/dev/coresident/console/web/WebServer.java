package dev.coresident.console.web;

import com.google.common.collect.ImmutableSet;
import dev.coresident.console.web.api.Route;
import dev.coresident.console.web.gate.Gate;
import dev.coresident.console.web.gate.HostNames;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.json.Json;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;

/** Javalin and Jetty with the bounds that the console keeps. */
final class WebServer {
    private static final System.Logger LOG = System.getLogger(WebServer.class.getName());

    /** What both say at their start; their loggers must not be collected, or they would forget it. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.javalin"), Logger.getLogger("org.eclipse.jetty"));

    private static final int HEADER_BYTES = 8 << 10;
    private static final long BODY_BYTES = 64 << 10;
    private static final int MOST_CONNECTIONS = 512;
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private WebServer() {}

    /** What checks requests: on this machine's loopback reading is free, beyond it the token is needed. */
    static Gate gate(WebOptions options) {
        boolean loopback = options.address().isLoopbackAddress();
        return new Gate(
                options.token(),
                new HostNames(
                        loopback,
                        ImmutableSet.<String>builder()
                                .addAll(options.hosts())
                                .add(options.address().getHostAddress())
                                .build()),
                !loopback);
    }

    /** A server that has not started. */
    static Javalin create(WebOptions options, Gate gate, List<Route> routes) {
        QUIET.forEach(logger -> logger.setLevel(java.util.logging.Level.WARNING));
        return Javalin.create(config -> configure(config, options, gate, routes));
    }

    private static void configure(JavalinConfig config, WebOptions options, Gate gate, List<Route> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.host = options.address().getHostAddress();
        config.jetty.port = options.port();
        config.jetty.modifyHttpConfiguration(WebServer::bound);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_LIMIT.toMillis());
            server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        });
        config.routes.before(gate::enter);
        for (Route route : routes) {
            config.routes.addHttpHandler(route.method(), route.path(), request -> {
                gate.admit(request, route.access());
                route.handler().handle(request);
            });
        }
        config.routes.exception(
                RequestRefused.class,
                (refused, request) ->
                        error(request, refused.status(), refused.code(), String.valueOf(refused.getMessage())));
        config.routes.exception(
                HttpResponseException.class,
                (refused, request) ->
                        error(request, refused.getStatus(), "refused", String.valueOf(refused.getMessage())));
        config.routes.exception(Exception.class, (failure, request) -> {
            LOG.log(Level.WARNING, "a request failed: " + request.path(), failure);
            error(request, 500, "internal", "the server failed to answer; its log says why");
        });
    }

    private static void bound(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(IDLE_LIMIT.toMillis());
    }

    private static void error(Context request, int status, String code, String message) {
        request.status(status).contentType("application/json").result(Json.error(code, message));
    }
}

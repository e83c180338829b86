package dev.coresident.console.web.api;

import dev.coresident.console.web.sample.Sample;
import dev.coresident.spi.Health;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the server lives and whether the kernel can work, for those who restart or route by it. Live means that it answers; ready
 * means that the device is alive and the server is not stopping.
 */
public final class Probes {
    private final Supplier<Sample> samples;
    private final BooleanSupplier closing;

    /**
     * Probes.
     *
     * @param samples gives the last sample
     * @param closing whether the server stops
     */
    public Probes(Supplier<Sample> samples, BooleanSupplier closing) {
        this.samples = samples;
        this.closing = closing;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.open("/health", this::ready),
                Route.open("/health/ready", this::ready),
                Route.open(
                        "/health/live",
                        request -> Sight.answer(
                                request,
                                json -> json.open().member("live", true).close())));
    }

    private void ready(Context request) {
        boolean ready = !closing.getAsBoolean() && samples.get().kernel().health() instanceof Health.Alive;
        request.status(ready ? 200 : 503);
        Sight.answer(
                request,
                json -> json.open().member("live", true).member("ready", ready).close());
    }
}

package dev.coresident.console.web.metrics;

import dev.coresident.console.web.sample.Sample;
import dev.coresident.console.web.stream.EventStream;
import dev.coresident.spi.DeviceCount;
import dev.coresident.spi.Health;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The last sample as metrics. The sampler's thread updates, any thread scrapes; a scrape does not read the kernel. */
public final class KernelMetrics {
    /** Tenants with a label of their own. */
    public static final int TENANT_LABELS = 50;

    /** Counts of a device that are shown. */
    private static final int DEVICE_COUNTS = 64;

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TenantMeters tenants = new TenantMeters(registry, TENANT_LABELS);
    private final Supplier<Sample> samples;
    private final Set<String> deviceCounts = new HashSet<>();

    /**
     * Metrics.
     *
     * @param samples gives the last sample
     * @param stream whose clients are counted
     */
    public KernelMetrics(Supplier<Sample> samples, EventStream stream) {
        this.samples = samples;
        gauge(
                "coresident.kernel.up",
                "1 while the device is alive",
                null,
                sample -> sample.kernel().health() instanceof Health.Alive ? 1 : 0);
        gauge(
                "coresident.kernel.uptime",
                "Time since the console began to watch",
                "seconds",
                sample -> sample.uptimeMillis() / 1e3);
        gauge(
                "coresident.kernel.tenants",
                "Tenants registered",
                "tenants",
                sample -> sample.kernel().tenants().size());
        gauge(
                "coresident.ring.used",
                "Slots in the ring",
                "slots",
                sample -> sample.kernel().inRing());
        gauge(
                "coresident.ring.capacity",
                "Slots that the ring has",
                "slots",
                sample -> sample.partitions().slots());
        gauge(
                "coresident.memory.held",
                "Device memory that all accounts hold",
                "bytes",
                sample -> sample.kernel().ledger().totals().currentBytes());
        gauge(
                "coresident.memory.peak",
                "The most they ever held",
                "bytes",
                sample -> sample.kernel().ledger().totals().peakBytes());
        counter(
                "coresident.memory.refused",
                "Charges refused",
                sample -> sample.kernel().ledger().totals().refused());
        counter(
                "coresident.kernel.spurious",
                "Completions that named no outstanding submission",
                sample -> sample.kernel().spurious());
        counter(
                "coresident.kernel.device.losses",
                "Devices lost",
                sample -> sample.kernel().recovery().losses());
        counter(
                "coresident.kernel.reruns",
                "Submissions run again after a loss",
                sample -> sample.kernel().recovery().reruns());
        counter(
                "coresident.kernel.expired",
                "Slots that expired",
                sample -> sample.kernel().recovery().expired());
        Gauge.builder("coresident.console.streams", stream, EventStream::clients)
                .description("Clients of the event stream")
                .register(registry);
        FunctionCounter.builder("coresident.console.streams.dropped", stream, EventStream::dropped)
                .description("Clients dropped because they did not keep up")
                .register(registry);
        update(samples.get());
    }

    private void gauge(String name, String description, @Nullable String unit, ToDoubleFunction<Sample> value) {
        Gauge.builder(name, () -> value.applyAsDouble(samples.get()))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<Sample> value) {
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.samples.get()))
                .description(description)
                .register(registry);
    }

    /** Takes a sample in. */
    public void update(Sample sample) {
        for (DeviceCount count : sample.kernel().counts()) {
            if (deviceCounts.size() < DEVICE_COUNTS && deviceCounts.add(count.name())) {
                FunctionCounter.builder("coresident.device.work", this, self -> self.deviceCount(count.name()))
                        .description("What the device counts of its own work")
                        .tag("count", count.name())
                        .register(registry);
            }
        }
        tenants.update(sample.tenants());
    }

    private double deviceCount(String name) {
        return samples.get().kernel().counts().stream()
                .filter(count -> count.name().equals(name))
                .mapToLong(DeviceCount::value)
                .findAny()
                .orElse(0);
    }

    /** Answers a scrape. */
    public void serve(Context request) {
        request.contentType(CONTENT_TYPE).result(registry.scrape());
    }
}

package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** What a provider owes before it opens anything. */
final class ProviderChecks {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final int THREADS = 4;

    private ProviderChecks() {}

    static void theNameIsPlainAndStays(Trial trial) {
        BackendProvider provider = trial.subject().provider();
        that(
                provider.name().matches("[a-z0-9-]+"),
                () -> "the name is \"" + provider.name() + "\" and has other characters");
        equal("the name at a second call", provider.name(), provider.name());
    }

    static void theVersionIsTheHosts(Trial trial) {
        number("the provider's contract version", trial.subject().provider().spiVersion(), SpiVersion.CURRENT);
    }

    static void probesAnswer(Trial trial) throws Exception {
        BackendProvider provider = trial.subject().provider();
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        IntStream.range(0, THREADS)
                .mapToObj(i -> Thread.ofPlatform().daemon().start(() -> probe(provider, problems)))
                .toList()
                .forEach(thread -> join(thread, trial.effort().patience()));
        that(problems.isEmpty(), () -> String.join("; ", problems));
    }

    /**
     * A probe that throws breaks the rule whatever it throws. Of a thread's three probes the shortest counts: the others may have waited
     * for a processor.
     */
    private static void probe(BackendProvider provider, Queue<String> problems) {
        Duration shortest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            try {
                Probe probe = provider.probe();
                if (!(probe instanceof Probe.Ready)) {
                    problems.add("the probe says " + probe + " although a device was opened");
                }
            } catch (RuntimeException | LinkageError e) {
                problems.add("the probe threw " + e);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            shortest = taken.compareTo(shortest) < 0 ? taken : shortest;
        }
        if (shortest.compareTo(PROBE_LIMIT) > 0) {
            problems.add("the shortest of three probes took " + shortest);
        }
    }

    private static void join(Thread thread, Duration patience) {
        try {
            if (!thread.join(patience)) {
                throw new Violation("a probe has not answered after " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Violation("interrupted", e);
        }
    }

    static void unknownPropertiesAreRefused(Trial trial) {
        Map<String, String> properties = new TreeMap<>(trial.subject().properties());
        properties.put("no-such-property", "1");
        try {
            trial.open(SmallHost.SMALL, properties);
        } catch (DeviceException e) {
            equal("the failure's category", e.category(), DeviceException.Category.USER);
            that(
                    String.valueOf(e.getMessage()).contains("no-such-property"),
                    () -> "the message does not name the property: " + e.getMessage());
            return;
        }
        throw new Violation("a device was opened with the property \"no-such-property\"");
    }

    static void factsAgreeWithTheDevice(Trial trial) throws Exception {
        Device device = trial.open(SmallHost.SMALL);
        DeviceFacts facts = device.facts();
        equal(
                "the backend in the facts",
                facts.backend(),
                trial.subject().provider().name());
        that(!facts.description().isBlank(), "the facts describe nothing");
        that(
                facts.heapLimitBytes() >= SmallHost.SMALL.heapBytes(),
                () -> "the heap limit is " + facts.heapLimitBytes() + " bytes and a heap of "
                        + SmallHost.SMALL.heapBytes() + " was opened");
        equal("the geometry", device.geometry(), SmallHost.SMALL);
        equal("the facts at a second call", device.facts(), facts);
    }
}

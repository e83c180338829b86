package dev.coresident.console.web.json;

import dev.coresident.api.RecoveryCounters;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.sample.Sample;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import java.util.Locale;

/** The kernel of a sample. */
public final class KernelJson {
    private KernelJson() {}

    /** An object, opened and closed here. */
    public static void write(JsonLine json, Sample sample) {
        json.open()
                .member("sample", sample.number())
                .member("takenMillis", sample.takenMillis())
                .member("uptimeMillis", sample.uptimeMillis())
                .member("incarnation", sample.kernel().incarnation());
        health(json, sample.kernel().health());
        device(json, sample.kernel().device());
        RingJson.write(json, sample);
        json.name("totals")
                .open()
                .member("published", sample.totals().published())
                .member("done", sample.totals().done())
                .member("faulted", sample.totals().faulted())
                .member("outstanding", sample.totals().outstanding())
                .member("refused", sample.totals().refused())
                .member("spurious", sample.kernel().spurious())
                .member("listenersThrown", sample.kernel().listenersThrown())
                .close();
        recovery(json, sample.kernel().recovery());
        sample.kernel()
                .recording()
                .ifPresent(recording -> json.name("recording")
                        .open()
                        .member("stage", recording.stage().name().toLowerCase(Locale.ROOT))
                        .member("records", recording.records())
                        .member("bytes", recording.bytes())
                        .member("unrecorded", recording.unrecorded())
                        .close());
        json.close();
    }

    private static void health(JsonLine json, Health health) {
        json.name("health").open();
        switch (health) {
            case Health.Alive(int heartbeat) ->
                json.member("state", "alive").member("heartbeat", Integer.toUnsignedLong(heartbeat));
            case Health.Stopped() -> json.member("state", "stopped");
            case Health.Lost(var cause) ->
                json.member("state", "lost").member("reason", String.valueOf(cause.getMessage()));
        }
        json.close();
    }

    /** A member {@code device}. */
    public static void device(JsonLine json, DeviceFacts device) {
        json.name("device")
                .open()
                .member("backend", device.backend())
                .member("description", device.description())
                .member("execution", device.model().name().toLowerCase(Locale.ROOT))
                .member("memory", device.coherence().name().toLowerCase(Locale.ROOT))
                .member("computeUnits", device.computeUnits())
                .member("heapLimitBytes", device.heapLimitBytes())
                .close();
    }

    private static void recovery(JsonLine json, RecoveryCounters recovery) {
        json.name("recovery")
                .open()
                .member("losses", recovery.losses())
                .member("recoveries", recovery.recoveries())
                .member("reruns", recovery.reruns())
                .member("failed", recovery.failed())
                .member("expired", recovery.expired())
                .member("late", recovery.late())
                .close();
    }
}

package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.Completions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An executor on a clock of its own, and what it told. */
final class Rig implements OutcomeSink {
    static final int SERVICE = 3;
    static final int TENANT = 7;

    final List<String> told = new ArrayList<>();
    long now = 1_000;
    final HostExecutor executor;

    private Rig(HostServices services, ExecutorOptions options) {
        executor = HostExecutor.create(services, options, () -> now, this);
    }

    static Rig of(OpHandler handler) {
        return of(handler, ExecutorOptions.defaults());
    }

    static Rig of(OpHandler handler, ExecutorOptions options) {
        return new Rig(
                HostServices.builder().handler(SERVICE, key("handler"), handler).build(), options);
    }

    static Rig with(HostServices services) {
        return new Rig(services, ExecutorOptions.defaults());
    }

    static Rig with(HostServices services, ExecutorOptions options) {
        return new Rig(services, options);
    }

    static Key<OpHandler> key(String name) {
        return new Key<>(name, OpHandler.class);
    }

    boolean admit(long requestId, int... words) {
        return admitFor(TENANT, requestId, words);
    }

    boolean admitFor(int tenant, long requestId, int... words) {
        return executor.admit(tenant, requestId, SERVICE, 0, 99, words, 0, words.length);
    }

    boolean admitUntil(long deadline, long requestId, int... words) {
        return executor.admit(TENANT, requestId, SERVICE, deadline, 99, words, 0, words.length);
    }

    /** Moves the clock and polls until there is nothing to do. */
    void runTo(long time) {
        now = time;
        run();
    }

    void run() {
        while (executor.poll() > 0) {
            // until nothing is left
        }
    }

    static Completer open(Completions completions) {
        return ((CommandOpening.Opened) completions.open()).completer();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void ended(int tenantWord, long requestId, long source, HostOutcome outcome) {
        String payload = StandardCharsets.UTF_8.decode(outcome.payload()).toString();
        told.add(requestId + " " + outcome + (payload.isEmpty() ? "" : " [" + payload + "]"));
    }
}

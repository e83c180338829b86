package dev.coresident.simulation.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.ExecutorSnapshot;
import dev.coresident.api.dispatch.executor.ExecutorView;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.dispatch.timer.Arming;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A simulated kernel with tenants that ask for things that take time, fail, are tried again and are sent again, everything decided by a seed.
 * What handlers, senders and recorders see is written down.
 */
final class ServedRig implements AutoCloseable {
    static final int TENANTS = 3;
    private static final int WORK = 2;
    private static final int LONGEST_TURN_NANOS = 80_000;
    private static final int LONGEST_ANSWER_NANOS = 3_000_000;
    private static final long PATIENCE_NANOS = 2_000_000;
    private static final Key<OpHandler> KEY = new Key<>("work", OpHandler.class);

    private record Due(long atNanos, long commandId, boolean fails) {}

    private final List<String> trace = new ArrayList<>();
    private final List<Due> source = new ArrayList<>();

    /** What waits for its end: by tenant and request, how often it was sent. */
    private final TreeMap<Long, Integer> outstanding = new TreeMap<>();

    private final ResidentKernel kernel;
    private final List<Tenant> tenants = new ArrayList<>();
    private final long aheadNanos;
    private long nanos;

    private ServedRig(long nanos, long aheadNanos, long seed, @Nullable ExecutorSnapshot restored)
            throws DeviceException {
        this.nanos = nanos;
        this.aheadNanos = aheadNanos;
        HostServices services =
                HostServices.builder().handler(WORK, KEY, new Work()).build();
        ServingOptions serving = new ServingOptions(
                        services, ExecutorOptions.defaults().withSeed(seed))
                .withPolicy(GovernorPolicy.defaults().withCoolDown(100_000, 2_000_000));
        Geometry geometry = new Geometry(Partitions.each(16), TENANTS, 8, 4, 4, 16, 2, 64 << 10);
        KernelOptions options = new KernelOptions(
                        "sim",
                        geometry,
                        TenantPolicy.defaults(),
                        ImmutableMap.of("engine", "stepped", "model", "rounds", "workers", "1", "seed", "1"))
                .withServing(restored == null ? serving : serving.withRestored(restored));
        this.kernel = ResidentKernel.driven(
                options,
                ServiceLoader.load(BackendProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.name().equals("sim"))
                        .findFirst()
                        .orElseThrow(),
                new Clock());
    }

    static ServedRig open(long seed) throws DeviceException {
        ServedRig rig = new ServedRig(1_000, 0, seed, null);
        for (int i = 0; i < TENANTS; i++) {
            rig.register("tenant-" + i);
        }
        return rig;
    }

    /** Another kernel, whose clock began at another time, that goes on from a snapshot. */
    ServedRig restored(long seed, ExecutorSnapshot snapshot) throws DeviceException {
        ServedRig rig = new ServedRig(nanos, 7_777_777, seed, snapshot);
        rig.source.addAll(source);
        return rig;
    }

    private final class Clock implements KernelTime {
        @Override
        public long nanoTime() {
            return nanos - aheadNanos;
        }

        @Override
        public void pause(long poll) {
            nanos += 10_000; // a close drains
        }
    }

    Tenant register(String label) {
        Tenant tenant = kernel.tenants().register(label).orThrow();
        tenants.add(tenant);
        return tenant;
    }

    ResidentKernel kernel() {
        return kernel;
    }

    ExecutorView view() {
        return kernel.services().orElseThrow();
    }

    /** What was seen, with the flight recorders at the end. */
    List<String> trace() {
        List<String> all = new ArrayList<>(trace);
        for (Tenant tenant : tenants) {
            view().recorder(tenant.word())
                    .ifPresent(recorder -> all.add(recorder.entries().toString()));
            all.add(view().counters(tenant.word()).toString());
            all.add(view().standing(tenant.word()).toString());
        }
        all.add(view().figures().toString());
        return all;
    }

    void forgetTrace() {
        trace.clear();
    }

    /** The requests that have not ended. */
    List<Long> outstanding() {
        return List.copyOf(outstanding.keySet());
    }

    /** Sends again what has not ended. */
    void askAgain(List<Long> requests) {
        requests.forEach(request -> ask((int) (request / 1_000), request));
    }

    void run(int turns, SplittableRandom random) {
        for (int turn = 0; turn < turns; turn++) {
            nanos += 1 + random.nextInt(LONGEST_TURN_NANOS);
            answer();
            if (random.nextInt(3) == 0) {
                int who = random.nextInt(TENANTS);
                ask(who, who * 1_000L + 1 + random.nextInt(300));
            }
            kernel.poll();
        }
    }

    /** Asks, and lets the device hand it over while time stands still. */
    void ask(int who, long request) {
        long admitted = view().figures().admitted();
        outstanding.merge(request, 1, Integer::sum);
        long answer = tenants.get(who)
                .ask(
                        request,
                        Priority.NORMAL,
                        end -> {
                            trace.add(nanos + " " + request + " ended " + end.fault() + " " + end.result(0) + " "
                                    + end.result(1));
                            outstanding.computeIfPresent(request, (key, times) -> times == 1 ? null : times - 1);
                        },
                        WORK,
                        0,
                        (int) request);
        assertThat(answer).isNotNegative();
        for (int poll = 0; view().figures().admitted() == admitted; poll++) {
            assertThat(poll).as("polls until the slot was handed over").isLessThan(1_000);
            kernel.poll();
        }
    }

    private void answer() {
        List<Due> due = source.stream().filter(one -> one.atNanos() <= nanos).toList();
        source.removeAll(due);
        for (Due one : due) {
            view().completer(one.commandId())
                    .ifPresent(completer -> saw("answer " + one.commandId() + " "
                            + (one.fails()
                                    ? completer.fail("no " + one.commandId())
                                    : completer.complete(new byte[(int) (one.commandId() % 50)]))));
        }
    }

    private void saw(String what) {
        trace.add(nanos + " " + what);
    }

    /** All that it remembers is in the op, its commands, timers, random numbers, held values and counters. */
    private final class Work implements OpHandler {
        @Override
        public OpOutcome dispatch(OpContext context, OpWords words) {
            saw(context, "call " + words.word(0));
            if (context.random().nextLong(3) == 0
                    && context.timers().every(300_000) instanceof Arming.Armed(long timer)) {
                saw(context, "timer " + timer);
            }
            return again(context);
        }

        @Override
        public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
            return switch (answer) {
                case Answer.Bytes bytes -> {
                    saw(
                            context,
                            "bytes " + bytes.commandId() + " " + bytes.bytes().remaining());
                    context.counters().add("bytes", bytes.bytes().remaining());
                    context.held().hold("last", ByteBuffer.allocate(8).putLong(0, bytes.commandId()));
                    if (context.random().nextLong(4) == 0) {
                        yield again(context);
                    }
                    context.result(0, (int) context.random().nextLong(1_000));
                    yield OpOutcome.done(1);
                }
                case Answer.Failed failed -> {
                    saw(context, failed.text() + context.held().take("last"));
                    yield OpOutcome.rejected(FaultKind.REMOTE_FAILED, "no", "");
                }
                case Answer.TimedOut(long command) -> {
                    saw(context, "late " + command);
                    yield context.random().nextLong(2) == 0
                            ? again(context)
                            : OpOutcome.rejected(FaultKind.TIMEOUT, "late", "");
                }
            };
        }

        @Override
        public OpOutcome timer(OpContext context, OpWords words, long timerId) {
            long drawn = context.random().nextLong(4);
            saw(context, "mature " + timerId + " " + drawn);
            if (drawn == 0) {
                context.timers().cancel(timerId);
            }
            return OpOutcome.stillParked();
        }

        private OpOutcome again(OpContext context) {
            Completer completer = ((CommandOpening.Opened) context.completions().open(32)).completer();
            long at = context.clock().nanoTime() + context.random().nextLong(LONGEST_ANSWER_NANOS);
            source.add(new Due(at, completer.id(), context.random().nextLong(12) == 0));
            saw(context, "open " + completer.id() + " " + at);
            return context.random().nextLong(2) == 0
                            && context.completions().resultOrTimeout(completer, PATIENCE_NANOS)
                                    instanceof LatchOpening.Opened(long latch)
                    ? OpOutcome.parked(latch)
                    : OpOutcome.parked(completer.id());
        }

        private void saw(OpContext context, String what) {
            trace.add(context.clock().nanoTime() + " " + context.tenant().label() + " "
                    + context.request().requestId() + " " + context.request().remainingNanos() + " " + what);
        }
    }

    @Override
    public void close() {
        kernel.close(Duration.ZERO);
    }
}

package dev.coresident.simulation.hosted;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.executor.ExecutorFigures;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run: three tenants scan documents that the host fetches for them. Everything is decided by the seed. One thread. */
public final class HostedRun {
    private static final int TENANTS = 3;
    private static final int DOCUMENTS_EACH = 12;
    private static final int MOST_TURNS = 200_000;
    private static final int LONGEST_TURN_NANOS = 40_000;
    private static final int FIRST_WAIT_NANOS = 200_000;
    private static final int LONGEST_WAIT_NANOS = 5_000_000;
    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final String[] MEMORIES = {"coherent", "weak", "staged"};

    private final long seed;
    private final SplittableRandom random;
    private final SlowSource source;
    private final HostedDevices devices;
    private final Clock clock = new Clock();
    private final List<String> violations = new ArrayList<>();
    private int scanned;
    private int withheld;
    private long repeated;
    private long hash = 1;

    private HostedRun(long seed, BackendProvider simulator) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.source = new SlowSource(seed);
        this.devices = new HostedDevices(simulator);
    }

    /** Moves when somebody waits, and by the run. */
    private static final class Clock implements KernelTime {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void pause(long poll) {
            nanos += 10_000;
        }
    }

    /**
     * Runs a seed.
     *
     * @param simulator the provider of the simulated backend
     */
    public static HostedReport of(long seed, BackendProvider simulator) throws DeviceException {
        return new HostedRun(seed, simulator).run(null);
    }

    /** Runs a seed and records it. */
    static HostedReport recorded(long seed, BackendProvider simulator, RecordingOptions recording)
            throws DeviceException {
        return new HostedRun(seed, simulator).run(recording);
    }

    private HostedReport run(@Nullable RecordingOptions recording) throws DeviceException {
        KernelOptions options = recording == null ? options() : options().withRecording(recording);
        ResidentKernel kernel = ResidentKernel.driven(options, devices, clock);
        try (kernel) {
            List<Reader> readers = new ArrayList<>();
            for (int i = 0; i < TENANTS; i++) {
                int first = i * DOCUMENTS_EACH;
                readers.add(new Reader(
                        kernel.tenants().register("reader-" + i).orThrow(),
                        source,
                        this,
                        first,
                        first + DOCUMENTS_EACH));
            }
            int turns = 0;
            while (!readers.stream().allMatch(Reader::isOver) && turns++ < MOST_TURNS) {
                clock.nanos += 1 + random.nextInt(LONGEST_TURN_NANOS);
                source.tick(clock.nanos);
                devices.misbehave(random);
                kernel.poll();
                readers.get(random.nextInt(TENANTS)).turn();
            }
            if (!readers.stream().allMatch(Reader::isOver)) {
                violate("after " + turns + " turns documents are lost: "
                        + kernel.tenants().outstanding());
            }
            checkAtRest(kernel);
        }
        if (kernel.ledger().currentBytes() != 0) {
            violate("after the close " + kernel.ledger().currentBytes() + " bytes are charged");
        }
        return new HostedReport(
                seed,
                TENANTS * DOCUMENTS_EACH,
                scanned,
                withheld,
                source.questions(),
                source.unheard(),
                repeated,
                devices.losses(),
                hash * 31 + devices.traceHash(),
                ImmutableList.copyOf(violations));
    }

    private KernelOptions options() {
        String memory = MEMORIES[random.nextInt(MEMORIES.length)];
        Geometry geometry = new Geometry(Partitions.each(4), TENANTS, 8, 4, 4, 16, 2, 64 << 10);
        HostServices services = HostServices.builder()
                .component(FetchHandler.SOURCE, source)
                .handler(FetchHandler.SERVICE, FetchHandler.KEY, new FetchHandler(), FetchHandler.SOURCE)
                .build();
        return new KernelOptions(
                        "sim",
                        geometry,
                        TenantPolicy.defaults(),
                        ImmutableMap.of(
                                "engine",
                                "stepped",
                                "model",
                                "rounds",
                                "memory",
                                memory,
                                "workers",
                                Integer.toString(1 + random.nextInt(3)),
                                "seed",
                                Long.toString(seed)))
                .withRecovery(new RecoveryPolicy(
                        3, 2, 1_000, Duration.ZERO, Duration.ofMillis(1), LIMIT, LIMIT.multipliedBy(2)))
                .withServing(new ServingOptions(
                                services, ExecutorOptions.defaults().withSeed(seed))
                        .withPolicy(GovernorPolicy.defaults().withCoolDown(FIRST_WAIT_NANOS, LONGEST_WAIT_NANOS)));
    }

    private void checkAtRest(ResidentKernel kernel) {
        ExecutorFigures figures = kernel.services().orElseThrow().figures();
        if (figures.live() != 0 || figures.parked() != 0 || figures.timers() != 0) {
            violate("with everything ended the executor holds " + figures);
        }
        for (TenantCounters counters : kernel.tenants().counters()) {
            if (counters.outstanding() != 0 || counters.published() != counters.done() + counters.faulted()) {
                violate("with everything ended a tenant's figures are " + counters);
            }
        }
    }

    void saw(int document, Completion end) {
        hash = hash * 31 + document;
        hash = hash * 31 + (end.isDone() ? 0 : end.fault().number());
        hash = hash * 31 + end.result(0);
        hash = hash * 31 + clock.nanos;
    }

    void scanned() {
        scanned++;
    }

    void withheld() {
        withheld++;
    }

    void repeated() {
        repeated++;
    }

    void violate(String what) {
        violations.add(what);
    }
}

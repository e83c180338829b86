package dev.coresident.bench.replay;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.replay.Replay;
import dev.coresident.api.replay.ReplayOptions;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.api.replay.log.SyncPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.report.Samples;
import dev.coresident.bench.report.Scratch;
import dev.coresident.spi.program.Opcodes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One producer's additions through the whole host loop, with and without a recording, in turn; then the log's replay. */
public final class Recording {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OUTSTANDING = 1_024;
    private static final int REPETITIONS = 9;
    private static final int WARM_UPS = 2;
    private static final int REPLAYED = 50_000;

    private enum Kind {
        OFF("not recorded"),
        NEVER("recorded, never forced"),
        SEGMENTS("recorded, forced with each segment");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        @Nullable
        RecordingOptions options(Path folder) {
            return switch (this) {
                case OFF -> null;
                case NEVER -> RecordingOptions.to(folder).withSync(new SyncPolicy.Never());
                case SEGMENTS -> RecordingOptions.to(folder);
            };
        }
    }

    private Recording() {}

    /**
     * Measures and prints.
     *
     * @param options {@code --quick} for a look of ten seconds
     */
    public static void run(Options options, PrintStream out) throws Exception {
        int slots = options.has("--quick") ? 200_000 : 1_000_000;
        int repetitions = options.has("--quick") ? 3 : REPETITIONS;
        Map<Kind, Samples> rates = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            rates.put(kind, new Samples());
        }
        double bytesPerSlot = 0;
        for (int repetition = -WARM_UPS; repetition < repetitions; repetition++) {
            for (Kind kind : Kind.values()) {
                try (Scratch scratch = new Scratch()) {
                    Path log = scratch.folder().resolve("log");
                    Trial trial = measure(kind.options(log), slots);
                    if (repetition >= 0) {
                        Objects.requireNonNull(rates.get(kind)).add(trial.millionsPerSecond);
                    }
                    System.err.printf("bench: %-36s %6.2f M/s%n", kind.title, trial.millionsPerSecond);
                    if (kind == Kind.NEVER) {
                        bytesPerSlot = trial.bytesPerSlot;
                    }
                }
            }
        }
        Samples replays = new Samples();
        try (Scratch scratch = new Scratch()) {
            Path log = scratch.folder().resolve("log");
            measure(Kind.NEVER.options(log), REPLAYED);
            for (int repetition = 0; repetition < 3; repetition++) {
                replays.add(replay(log));
            }
        }
        MarkdownTable table = new MarkdownTable("one producer", "M/s", "least - most", "ns a slot");
        for (Kind kind : Kind.values()) {
            Samples samples = Objects.requireNonNull(rates.get(kind));
            table.row(
                    kind.title,
                    "%.2f".formatted(samples.median()),
                    "%.2f - %.2f".formatted(samples.least(), samples.greatest()),
                    "%.0f".formatted(1_000 / samples.median()));
        }
        out.println(table);
        out.printf("Log: %.1f bytes a slot with its outcome.%n", bytesPerSlot);
        out.printf(
                "Replay of such a log: %.0f slots a second (%.0f - %.0f).%n%n",
                replays.median(), replays.least(), replays.greatest());
        out.println("Raw, in the order of measuring, M/s:\n\n```");
        rates.forEach((kind, samples) -> out.printf("%-36s %s%n", kind.title, samples.raw("%.2f")));
        out.println("```");
    }

    private record Trial(double millionsPerSecond, double bytesPerSlot) {}

    private static Trial measure(@Nullable RecordingOptions recording, int slots) throws Exception {
        KernelOptions options = KernelOptions.defaults().withBackend("sim").withProperty("workers", "1");
        if (recording != null) {
            options = options.withRecording(recording);
        }
        try (ResidentKernel kernel = ResidentKernel.open(options)) {
            Tenant tenant = kernel.tenants()
                    .register("producer", TenantPolicy.defaults().withBacklogCap(OUTSTANDING))
                    .orThrow();
            long before = bytes(kernel);
            int[] arguments = {1, 0};
            long start = System.nanoTime();
            for (int i = 0; i < slots; i++) {
                while (tenant.submit(Opcodes.ATOMIC_ADD, arguments) < 0) {
                    kernel.poll();
                }
            }
            tenant.quiesce(LIMIT);
            long nanos = System.nanoTime() - start;
            long after = bytes(kernel);
            Completion sum = new Completion();
            tenant.await(tenant.submit(Opcodes.ATOMIC_ADD, 0, 0), LIMIT, sum);
            if (sum.result(0) != slots) {
                throw new IllegalStateException("the sum is " + sum.result(0) + " and must be " + slots);
            }
            return new Trial(slots / (nanos / 1e3), (double) (after - before) / slots);
        }
    }

    private static long bytes(ResidentKernel kernel) {
        return kernel.snapshot().recording().map(RecordingState::bytes).orElse(0L);
    }

    private static double replay(Path log) throws Exception {
        long start = System.nanoTime();
        ReplayReport report = Replay.run(log, ReplayOptions.defaults().withProperty("workers", "1"));
        if (!report.isSame()) {
            throw new IllegalStateException("the replay diverged: " + report);
        }
        return report.slots() / ((System.nanoTime() - start) / 1e9);
    }
}

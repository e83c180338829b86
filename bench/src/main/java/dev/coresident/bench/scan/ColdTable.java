package dev.coresident.bench.scan;

import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Samples;
import dev.coresident.bench.scan.engine.Engine;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Workload;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The first pass of an engine that was opened for it, over input that it sees once: caches that fill as they go are empty. The JVM is warm: the
 * engine ran before on the same workload, in another instance.
 */
final class ColdTable {
    private static final List<EngineKind> ENGINES =
            List.of(EngineKind.SLOTS, EngineKind.SCANNER_ENDS, EngineKind.HYPERSCAN, EngineKind.LIBHS);
    private static final long WARM_UP_NANOS = Duration.ofMillis(600).toNanos();

    private final int repetitions;
    private final MarkdownTable table = new MarkdownTable(
            "first pass", "engine", "GB/s", "least - most", "warm GB/s", "cold to warm", "to libhs, cold");

    ColdTable(int repetitions) {
        this.repetitions = repetitions;
    }

    void add(Workload workload) throws Exception {
        double[] cold = new double[ENGINES.size()];
        String[] cells = new String[ENGINES.size()];
        double[] warm = new double[ENGINES.size()];
        for (int i = 0; i < cold.length; i++) {
            EngineKind kind = ENGINES.get(i);
            if (!kind.canRun(workload)) {
                continue;
            }
            System.err.println("bench: cold, " + workload.name() + ", " + kind.title());
            measure(kind, workload, i, cold, warm, cells);
        }
        double libhs = cold[cold.length - 1];
        for (int i = 0; i < cold.length; i++) {
            if (cold[i] > 0) {
                table.row(
                        workload.name(),
                        ENGINES.get(i).title(),
                        "%.4f".formatted(cold[i]),
                        cells[i],
                        "%.4f".formatted(warm[i]),
                        "%.2f".formatted(cold[i] / warm[i]),
                        libhs > 0 ? "%.2f".formatted(cold[i] / libhs) : "");
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a peer throws, the others go on
    private void measure(EngineKind kind, Workload workload, int at, double[] cold, double[] warm, String[] cells)
            throws Exception {
        double bytes = workload.bytes();
        try (Engine engine = kind.open(workload)) {
            long begin = System.nanoTime();
            long start;
            long now = begin;
            do {
                start = now;
                engine.scan();
                now = System.nanoTime();
            } while (now - begin < WARM_UP_NANOS);
            warm[at] = bytes / (now - start);
        } catch (Throwable missing) {
            System.err.println("bench: " + kind.title() + " takes no part: " + missing);
            return;
        }
        Samples samples = new Samples();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            try (Engine engine = kind.open(workload)) {
                long start = System.nanoTime();
                engine.scan();
                samples.add(bytes / (System.nanoTime() - start));
            }
        }
        cold[at] = samples.median();
        cells[at] = "%.4f - %.4f".formatted(samples.least(), samples.greatest());
    }

    void print(PrintStream out) {
        out.printf(
                "### cold%n%nThe first pass of a freshly opened engine over input that it sees once, in a JVM that has run the engine before;"
                        + " `warm` is a later pass over the same input.%n%n%s%n",
                table);
    }
}

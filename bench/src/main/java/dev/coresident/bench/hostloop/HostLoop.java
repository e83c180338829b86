package dev.coresident.bench.hostloop;

import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The published comparison: every rig in turn, again and again, so that a bad minute of the machine hits all of them. */
public final class HostLoop {
    private static final int[] PRODUCERS = {1, 3};
    private static final int REPETITIONS = 9;
    private static final int WARM_UPS = 2;

    private HostLoop() {}

    /**
     * Measures and prints.
     *
     * @param options {@code --quick} for a look of half a minute; {@code --only NAME} for one rig; {@code --producers N}
     */
    public static void run(Options options, PrintStream out) throws InterruptedException {
        boolean quick = options.has("--quick");
        String only = options.value("--only");
        String alone = options.value("--producers");
        Trial trial = quick ? new Trial(200, 4_000) : new Trial(700, 20_000);
        int repetitions = quick ? 3 : REPETITIONS;
        for (int producers : alone == null ? PRODUCERS : new int[] {Integer.parseInt(alone)}) {
            List<RigResult> results = new ArrayList<>();
            for (RigKind kind : RigKind.values()) {
                if (kind.canServe(producers) && (only == null || kind.name().equalsIgnoreCase(only))) {
                    results.add(new RigResult(kind));
                }
            }
            for (int repetition = -WARM_UPS; repetition < repetitions; repetition++) {
                for (RigResult result : results) {
                    Trial.Outcome outcome = trial.run(result.kind(), producers);
                    if (repetition >= 0) {
                        result.add(outcome);
                    }
                    System.err.printf(
                            "bench: %d producers, %-32s %6.2f M/s, p50 %7.2f us%n",
                            producers,
                            result.kind().title(),
                            outcome.millionsPerSecond(),
                            outcome.nanos().getValueAtPercentile(50) / 1e3);
                }
            }
            print(out, producers, results);
        }
    }

    private static void print(PrintStream out, int producers, List<RigResult> results) {
        MarkdownTable table = new MarkdownTable(
                producers + (producers == 1 ? " producer" : " producers"),
                "M/s",
                "least - most",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "max us",
                "B/op");
        results.forEach(result -> result.row(table));
        out.println(table);
        out.println("Raw, in the order of measuring: M/s; then p50 us.\n");
        out.println("```");
        results.forEach(result -> out.println(result.raw()));
        out.println("```\n");
    }
}

package dev.coresident.bench.hostloop;

import dev.coresident.bench.report.MarkdownTable;
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
    public static void run(List<String> options, PrintStream out) throws InterruptedException {
        boolean quick = options.contains("--quick");
        int only = options.indexOf("--only");
        int alone = options.indexOf("--producers");
        Trial trial = quick ? new Trial(200, 4_000) : new Trial(700, 20_000);
        int repetitions = quick ? 3 : REPETITIONS;
        for (int producers : alone < 0 ? PRODUCERS : new int[] {Integer.parseInt(options.get(alone + 1))}) {
            List<RigResult> results = new ArrayList<>();
            for (RigKind kind : RigKind.values()) {
                if (kind.canServe(producers) && (only < 0 || kind.name().equalsIgnoreCase(options.get(only + 1)))) {
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

package dev.coresident.bench.console;

import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.report.Samples;
import dev.coresident.console.web.WebConsole;
import java.io.PrintStream;

/**
 * Throughput of one producer among 4,094 tenants, with a console that samples ten times a second and without, in one JVM. Turns of a
 * second come in the order without, with, with, without, so that what drifts meets both alike; each pair of neighbours gives a ratio.
 */
public final class ConsoleCost {
    private static final long TURN_NANOS = 1_000_000_000L;
    private static final int BATCH = 4_096;
    private static final int PAIRS = 24;
    private static final int QUICK_PAIRS = 4;
    private static final int WARM_PAIRS = 3;

    private ConsoleCost() {}

    /** Measures and prints. */
    public static void run(Options options, PrintStream out) {
        int pairs = options.has("--quick") ? QUICK_PAIRS : PAIRS;
        Samples without = new Samples();
        Samples with = new Samples();
        Samples ratios = new Samples();
        try (Watched watched = new Watched()) {
            for (int pair = -WARM_PAIRS; pair < pairs; pair++) {
                boolean consoleFirst = pair % 2 != 0;
                double first = turn(watched, consoleFirst);
                double second = turn(watched, !consoleFirst);
                if (pair >= 0) {
                    double watchedRate = consoleFirst ? first : second;
                    double alone = consoleFirst ? second : first;
                    with.add(watchedRate);
                    without.add(alone);
                    ratios.add(watchedRate / alone);
                }
                System.err.println("pair " + pair);
            }
        }
        out.print(new MarkdownTable("console", "M/s, median", "least", "most")
                .row("none", cell(without.median()), cell(without.least()), cell(without.greatest()))
                .row("10 samples a second", cell(with.median()), cell(with.least()), cell(with.greatest())));
        out.println("\nWith a console by without, each pair: median %.4f, from %.4f to %.4f of %d pairs."
                .formatted(ratios.median(), ratios.least(), ratios.greatest(), ratios.count()));
        out.println("All: " + ratios.raw("%.3f"));
    }

    private static String cell(double perSecond) {
        return "%.3f".formatted(perSecond / 1e6);
    }

    private static double turn(Watched watched, boolean consoleOpen) {
        if (!consoleOpen) {
            return rate(watched);
        }
        WebConsole console = watched.watch();
        try {
            watched.produce(BATCH); // what opening left behind is not measured
            return rate(watched);
        } finally {
            console.close();
        }
    }

    private static double rate(Watched watched) {
        long begin = System.nanoTime();
        long produced = 0;
        long passed;
        do {
            watched.produce(BATCH);
            produced += BATCH;
            passed = System.nanoTime() - begin;
        } while (passed < TURN_NANOS);
        return produced * 1e9 / passed;
    }
}

package dev.coresident.bench.growth;

import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import java.io.PrintStream;

/** The four tables. */
public final class Growth {
    private Growth() {}

    /**
     * Measures and prints.
     *
     * @param options {@code --quick} for the smaller half; {@code --only tenants|ring|rules|files}
     */
    public static void run(Options options, PrintStream out) throws Exception {
        boolean quick = options.has("--quick");
        print(options, out, "tenants", () -> TenantGrowth.measure(quick));
        print(options, out, "ring", () -> RingGrowth.measure(quick));
        print(options, out, "rules", () -> RuleGrowth.measure(quick));
        print(options, out, "files", () -> FileGrowth.measure(quick));
    }

    /** One table. */
    private interface Measuring {
        MarkdownTable measure() throws Exception;
    }

    private static void print(Options options, PrintStream out, String name, Measuring measuring) throws Exception {
        String only = options.value("--only");
        if (only == null || only.equals(name)) {
            System.err.println("bench: growth of " + name);
            out.println("### " + name + "\n\n" + measuring.measure());
        }
    }
}

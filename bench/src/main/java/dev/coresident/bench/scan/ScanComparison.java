package dev.coresident.bench.scan;

import com.google.common.base.Splitter;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.report.Scratch;
import dev.coresident.bench.scan.engine.Counting;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Workload;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scan throughput, every engine in turn, again and again, with what each found beside it. */
public final class ScanComparison {
    private static final int REPETITIONS = 7;
    private static final int WARM_UPS = 2;
    /** An engine whose pass takes longer is measured once. */
    private static final long SLOW_NANOS = Duration.ofSeconds(4).toNanos();

    private static final long QUICK_SLOW_NANOS = Duration.ofSeconds(1).toNanos();
    /** What first passes are compared on. */
    private static final List<String> COLD =
            List.of("100 literals", "2663 words", "20 regexes", "200 regexes", "PowerEN", "Dotstar");

    private ScanComparison() {}

    /**
     * Measures and prints.
     *
     * @param options {@code --data DIR}, {@code --folder DIR}, {@code --quick}, {@code --only ENGINE,...}, {@code --workload PREFIX}; prefixes of
     *     {@code sizes}, {@code tenants} and {@code cold} name the tables behind the workloads
     */
    public static void run(Options options, PrintStream out) throws Exception {
        long slowNanos = options.has("--quick") ? QUICK_SLOW_NANOS : SLOW_NANOS;
        int repetitions = options.has("--quick") ? 3 : REPETITIONS;
        try (Scratch scratch = new Scratch()) {
            String data = options.value("--data");
            String folder = options.value("--folder");
            String only = options.value("--only");
            String wanted = options.value("--workload");
            Workloads workloads = new Workloads(
                    data == null ? null : Path.of(data), folder == null ? null : Path.of(folder), scratch.folder());
            for (Workloads.Making making : workloads.all(wanted)) {
                compare(making.make(), only, repetitions, slowNanos, out);
            }
            if (isNamed("sizes", wanted)) {
                new SizesTable(scratch.folder(), repetitions, out).print();
            }
            if (isNamed("tenants", wanted)) {
                new TenantsTable(scratch.folder(), repetitions, out).print();
            }
            if (isNamed("cold", wanted)) {
                ColdTable cold = new ColdTable(repetitions);
                for (String name : COLD) {
                    for (Workloads.Making making : workloads.all(name)) {
                        cold.add(making.make());
                    }
                }
                cold.print(out);
            }
        }
    }

    private static boolean isNamed(String name, @Nullable String wanted) {
        return wanted == null || name.startsWith(wanted);
    }

    /** True if the name begins like one of those wanted, which commas part; every one is if none is named. */
    private static boolean isWanted(EngineKind kind, @Nullable String only) {
        return only == null
                || Splitter.on(',').splitToStream(only.toUpperCase(Locale.ROOT)).anyMatch(kind.name()::startsWith);
    }

    private static void compare(
            Workload workload, @Nullable String only, int repetitions, long slowNanos, PrintStream out)
            throws Exception {
        Map<Counting, Long> expected = Oracle.count(workload);
        List<ScanResult> results = new ArrayList<>();
        for (EngineKind kind : EngineKind.values()) {
            if (kind.canRun(workload) && isWanted(kind, only)) {
                ScanResult result = new ScanResult(kind, workload, slowNanos);
                System.err.println("bench: " + workload.name() + ", opening " + kind.title());
                result.open();
                results.add(result);
            }
        }
        for (int repetition = -WARM_UPS; repetition < repetitions; repetition++) {
            System.err.println("bench: " + workload.name() + ", repetition " + repetition);
            for (ScanResult result : results) {
                result.sample(repetition >= 0);
            }
        }
        MarkdownTable table = new MarkdownTable(
                workload.name(), "GB/s", "least - most", "CPU ns/byte", "compile ms", "first pass GB/s", "found", "of");
        for (ScanResult result : results) {
            result.close();
            result.row(table, expected.get(result.kind().counting(workload)));
        }
        out.printf("### %s%n%n%s; %,d bytes.%n%n", workload.name(), workload.about(), workload.bytes());
        out.println(table);
        results.stream()
                .filter(result -> !result.trouble().isEmpty())
                .forEach(result -> out.println("- " + result.title() + ": " + result.trouble()));
        out.println("\nRaw GB/s, in the order of measuring:\n\n```");
        results.forEach(result -> out.println(result.raw()));
        out.println("```\n");
    }
}

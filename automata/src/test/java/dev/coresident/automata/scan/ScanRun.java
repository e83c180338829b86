package dev.coresident.automata.scan;

import dev.coresident.api.CloseReport;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.InputSource;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.ScanRule;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One scan on a simulator of its own: what came out, line by line, and what was counted. */
record ScanRun(List<String> lines, ScanTotals totals, CloseReport closed) {
    static ScanRun of(int workers, ScanOptions options, List<RuleSet> rules, List<Path> paths) throws Exception {
        return of(workers, options, rules, new FolderWalk(paths, WalkOptions.DEFAULT), scanner -> {}, line -> {});
    }

    /**
     * Runs a scan.
     *
     * @param opened told of the scanner before it begins
     * @param each told every line as it comes
     */
    static ScanRun of(
            int workers,
            ScanOptions options,
            List<RuleSet> rules,
            InputSource source,
            Consumer<Scanner> opened,
            Consumer<String> each)
            throws Exception {
        ScanPlan plan = new ScanPlan(tenants(rules), options);
        return over(ResidentKernel.open(kernelFor(plan, workers)), plan, source, opened, each);
    }

    static List<ScanTenant> tenants(List<RuleSet> rules) {
        return rules.stream()
                .map(set -> new ScanTenant(set, TenantPolicy.defaults()))
                .toList();
    }

    /** Over a kernel that has room for the scan, and closes it. */
    static ScanRun over(ResidentKernel kernel, List<RuleSet> rules, ScanOptions options, List<Path> paths)
            throws Exception {
        ScanPlan plan = new ScanPlan(tenants(rules), options);
        return over(kernel, plan, new FolderWalk(paths, WalkOptions.DEFAULT), scanner -> {}, line -> {});
    }

    private static ScanRun over(
            ResidentKernel kernel, ScanPlan plan, InputSource source, Consumer<Scanner> opened, Consumer<String> each)
            throws Exception {
        List<String> lines = new ArrayList<>();
        ScanTotals totals;
        try (Scanner scanner = open(kernel, plan)) {
            opened.accept(scanner);
            scanner.scan(source, new Lines(scanner.rules(), line -> {
                lines.add(line);
                each.accept(line);
            }));
            totals = scanner.totals();
        } catch (Exception e) {
            kernel.close();
            throw e;
        }
        return new ScanRun(lines, totals, kernel.close(Duration.ofSeconds(10)));
    }

    static KernelOptions kernelFor(ScanPlan plan, int workers) {
        return plan.sized(
                KernelOptions.defaults().withBackend("sim").withProperty("workers", Integer.toString(workers)));
    }

    static Scanner open(ResidentKernel kernel, ScanPlan plan) {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> scanner;
            case ScannerOpening.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** No rule gets a deterministic automaton. */
    static final CompileLimits SETS = CompileLimits.DEFAULT.withMaxDfaGroups(0);

    static RuleSet rules(String label, String... lines) {
        return rules(CompileLimits.DEFAULT, label, lines);
    }

    static RuleSet rules(CompileLimits limits, String label, String... lines) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
        RuleFile.Outcome read = RuleFile.parse(label + ".rules", content, PatternLimits.DEFAULT, BadRules.STOP);
        if (!(read instanceof RuleFile.Outcome.Read(RuleFile file))) {
            throw new IllegalArgumentException(read.toString());
        }
        RuleSet.Outcome compiled = RuleSet.compile(label, file.rules(), limits, BadRules.STOP);
        if (!(compiled instanceof RuleSet.Outcome.Compiled(RuleSet set, var skipped))) {
            throw new IllegalArgumentException(compiled.toString());
        }
        return set;
    }

    /** The matches alone. */
    List<String> matches() {
        return lines.stream().filter(line -> !line.startsWith("=")).toList();
    }

    /** Matches as {@code file tenant/id start end}, files as {@code = file outcome}. */
    private static final class Lines implements MatchSink {
        private final List<ScanRule> rules;
        private final Consumer<String> out;
        private String file = "";

        Lines(List<ScanRule> rules, Consumer<String> out) {
            this.rules = rules;
            this.out = out;
        }

        @Override
        public void begin(Path path) {
            file = String.valueOf(path.getFileName());
        }

        @Override
        public void match(int rule, long start, long end) {
            ScanRule from = rules.get(rule);
            out.accept(file + " " + from.label() + "/" + Integer.toUnsignedString(from.id()) + " " + start + " " + end);
        }

        @Override
        public void end(FileOutcome outcome) {
            out.accept(
                    switch (outcome) {
                        case FileOutcome.Scanned(Path path, long bytes, long matches) ->
                            "= " + path.getFileName() + " " + bytes + " bytes " + matches + " matches";
                        case FileOutcome.Binary(Path path) -> "= " + path.getFileName() + " binary";
                        case FileOutcome.Unreadable(var problem, long bytes, long matches) ->
                            "= " + problem.path().getFileName() + " " + problem.reason();
                        case FileOutcome.Stopped(Path path, long bytes, long matches) ->
                            "= " + path.getFileName() + " stopped";
                    });
        }
    }
}

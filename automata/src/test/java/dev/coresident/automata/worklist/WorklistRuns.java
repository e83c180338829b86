package dev.coresident.automata.worklist;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/** Rule sets, what a scan finds, and what a worklist finds. */
final class WorklistRuns {
    private WorklistRuns() {}

    static RuleSet rules(String... lines) {
        byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        if (RuleFile.parse("rules", content, PatternLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleFile.Outcome.Read(RuleFile file)
                && RuleSet.compile("rules", file.rules(), CompileLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleSet.Outcome.Compiled(RuleSet set, var _)) {
            return set;
        }
        throw new IllegalArgumentException(String.join("\n", lines));
    }

    static WorklistPlan plan(RuleSet rules, WorklistOptions options) {
        return switch (WorklistPlan.of(rules, CompileLimits.DEFAULT, options)) {
            case WorklistPlan.Outcome.Planned(WorklistPlan plan) -> plan;
            case WorklistPlan.Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    }

    static KernelOptions kernel(WorklistPlan plan, String engine) {
        KernelOptions options =
                plan.sized(KernelOptions.defaults().withBackend("sim")).withProperty("workers", "2");
        return engine.equals("threads")
                ? options
                : options.withProperty("engine", "stepped")
                        .withProperty("seed", "3")
                        .withProperty("memory", engine);
    }

    /** The ends in the order in which they came: "end rule". */
    static List<String> run(ResidentKernel kernel, WorklistPlan plan, Path file, IntSupplier occupancy, Reports reports)
            throws Exception {
        List<String> lines = new ArrayList<>();
        try (Worklist worklist =
                Worklist.open(kernel, plan, TenantPolicy.defaults(), occupancy).orThrow()) {
            worklist.run(file, (rule, end) -> lines.add(line(rule, end)));
            reports.add(worklist.report());
        }
        return lines;
    }

    /** Receives what a worklist says that it did. */
    interface Reports {
        void add(WorklistReport report);
    }

    static String line(int rule, long end) {
        return "%08d %04d".formatted(end, rule);
    }

    /** What a scan of the rules as they were compiled finds, ascending. */
    static List<String> scanned(RuleSet rules, Path file) throws Exception {
        ScanPlan plan = new ScanPlan(
                List.of(new ScanTenant(rules, TenantPolicy.defaults())),
                ScanOptions.defaults().withReport(Report.ENDS));
        TreeSet<String> lines = new TreeSet<>();
        try (ResidentKernel kernel = ResidentKernel.open(
                        plan.sized(KernelOptions.defaults().withBackend("sim")).withProperty("workers", "1"));
                Scanner scanner = ((ScannerOpening.Opened) Scanner.open(kernel, plan)).scanner()) {
            scanner.scan(new FolderWalk(List.of(file), WalkOptions.DEFAULT), new MatchSink() {
                @Override
                public void begin(Path path) {}

                @Override
                public void match(int rule, long start, long end) {
                    lines.add(line(rule, end));
                }

                @Override
                public void end(FileOutcome outcome) {}
            });
        }
        return List.copyOf(lines);
    }
}

package dev.coresident.formats;

import static org.assertj.core.api.Assertions.fail;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleProblem;
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
import dev.coresident.formats.imported.ImportedRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Scans bytes with imported rules, on a simulator of its own: all the way that a user's rules go. */
final class Scans {

    /** A match; of ends, {@code start} is {@code end}. */
    record Match(int rule, long start, long end) implements Comparable<Match> {
        @Override
        public int compareTo(Match other) {
            int byEnd = Long.compare(end, other.end);
            int byRule = Integer.compareUnsigned(rule, other.rule);
            return byEnd != 0 ? byEnd : byRule != 0 ? byRule : Long.compare(start, other.start);
        }
    }

    private Scans() {}

    /** The matches in each of {@code inputs}. */
    static List<Set<Match>> run(ImportedRules rules, Report report, List<byte[]> inputs) throws Exception {
        RuleSet set = switch (RuleSet.compile("rules", rules.plainRules(), CompileLimits.DEFAULT, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet compiled, var _) -> compiled;
            case RuleSet.Outcome.Refused(RuleProblem problem) -> fail(problem.toString());
        };
        Path folder = Files.createTempDirectory("formats");
        List<Path> files = new ArrayList<>();
        try {
            for (byte[] input : inputs) {
                files.add(Files.write(folder.resolve(String.format("%05d", files.size())), input));
            }
            return scan(set, report, files);
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static List<Set<Match>> scan(RuleSet set, Report report, List<Path> files) throws Exception {
        ScanPlan plan = new ScanPlan(
                List.of(new ScanTenant(set, TenantPolicy.defaults())),
                ScanOptions.defaults().withReport(report));
        List<Set<Match>> found = new ArrayList<>();
        try (ResidentKernel kernel = ResidentKernel.open(
                        plan.sized(KernelOptions.defaults().withBackend("sim").withProperty("workers", "1")));
                Scanner scanner = open(kernel, plan)) {
            scanner.scan(new FolderWalk(files, WalkOptions.DEFAULT), new MatchSink() {
                @Override
                public void begin(Path path) {
                    found.add(new TreeSet<>());
                }

                @Override
                public void match(int rule, long start, long end) {
                    found.getLast().add(new Match(scanner.rules().get(rule).id(), start, end));
                }

                @Override
                public void end(FileOutcome outcome) {}
            });
        }
        return found;
    }

    private static Scanner open(ResidentKernel kernel, ScanPlan plan) {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> scanner;
            case ScannerOpening.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    }
}

package dev.coresident.bench.scan.engine;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The product end to end: files read in chunks, scanned by workers, stitched, ordered, delivered to a sink that counts. */
public final class ScannerEngine implements Engine {
    private final List<Path> files;
    private final ResidentKernel kernel;
    private final Scanner scanner;

    /** Compiles the workload's patterns, for one worker. */
    public ScannerEngine(Workload workload, Report report) throws DeviceException {
        this(workload, report, 1);
    }

    /** Compiles the workload's patterns. */
    public ScannerEngine(Workload workload, Report report, int workers) throws DeviceException {
        this(workload.files(), List.of(Compiling.compile("bench", workload.patterns())), report, workers);
    }

    /** Over files and rules that were compiled already, for one worker. */
    public ScannerEngine(List<Path> files, RuleSet rules, Report report) throws DeviceException {
        this(files, List.of(rules), report, 1);
    }

    /** Over files and rule sets that were compiled already, each a tenant. */
    public ScannerEngine(List<Path> files, List<RuleSet> rules, Report report, int workers) throws DeviceException {
        this.files = files;
        ScanPlan plan = new ScanPlan(
                rules.stream()
                        .map(set -> new ScanTenant(set, TenantPolicy.defaults()))
                        .toList(),
                ScanOptions.defaults().withReport(report));
        kernel = ResidentKernel.open(plan.sized(
                KernelOptions.defaults().withBackend("sim").withProperty("workers", Integer.toString(workers))));
        scanner = switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner opened) -> opened;
            case ScannerOpening.Refused(String reason) -> {
                kernel.close();
                throw new IllegalStateException(reason);
            }
        };
    }

    /** Counts matches. */
    private static final class Counter implements MatchSink {
        private long found;

        @Override
        public void begin(Path path) {
            // Only the matches count.
        }

        @Override
        public void match(int rule, long start, long end) {
            found++;
        }

        @Override
        public void end(FileOutcome outcome) {
            if (!(outcome instanceof FileOutcome.Scanned)) {
                throw new IllegalStateException("not scanned: " + outcome);
            }
        }
    }

    @Override
    public long scan() throws Exception {
        Counter counter = new Counter();
        Iterator<Path> remaining = files.iterator();
        if (!scanner.scan(
                () -> remaining.hasNext() ? new Found.File(new Input(remaining.next(), false)) : null, counter)) {
            throw new IllegalStateException("the scan was stopped");
        }
        return counter.found;
    }

    @Override
    public void close() throws IOException {
        scanner.close();
        kernel.close();
    }
}

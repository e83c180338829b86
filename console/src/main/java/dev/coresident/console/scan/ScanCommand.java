package dev.coresident.console.scan;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanException;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.console.device.DeviceOption;
import dev.coresident.console.limit.LimitOption;
import dev.coresident.console.terminal.ByteSize;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.ProgressBar;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.watch.ConsoleOption;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coresident scan}. The thread that runs the command reads, scans and prints. */
@Command(
        name = "scan",
        description = "Scans files and folders with rule files, each a tenant of one resident kernel.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Folders are walked in the order of names. Hidden files, links and binary files (a NUL byte in the first 8 KiB) are"
                    + " left out there; a path that is named is scanned whatever it is.",
            "Text: path:line:column: tenant/ID: line (at most 160 bytes of it, control characters as \\xHH).",
            "Output is the same for every backend, number of workers and chunk size.",
            "Exit codes: 0 with matches, 1 without, 2 on error, 130 when interrupted."
        })
public final class ScanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<RuleSource> rules = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "WHAT",
            converter = Words.Reports.class,
            completionCandidates = Words.Reports.class,
            description = "${COMPLETION-CANDIDATES} (default: spans). ends: every offset where a match ends; spans:"
                    + " leftmost-longest matches that do not overlap.")
    private Report report = Report.SPANS;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = Words.Formats.class,
            completionCandidates = Words.Formats.class,
            description = "${COMPLETION-CANDIDATES} (default: text).")
    private Format format = Format.TEXT;

    @Option(names = "--skip-bad-rules", description = "Leave out rules that cannot be used, instead of ending.")
    private boolean skipBadRules;

    @Option(
            names = {"-.", "--hidden"},
            description = "In folders, also hidden files and folders.")
    private boolean hidden;

    @Option(
            names = {"-L", "--follow"},
            description = "In folders, follow symbolic links.")
    private boolean follow;

    @Option(
            names = {"-a", "--text", "--binary"},
            description = "In folders, also binary files.")
    private boolean binary;

    @Option(
            names = "--max-filesize",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "In folders, leave out larger files.")
    private long maxFileBytes = Long.MAX_VALUE;

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Option(names = "--workers", paramLabel = "N", description = "Threads of the simulator (default: its choice).")
    private @Nullable Integer workers;

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Device memory of each tenant at most.")
    private long maxMemoryBytes = LedgerOptions.UNLIMITED;

    @Mixin
    private LimitOption limit = new LimitOption();

    @Option(
            names = "--chunk-size",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Bytes of input in one slot (default: 256K).")
    private long chunkBytes = ScanOptions.defaults().chunkBytes();

    @Option(
            names = "--stats",
            paramLabel = "FILE",
            description = "Write counters and ledgers as JSON to a file; - is standard error.")
    private @Nullable String stats;

    @ArgGroup(exclusive = false)
    private @Nullable RecordSource record;

    @Mixin
    private ConsoleOption console = new ConsoleOption();

    @Option(
            names = {"-q", "--no-progress"},
            description = "No progress line on a terminal.")
    private boolean noProgress;

    @Option(
            names = "--explain",
            description = "Say into what groups the rules were compiled and why, and scan nothing: text or jsonl.")
    private boolean explain;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files and folders, at least one.")
    private List<Path> paths = new ArrayList<>();

    /** The command on a terminal. */
    public ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (paths.isEmpty() && !explain && spec != null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PATH'");
        }
        ScanOptions options = options();
        RuleLoading loading =
                new RuleLoading(terminal, skipBadRules ? BadRules.SKIP : BadRules.STOP, maxMemoryBytes, limit.limits());
        for (RuleSource source : rules) {
            loading.load(source);
        }
        if (explain) {
            new Explanation(terminal.out(), format).write(loading.tenants());
            return ExitCode.DONE;
        }
        try {
            ScanPlan plan = new ScanPlan(loading.tenants(), options);
            try (ResidentKernel kernel = ResidentKernel.open(console.watched(plan.sized(kernelOptions())));
                    ConsoleOption.Running _ = console.open(kernel, terminal)) {
                int code = scan(kernel, plan, loading.skipped());
                return record == null ? code : record.close(kernel, code, terminal);
            }
        } catch (DeviceException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private ScanOptions options() throws CommandFailure {
        try {
            ScanOptions defaults = ScanOptions.defaults();
            ScanOptions options =
                    defaults.withReport(report).withChunkBytes((int) Math.min(chunkBytes, Integer.MAX_VALUE));
            // Larger chunks for fewer files: the memory stays what it is as long as it can.
            long files = (long) defaults.filesInFlight() * defaults.chunkBytes() / options.chunkBytes();
            return options.withFilesInFlight(Math.clamp(files, 1, defaults.filesInFlight()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--chunk-size: " + e.getMessage(), e);
        }
    }

    private KernelOptions kernelOptions() throws CommandFailure {
        if (workers != null && workers < 1) {
            throw new CommandFailure("--workers: the simulator has at least 1 thread, got " + workers);
        }
        KernelOptions options = device.on(KernelOptions.defaults());
        if (record != null) {
            options = options.withRecording(record.options());
        }
        return workers == null ? options : options.withProperty("workers", workers.toString());
    }

    private int scan(ResidentKernel kernel, ScanPlan plan, long skippedRules)
            throws CommandFailure, IOException, InterruptedException {
        try (Scanner scanner = open(kernel, plan)) {
            terminal.interruption().guard(scanner::stop);
            MatchPrinter printer = printer(scanner);
            MatchSink sink = console.counted(
                    scanner, plan.tenants().stream().map(ScanTenant::rules).toList(), printer);
            long started = System.nanoTime();
            ProgressBar bar = noProgress ? null : ProgressBar.start(terminal, "scan", scanner::bytesRead, 0);
            try {
                scanner.scan(new FolderWalk(paths, new WalkOptions(hidden, follow, binary, maxFileBytes)), sink);
            } finally {
                if (bar != null) {
                    bar.close();
                }
            }
            long nanos = System.nanoTime() - started;
            ScanTotals totals = scanner.totals();
            long compileNanos = 0;
            for (ScanTenant tenant : plan.tenants()) {
                compileNanos += tenant.rules().compileNanos();
            }
            printer.finish(totals, nanos, compileNanos);
            terminal.out().flush();
            if (stats != null) {
                new Statistics(kernel, plan, scanner, nanos, compileNanos, skippedRules).write(stats, terminal);
            }
            if (terminal.interruption().happened()) {
                return ExitCode.INTERRUPTED;
            }
            if (printer.complained()) {
                return ExitCode.ERROR;
            }
            return totals.matches() > 0 ? ExitCode.DONE : ExitCode.NO_MATCH;
        } catch (ScanException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Scanner open(ResidentKernel kernel, ScanPlan plan) throws CommandFailure {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> scanner;
            case ScannerOpening.Refused(String reason) ->
                throw new CommandFailure(
                        maxMemoryBytes == LedgerOptions.UNLIMITED
                                ? reason
                                : reason + " (--max-memory gives each tenant " + maxMemoryBytes + ")");
        };
    }

    private MatchPrinter printer(Scanner scanner) {
        return switch (format) {
            case TEXT -> new TextPrinter(terminal, report, scanner.rules());
            case JSONL -> new JsonPrinter(terminal, report, scanner.rules());
            case COUNT -> new CountPrinter(terminal, scanner.rules());
        };
    }
}

package dev.coresident.console.demo;

import dev.coresident.api.CloseReport;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.automata.scan.ScanException;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.console.device.DeviceOption;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.ProgressBar;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.watch.ConsoleOption;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coresident demo}. Checks for itself what it claims, and fails if a check does. */
@Command(
        name = "demo",
        description =
                "Several rule sets as tenants of one resident kernel, over the JDK's own text files and this checkout.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 if every check held, 2 otherwise, 130 when interrupted."})
public final class DemoCommand implements Callable<Integer> {
    private static final long AIM_BYTES = 16L << 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "How often to scan the files (default: until about 16 MB were scanned).")
    private @Nullable Integer passes;

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private ConsoleOption console = new ConsoleOption();

    /** The command on a terminal. */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        DemoInput input = DemoInput.find();
        int count = passes == null ? Math.clamp(AIM_BYTES / Math.max(1, input.bytes()), 1, 100) : passes;
        if (count < 1 || input.files().isEmpty()) {
            throw new CommandFailure(
                    "there is nothing to scan: " + input.files().size() + " files, " + count + " passes");
        }
        List<ScanTenant> tenants = new ArrayList<>();
        for (DemoTenant tenant : DemoTenant.values()) {
            tenants.add(tenant.compile());
        }
        ScanPlan plan = new ScanPlan(tenants, ScanOptions.defaults());
        KernelOptions options = console.watched(plan.sized(device.on(KernelOptions.defaults())));
        try (ResidentKernel kernel = ResidentKernel.open(options);
                ConsoleOption.Running _ = console.open(kernel, terminal)) {
            int code = run(kernel, plan, input, count);
            terminal.out().flush();
            console.stay(terminal);
            return terminal.interruption().happened() ? ExitCode.INTERRUPTED : code;
        } catch (DeviceException | ScanException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private int run(ResidentKernel kernel, ScanPlan plan, DemoInput input, int count)
            throws CommandFailure, IOException, ScanException, InterruptedException {
        DemoReport report = new DemoReport(terminal, plan);
        report.begin(kernel.device(), input, count);
        List<TenantCounters> counters = new ArrayList<>();
        List<Quiesce> quiesces = new ArrayList<>();
        DemoMatches matches;
        ScanTotals totals;
        long nanos;
        try (Scanner scanner = open(kernel, plan)) {
            terminal.interruption().guard(scanner::stop);
            matches = new DemoMatches(scanner.rules(), plan.tenants().size());
            long started = System.nanoTime();
            ProgressBar bar = ProgressBar.start(terminal, "scan", scanner::bytesRead, count * input.bytes());
            try {
                scanner.scan(
                        input.passes(count),
                        console.counted(
                                scanner,
                                plan.tenants().stream().map(ScanTenant::rules).toList(),
                                matches));
            } finally {
                bar.close();
            }
            nanos = System.nanoTime() - started;
            totals = scanner.totals();
            for (Tenant tenant : scanner.tenants()) {
                quiesces.add(tenant.quiesce(LIMIT));
                counters.add(tenant.counters());
            }
        }
        report.tenants(matches, totals, counters, quiesces);
        CloseReport closed = kernel.close(LIMIT);
        report.ledgers(kernel.ledger().snapshot());
        report.examples(matches);
        report.rate(totals, nanos);
        boolean held = report.checks(counters, quiesces, kernel.ledger().snapshot(), closed);
        if (terminal.interruption().happened()) {
            return ExitCode.INTERRUPTED;
        }
        return held ? ExitCode.DONE : ExitCode.ERROR;
    }

    private static Scanner open(ResidentKernel kernel, ScanPlan plan) throws CommandFailure {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> scanner;
            case ScannerOpening.Refused(String reason) -> throw new CommandFailure(reason);
        };
    }
}

package dev.coresident.console.serve;

import com.google.common.collect.ImmutableSet;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.BadRules;
import dev.coresident.console.device.DeviceOption;
import dev.coresident.console.limit.LimitOption;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.scan.RecordSource;
import dev.coresident.console.scan.RuleLoading;
import dev.coresident.console.scan.RuleSource;
import dev.coresident.console.terminal.ByteSize;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.watch.Announcement;
import dev.coresident.console.web.WebConsole;
import dev.coresident.console.web.WebOptions;
import dev.coresident.console.web.gate.AccessToken;
import dev.coresident.console.web.rules.ScanLimits;
import dev.coresident.console.web.rules.ScanService;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coresident serve}: a kernel and its console until the process is told to stop. */
@Command(
        name = "serve",
        description = "A resident kernel with its web console and scan service, until it is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Changes always need the token; without --token a random one is made and printed on standard error.",
            "Exit codes: 0 when its input ends it, 2 on error, 130 when interrupted."
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen (default: 7070); 0 takes a free one.")
    private int port = WebOptions.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address to listen on (default: 127.0.0.1). Any that others can reach demands --token.")
    private String bind = "127.0.0.1";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:CORESIDENT_TOKEN}",
            description = "What changes need, and beyond this machine reads too; at least 16 characters. The variable"
                    + " CORESIDENT_TOKEN keeps it out of the list of processes.")
    private @Nullable String token;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A further name that browsers may call this server by. Repeatable.")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<RuleSource> rules = new ArrayList<>();

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Device memory of each tenant at most, of those that requests bring too.")
    private long maxMemoryBytes = LedgerOptions.UNLIMITED;

    @Mixin
    private LimitOption limit = new LimitOption();

    @ArgGroup(exclusive = false)
    private @Nullable RecordSource record;

    /** The command on a terminal. */
    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        WebOptions options = options();
        EventLog events = new EventLog();
        terminal.interruption().guard(stopped::countDown);
        RuleLimits ruleLimits = limit.limits();
        RuleLoading loading = new RuleLoading(terminal, BadRules.STOP, maxMemoryBytes, ruleLimits);
        for (RuleSource source : rules) {
            loading.load(source);
        }
        KernelOptions base = device.on(KernelOptions.defaults()).withListener(events);
        KernelOptions kernelOptions =
                ScanService.sized(record == null ? base : base.withRecording(record.options()), loading.tenants());
        try (ResidentKernel kernel = ResidentKernel.open(kernelOptions);
                ScanService scans = ScanService.open(
                        kernel,
                        loading.tenants(),
                        events,
                        ScanLimits.defaults().withTenantBytes(maxMemoryBytes).withRules(ruleLimits));
                WebConsole console = WebConsole.open(options, kernel, events, scans::automata, scans.routes())) {
            Announcement.say(terminal, console, options, token == null);
            if (rules.isEmpty()) {
                terminal.complain(
                        "no rule files were given: the kernel has no tenants until PUT /api/v1/rules/LABEL brings some");
            }
            stopped.await();
        } catch (DeviceException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return terminal.interruption().happened() ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private WebOptions options() throws CommandFailure {
        try {
            InetAddress address = InetAddress.getByName(bind);
            if (!address.isLoopbackAddress() && token == null) {
                throw new CommandFailure(
                        "--bind " + bind + ": others can reach that address: give --token, or listen on 127.0.0.1");
            }
            WebOptions options = WebOptions.loopback(port);
            return new WebOptions(
                    address,
                    port,
                    token == null ? options.token() : new AccessToken(token),
                    ImmutableSet.<String>builder().addAll(hosts).add(bind).build(),
                    options.period());
        } catch (UnknownHostException e) {
            throw new CommandFailure("--bind " + bind + ": no such address", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}

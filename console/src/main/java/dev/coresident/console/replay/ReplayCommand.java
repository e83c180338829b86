package dev.coresident.console.replay;

import dev.coresident.api.replay.Replay;
import dev.coresident.api.replay.ReplayOptions;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.console.device.DeviceOption;
import dev.coresident.console.terminal.ByteSize;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.SafeText;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coresident replay}. The thread that runs the command replays and prints. */
@Command(
        name = "replay",
        description = "Runs a recorded log again, slot by slot, and reports the first divergence.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A log is the folder that `coresident scan --record` wrote. A torn tail is left out, and said.",
            "Outcomes that depend on an order of slots in flight together are counted and not compared.",
            "Exit codes: 0 the same, 1 a divergence, 2 the log cannot be read or the device failed."
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A setting of the backend, such as engine=stepped; repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--max-memory",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Device memory that the log may ask for (default: 4G).")
    private long maxMemoryBytes = ReplayOptions.defaults().memoryBytes();

    @Parameters(arity = "1", paramLabel = "LOG", description = "The folder of the log.")
    private Path log = Path.of("");

    /** The command on a terminal. */
    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        ReplayOptions options =
                ReplayOptions.defaults().withBackend(device.backend()).withMemoryBytes(maxMemoryBytes);
        Optional<String> named = device.name();
        if (named.isPresent()) {
            options = options.withProperty(DeviceName.PROPERTY, named.get());
        }
        for (Map.Entry<String, String> property : properties.entrySet()) {
            options = options.withProperty(property.getKey(), property.getValue());
        }
        try {
            ReplayReport report = Replay.run(log, options);
            print(report);
            return report.isSame() ? ExitCode.DONE : ExitCode.DIVERGED;
        } catch (LogException | DeviceException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void print(ReplayReport report) throws IOException {
        line("recorded on " + report.recorded().backend() + ", "
                + report.recorded().description());
        line("replayed on " + report.replayedOn());
        line(
                "%d slots replayed: %d outcomes the same, %d depend on the order of slots in flight together, %d on changes meanwhile"
                        .formatted(report.slots(), report.same(), report.orderDependent(), report.changedMeanwhile()));
        line("%d submissions ended by the host, %d unfinished, %d devices lost"
                .formatted(report.endedByHost(), report.unfinished(), report.devices()));
        line("%d ranges of memory fetched with the same content, %d not compared"
                .formatted(report.contentsSame(), report.contentsNotCompared()));
        if (report.end().isPresent()) {
            line(report.end().get().explain());
        }
        line(report.divergence().map(divergence -> "diverged at " + divergence).orElse("the same"));
    }

    /** Labels and descriptions come from the log, which may be anybody's. */
    private void line(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SafeText.write(terminal.out(), bytes, 0, bytes.length);
        terminal.out().write('\n');
    }
}

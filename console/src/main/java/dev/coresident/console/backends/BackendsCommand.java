package dev.coresident.console.backends;

import dev.coresident.api.Backend;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Table;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceName;
import dev.coresident.spi.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coresident backends}. Each backend is probed, at most two seconds each. */
@Command(
        name = "backends",
        description =
                "Shows every backend on the module path: ready, with its devices if it has several, or missing with the reason"
                        + " and what would help.",
        mixinStandardHelpOptions = true)
public final class BackendsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: text).")
    private Format format = Format.text;

    /** How backends are printed; the names are the words that users type. */
    @SuppressWarnings("MemberName")
    enum Format {
        text,
        jsonl
    }

    /** The command on a terminal. */
    public BackendsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        List<Backend> backends;
        try {
            backends = Backend.all();
        } catch (DeviceException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        switch (format) {
            case text -> table(backends);
            case jsonl -> lines(backends);
        }
        return ExitCode.DONE;
    }

    private void table(List<Backend> backends) throws IOException {
        Table table = Table.of("NAME", "STATE", "EXECUTION", "MEMORY", ">UNITS", "DEVICE, OR REASON AND REMEDY");
        for (Backend backend : backends) {
            switch (backend.probe()) {
                case Probe.Ready(DeviceFacts facts, List<DeviceName> devices) -> {
                    table.row(
                            backend.name(),
                            "ready",
                            word(facts.model()),
                            word(facts.coherence()),
                            Integer.toString(facts.computeUnits()),
                            facts.description());
                    if (devices.size() > 1) {
                        devices.forEach(device -> table.row("", "", "", "", "", "--device " + device));
                    }
                }
                case Probe.Missing(String reason, String remedy) ->
                    table.row(backend.name(), "missing", "", "", "", reason + "; " + remedy);
            }
        }
        for (String line : table.lines()) {
            terminal.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void lines(List<Backend> backends) throws IOException {
        JsonLine json = new JsonLine();
        for (Backend backend : backends) {
            json.open().member("name", backend.name()).member("module", backend.module());
            switch (backend.probe()) {
                case Probe.Ready(DeviceFacts facts, List<DeviceName> devices) -> {
                    json.member("ready", true)
                            .member("device", facts.description())
                            .member("execution", word(facts.model()))
                            .member("memory", word(facts.coherence()))
                            .member("computeUnits", facts.computeUnits())
                            .member("heapLimitBytes", facts.heapLimitBytes())
                            .name("devices")
                            .openArray();
                    for (DeviceName device : devices) {
                        json.open()
                                .member("number", device.number())
                                .member("description", device.description())
                                .close();
                    }
                    json.closeArray();
                }
                case Probe.Missing(String reason, String remedy) ->
                    json.member("ready", false).member("reason", reason).member("remedy", remedy);
            }
            json.close().writeTo(terminal.out());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

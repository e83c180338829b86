package dev.coresident.console;

import dev.coresident.console.backends.BackendsCommand;
import dev.coresident.console.demo.DemoCommand;
import dev.coresident.console.replay.ReplayCommand;
import dev.coresident.console.rules.CompileCommand;
import dev.coresident.console.rules.RulesCommand;
import dev.coresident.console.scan.ScanCommand;
import dev.coresident.console.serve.ServeCommand;
import dev.coresident.console.simulate.SimulateCommand;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The first word of the command line. Without a word it shows its help and fails, as a mistyped command would. */
@Command(
        name = "coresident",
        description = "Many tenants on one resident kernel of one accelerator.",
        mixinStandardHelpOptions = true,
        versionProvider = Coresident.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./coresident bench NAME runs the published comparisons: hostloop, scan, growth, replay, worklist.",
            "Exit codes: 0 done, with matches; 1 without matches, a rule violated, a replay that diverged, or rules that did not map; 2 error; 130 interrupted.",
            "Completion for bash and zsh: source <(coresident generate-completion)"
        })
final class Coresident implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run().
    private CommandSpec spec;

    private Coresident() {}

    /**
     * Runs one command line; called once per process by {@link Main}, and by tests.
     *
     * @return the exit code; nothing is left buffered
     */
    static int run(Terminal terminal, String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            // Without the parser: scripts ask for the version often.
            return finish(terminal, print(terminal, Version.line()));
        }
        return finish(terminal, commandLine(terminal).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Coresident());
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new ScanCommand(terminal));
        line.addSubcommand(new ServeCommand(terminal));
        line.addSubcommand(new RulesCommand(terminal));
        line.addSubcommand(new CompileCommand(terminal));
        line.addSubcommand(new ReplayCommand(terminal));
        line.addSubcommand(new BackendsCommand(terminal));
        line.addSubcommand(new SimulateCommand(terminal));
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        line.addSubcommand(completion);
        // From here on: these settings reach only the commands that are already there.
        return line.setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, words) -> misused(terminal, failure))
                .setExecutionExceptionHandler((failure, at, words) -> failed(terminal, failure))
                .setUsageHelpWidth(Math.clamp(terminal.columns(), 80, 120));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** One line: what was wrong, what was perhaps meant, where to read more. */
    private static int misused(Terminal terminal, ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        // The parser begins some of its messages with "Error: ".
        StringBuilder line = new StringBuilder(firstLine(failure).replaceFirst("^Error: ", ""));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                line.append(", did you mean ")
                        .append(String.join(" or ", suggestions))
                        .append('?');
            }
        }
        terminal.complain(line + " (see " + command + " --help)");
        return ExitCode.ERROR;
    }

    private static int failed(Terminal terminal, Exception failure) {
        if (failure instanceof CommandFailure told) {
            terminal.complain(firstLine(told));
            return ExitCode.ERROR;
        }
        if (failure instanceof IOException && terminal.isReaderGone()) {
            return ExitCode.DONE;
        }
        if (failure instanceof IOException) {
            terminal.complain(firstLine(failure));
            return ExitCode.ERROR;
        }
        terminal.complain("internal error, please report it with what follows");
        failure.printStackTrace(terminal.err());
        return ExitCode.ERROR;
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }

    private static int print(Terminal terminal, String line) {
        try {
            terminal.out().write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            return ExitCode.DONE;
        } catch (IOException e) {
            return ExitCode.ERROR;
        }
    }

    private static int finish(Terminal terminal, int code) {
        try {
            terminal.out().flush();
        } catch (IOException e) {
            if (!terminal.isReaderGone()) {
                terminal.complain("standard output: " + e.getMessage());
                return ExitCode.ERROR;
            }
        }
        terminal.err().flush();
        return code;
    }

    /** The version that the module was compiled with. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }

        static String line() {
            ModuleDescriptor module = Coresident.class.getModule().getDescriptor();
            return "coresident "
                    + Optional.ofNullable(module)
                            .flatMap(ModuleDescriptor::rawVersion)
                            .orElse("of unknown version");
        }
    }
}

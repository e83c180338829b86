package dev.coresident.console.rules;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.RuleSetFile;
import dev.coresident.automata.input.Problem;
import dev.coresident.console.limit.LimitOption;
import dev.coresident.console.scan.RuleLoading;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.terminal.Units;
import dev.coresident.console.text.PathBytes;
import dev.coresident.formats.RuleFormat;
import dev.coresident.ledger.LedgerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coresident compile}. The file is there, whole, or it is not there. */
@Command(
        name = "compile",
        description = "Compiles a rule file and saves the result, which `coresident scan --compiled` loads.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The file has a version and a checksum: what is damaged, or was saved by another version, is refused when it is loaded.",
            "Rules that are automata (ANML, MNRL) have no pattern to save and are refused here.",
            "Exit codes: 0 when it is saved, 2 on error."
        })
public final class CompileCommand implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required
    private Source source;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to save; what is there is replaced.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    @Option(names = "--skip-bad-rules", description = "Leave out rules that cannot be used, instead of ending.")
    private boolean skipBadRules;

    @Mixin
    private LimitOption limit = new LimitOption();

    /** One of two ways to name a file. */
    static final class Source {
        @Option(
                names = {"-r", "--rules"},
                required = true,
                paramLabel = "FILE",
                description = "A rule file, of any format that `coresident scan --rules` takes.")
        @Nullable
        Path rules;

        @Option(
                names = {"-w", "--words"},
                required = true,
                paramLabel = "FILE",
                description = "A file with a word a line.")
        @Nullable
        Path words;
    }

    /** The command on a terminal. */
    public CompileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        RuleLoading loading = new RuleLoading(
                terminal, skipBadRules ? BadRules.SKIP : BadRules.STOP, LedgerOptions.UNLIMITED, limit.limits());
        Path rules = source.rules;
        RuleSet set;
        Path from;
        if (rules != null) {
            from = rules;
            set = loading.compile(rules, RuleFormat.ofName(rules));
        } else {
            Path words = source.words;
            if (words == null) {
                throw new IllegalStateException("the parser lets one of both through");
            }
            from = words;
            set = loading.compile(words, RuleFormat.WORDS);
        }
        String line = "%s: %s, %s, %s bytes, compiled in %d ms%n"
                .formatted(
                        set.label(),
                        counted(set.rules().size(), "rule"),
                        counted(set.groups().size(), "group"),
                        Units.count(save(set, from)),
                        set.compileNanos() / 1_000_000);
        terminal.out().write(line.getBytes(StandardCharsets.UTF_8));
        terminal.out().flush();
        return ExitCode.DONE;
    }

    private long save(RuleSet set, Path from) throws CommandFailure {
        try {
            if (Files.exists(output) && Files.isSameFile(output, from)) {
                throw new CommandFailure(PathBytes.text(output) + ": is the rule file itself: name another");
            }
            return switch (RuleSetFile.save(set, output)) {
                case RuleSetFile.Saving.Saved(long bytes) -> bytes;
                case RuleSetFile.Saving.Refused(String why) ->
                    throw new CommandFailure(PathBytes.text(output) + ": " + why);
            };
        } catch (IOException e) {
            throw new CommandFailure(
                    PathBytes.text(output) + ": " + Problem.of(output, e).reason(), e);
        }
    }

    private static String counted(int count, String noun) {
        return Units.count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}

package dev.coresident.console.rules;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.input.Problem;
import dev.coresident.console.limit.LimitOption;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.PathBytes;
import dev.coresident.formats.RuleFormat;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coresident rules}. All files are read before anything is printed; nothing is compiled. */
@Command(
        name = "rules",
        description = "Shows the rules that files of any format become, and everything in them that does not map.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Files called .anml, .mnrl, .toml (gitleaks), .yar and .yara are read as such, all others as lines ID:/pattern/flags.",
            "Exit codes: 0 when everything mapped, 1 when something did not, 2 on error."
        })
public final class RulesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call().
    private CommandSpec spec;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: text).")
    private Format format = Format.text;

    @Option(
            names = {"-w", "--words"},
            paramLabel = "FILE",
            description = "A file with a word a line. Repeatable.")
    private List<Path> words = new ArrayList<>();

    @Mixin
    private LimitOption limit = new LimitOption();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Rule files.")
    private List<Path> files = new ArrayList<>();

    /** How rules are printed; the names are the words that users type. */
    @SuppressWarnings("MemberName")
    enum Format {
        text,
        jsonl
    }

    /** The command on a terminal. */
    public RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (files.isEmpty() && words.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a file is missing");
        }
        List<String> names = new ArrayList<>();
        List<ImportedRules> read = new ArrayList<>();
        for (Path file : files) {
            names.add(PathBytes.text(file));
            read.add(read(file, RuleFormat.ofName(file)));
        }
        for (Path file : words) {
            names.add(PathBytes.text(file));
            read.add(read(file, RuleFormat.WORDS));
        }
        RulePrinter printer = switch (format) {
            case text -> new TextRules(terminal.out());
            case jsonl -> new JsonRules(terminal.out());
        };
        boolean complete = true;
        for (int i = 0; i < read.size(); i++) {
            printer.print(names.get(i), read.get(i));
            complete &= read.get(i).notMapped().isEmpty();
        }
        return complete ? ExitCode.DONE : ExitCode.NOT_MAPPED;
    }

    private ImportedRules read(Path file, RuleFormat format) throws CommandFailure {
        try {
            return switch (format.read(file, limit.limits().reading(), BadRules.SKIP)) {
                case ImportOutcome.Imported(ImportedRules rules) -> rules;
                case ImportOutcome.Refused(Remark.NotMapped problem) ->
                    throw new CommandFailure(RuleLimits.withRemedy(problem.line()));
            };
        } catch (IOException e) {
            throw new CommandFailure(
                    PathBytes.text(file) + ": " + Problem.of(file, e).reason(), e);
        }
    }
}

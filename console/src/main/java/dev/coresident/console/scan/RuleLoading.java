package dev.coresident.console.scan;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.RuleProblem;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.RuleSetFile;
import dev.coresident.automata.input.Problem;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.PathBytes;
import dev.coresident.formats.RuleFormat;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import dev.coresident.ledger.LedgerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From rule files to compiled tenants. Everything is read and compiled before anything is scanned. */
public final class RuleLoading {
    private final Terminal terminal;
    private final BadRules badRules;
    private final long memoryCeilingBytes;
    private final RuleLimits limits;
    private final List<ScanTenant> tenants = new ArrayList<>();
    private final Map<String, Path> labels = new HashMap<>();
    private long skipped;

    /**
     * Loading that has not begun.
     *
     * @param badRules what to do with rules that cannot be used
     * @param memoryCeilingBytes of each tenant, or {@link LedgerOptions#UNLIMITED}
     * @param limits of files and of rule sets
     */
    public RuleLoading(Terminal terminal, BadRules badRules, long memoryCeilingBytes, RuleLimits limits) {
        this.terminal = terminal;
        this.badRules = badRules;
        this.memoryCeilingBytes = memoryCeilingBytes;
        this.limits = limits;
    }

    /** The tenants so far. */
    public List<ScanTenant> tenants() {
        return tenants;
    }

    /** Rules left out so far. */
    long skipped() {
        return skipped;
    }

    /** Reads and compiles a file, or reads one that was compiled; its tenant comes last. */
    public void load(RuleSource source) throws CommandFailure {
        RuleSet rules = source.isCompiled() ? saved(source.file()) : compile(source.file(), source.format());
        TenantPolicy policy =
                TenantPolicy.defaults().withPriority(source.priority).withMemoryCeilingBytes(memoryCeilingBytes);
        tenants.add(new ScanTenant(rules, policy));
    }

    /** Reads and compiles a file. */
    public RuleSet compile(Path source, RuleFormat format) throws CommandFailure {
        ImportedRules file = read(source, format);
        name(file.label(), source);
        return switch (RuleSet.compile(file.label(), file.plainRules(), limits.compiling(), badRules)) {
            case RuleSet.Outcome.Compiled(RuleSet rules, var leftOut) -> {
                leftOut.forEach(problem -> tellSkipped(problem.toString()));
                yield rules;
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) ->
                throw new CommandFailure(RuleLimits.withRemedy(problem.toString()));
        };
    }

    private RuleSet saved(Path source) throws CommandFailure {
        try {
            return switch (RuleSetFile.load(source, limits.compiling())) {
                case RuleSetFile.Loading.Loaded(RuleSet rules) -> {
                    name(rules.label(), source);
                    yield rules;
                }
                case RuleSetFile.Loading.Refused(long offset, String why) ->
                    throw new CommandFailure(
                            RuleLimits.withRemedy(PathBytes.text(source) + ": byte " + offset + ": " + why));
            };
        } catch (IOException e) {
            throw new CommandFailure(
                    PathBytes.text(source) + ": " + Problem.of(source, e).reason(), e);
        }
    }

    private void name(String label, Path source) throws CommandFailure {
        Path other = labels.putIfAbsent(label, source);
        if (other != null) {
            throw new CommandFailure(PathBytes.text(source) + ": its tenant would be called \"" + label
                    + "\" as that of " + PathBytes.text(other) + " is: rename one of the files");
        }
    }

    private ImportedRules read(Path source, RuleFormat format) throws CommandFailure {
        String name = PathBytes.text(source);
        try {
            return switch (format.read(source, limits.reading(), badRules)) {
                case ImportOutcome.Imported(ImportedRules file) -> {
                    if (file.rules().isEmpty() && file.notMapped().isEmpty()) {
                        throw new CommandFailure(name + ": holds no rule"
                                + (format == RuleFormat.LINES ? ": write lines ID:/pattern/flags" : ""));
                    }
                    tell(name, file);
                    yield file;
                }
                case ImportOutcome.Refused(Remark.NotMapped problem) ->
                    throw new CommandFailure(RuleLimits.withRemedy(problem.line()));
            };
        } catch (IOException e) {
            throw new CommandFailure(name + ": " + Problem.of(source, e).reason(), e);
        }
    }

    /** What is missing is told one by one; the rest, which can be as long as the file, in a line. */
    private void tell(String name, ImportedRules file) {
        file.notMapped().forEach(missing -> tellSkipped(missing.line()));
        List<Remark> others = file.remarks().stream()
                .filter(remark -> !(remark instanceof Remark.NotMapped))
                .toList();
        if (others.size() == 1) {
            terminal.complain(others.getFirst().line());
        } else if (!others.isEmpty()) {
            terminal.complain(
                    name + ": " + others.size() + " remarks, " + file.widened().size()
                            + " of them on rules that match more than the file says: `coresident rules` shows them");
        }
    }

    private void tellSkipped(String line) {
        skipped++;
        terminal.complain(RuleLimits.withRemedy(line) + " (skipped)");
    }
}

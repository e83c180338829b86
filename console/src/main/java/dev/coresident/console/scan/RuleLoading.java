package dev.coresident.console.scan;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleProblem;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.Problem;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.PathBytes;
import dev.coresident.formats.RuleFormat;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import dev.coresident.ledger.LedgerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From rule files to compiled tenants. Everything is read and compiled before anything is scanned. */
public final class RuleLoading {
    private final Terminal terminal;
    private final BadRules badRules;
    private final long memoryCeilingBytes;
    private final List<ScanTenant> tenants = new ArrayList<>();
    private final Map<String, RuleSource> labels = new HashMap<>();
    private long skipped;

    /**
     * Loading that has not begun.
     *
     * @param badRules what to do with rules that cannot be used
     * @param memoryCeilingBytes of each tenant, or {@link LedgerOptions#UNLIMITED}
     */
    public RuleLoading(Terminal terminal, BadRules badRules, long memoryCeilingBytes) {
        this.terminal = terminal;
        this.badRules = badRules;
        this.memoryCeilingBytes = memoryCeilingBytes;
    }

    /** The tenants so far. */
    public List<ScanTenant> tenants() {
        return tenants;
    }

    /** Rules left out so far. */
    long skipped() {
        return skipped;
    }

    /** Reads and compiles a file; its tenant comes last. */
    public void load(RuleSource source) throws CommandFailure {
        ImportedRules file = read(source);
        RuleSource other = labels.putIfAbsent(file.label(), source);
        if (other != null) {
            throw new CommandFailure(PathBytes.text(source.file()) + ": its tenant would be called \"" + file.label()
                    + "\" as that of " + PathBytes.text(other.file()) + " is: rename one of the files");
        }
        switch (RuleSet.compile(file.label(), file.plainRules(), CompileLimits.DEFAULT, badRules)) {
            case RuleSet.Outcome.Compiled(RuleSet rules, var leftOut) -> {
                leftOut.forEach(problem -> tellSkipped(problem.toString()));
                TenantPolicy policy = TenantPolicy.defaults()
                        .withPriority(source.priority)
                        .withMemoryCeilingBytes(memoryCeilingBytes);
                tenants.add(new ScanTenant(rules, policy));
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw new CommandFailure(problem.toString());
        }
    }

    private ImportedRules read(RuleSource source) throws CommandFailure {
        String name = PathBytes.text(source.file());
        try {
            return switch (source.format().read(source.file(), ImportLimits.DEFAULT, badRules)) {
                case ImportOutcome.Imported(ImportedRules file) -> {
                    if (file.rules().isEmpty() && file.notMapped().isEmpty()) {
                        throw new CommandFailure(name + ": holds no rule"
                                + (source.format() == RuleFormat.LINES ? ": write lines ID:/pattern/flags" : ""));
                    }
                    tell(name, file);
                    yield file;
                }
                case ImportOutcome.Refused(Remark.NotMapped problem) -> throw new CommandFailure(problem.line());
            };
        } catch (IOException e) {
            throw new CommandFailure(name + ": " + Problem.of(source.file(), e).reason(), e);
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
        terminal.complain(line + " (skipped)");
    }
}

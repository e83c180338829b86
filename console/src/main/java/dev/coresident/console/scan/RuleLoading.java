package dev.coresident.console.scan;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleProblem;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.Problem;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.PathBytes;
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
        RuleFile file = read(source);
        RuleSource other = labels.putIfAbsent(file.label(), source);
        if (other != null) {
            throw new CommandFailure(PathBytes.text(source.file) + ": its tenant would be called \"" + file.label()
                    + "\" as that of " + PathBytes.text(other.file) + " is: rename one of the files");
        }
        switch (RuleSet.compile(file.label(), file.rules(), CompileLimits.DEFAULT, badRules)) {
            case RuleSet.Outcome.Compiled(RuleSet rules, var leftOut) -> {
                tell(leftOut);
                TenantPolicy policy = TenantPolicy.defaults()
                        .withPriority(source.priority)
                        .withMemoryCeilingBytes(memoryCeilingBytes);
                tenants.add(new ScanTenant(rules, policy));
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw new CommandFailure(problem.toString());
        }
    }

    private RuleFile read(RuleSource source) throws CommandFailure {
        try {
            return switch (RuleFile.read(source.file, CompileLimits.DEFAULT.pattern(), badRules)) {
                case RuleFile.Outcome.Read(RuleFile file) -> {
                    if (file.rules().isEmpty() && file.skipped().isEmpty()) {
                        throw new CommandFailure(
                                PathBytes.text(source.file) + ": holds no rule: write lines ID:/pattern/flags");
                    }
                    tell(file.skipped());
                    yield file;
                }
                case RuleFile.Outcome.Refused(RuleProblem problem) -> throw new CommandFailure(problem.toString());
            };
        } catch (IOException e) {
            throw new CommandFailure(
                    PathBytes.text(source.file) + ": "
                            + Problem.of(source.file, e).reason(),
                    e);
        }
    }

    private void tell(List<RuleProblem> leftOut) {
        skipped += leftOut.size();
        leftOut.forEach(problem -> terminal.complain(problem + " (skipped)"));
    }
}

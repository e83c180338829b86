package dev.coresident.console.demo;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.scan.ScanTenant;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The tenants of the demonstration. Their rules stand in files beside this class, named after them. */
enum DemoTenant {
    SECRETS(Priority.CRITICAL, 4),
    NETWORK(Priority.HIGH, 2),
    LICENCES(Priority.NORMAL, 2),
    IDENTIFIERS(Priority.NORMAL, 1),
    NOTES(Priority.LOW, 1),
    WORDS(Priority.IDLE, 1);

    private final Priority priority;
    private final int weight;

    DemoTenant(Priority priority, int weight) {
        this.priority = priority;
        this.weight = weight;
    }

    /** The rules, compiled. */
    ScanTenant compile() throws IOException {
        String file = name().toLowerCase(Locale.ROOT) + ".rules";
        byte[] content;
        try (InputStream in = DemoTenant.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the rules of the demonstration are not in the module: " + file);
            }
            content = in.readAllBytes();
        }
        RuleFile.Outcome read = RuleFile.parse(file, content, CompileLimits.DEFAULT.pattern(), BadRules.STOP);
        if (!(read instanceof RuleFile.Outcome.Read(RuleFile rules))) {
            throw new IllegalStateException("a rule of the demonstration was refused: " + read);
        }
        return switch (RuleSet.compile(rules.label(), rules.rules(), CompileLimits.DEFAULT, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, var skipped) ->
                new ScanTenant(
                        set, TenantPolicy.defaults().withPriority(priority).withWeight(weight));
            case RuleSet.Outcome.Refused(var problem) ->
                throw new IllegalStateException("a rule of the demonstration was refused: " + problem);
        };
    }
}

package dev.coresident.bench.scan.engine;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Patterns to a rule set, as the command does it. */
public final class Compiling {
    private Compiling() {}

    /** Compiles patterns, rule n having the id n. */
    public static RuleSet compile(String label, List<String> patterns) {
        List<Rule> rules = new ArrayList<>();
        for (int id = 0; id < patterns.size(); id++) {
            byte[] pattern = patterns.get(id).getBytes(StandardCharsets.ISO_8859_1);
            switch (Rule.read(id, pattern, PatternFlags.NONE, new RulePlace(label, id + 1, 1), PatternLimits.DEFAULT)) {
                case Rule.Outcome.Read(Rule rule) -> rules.add(rule);
                case Rule.Outcome.Refused(var problem) -> throw new IllegalArgumentException(problem.toString());
            }
        }
        return switch (RuleSet.compile(label, rules, CompileLimits.DEFAULT, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, var skipped) -> set;
            case RuleSet.Outcome.Refused(var problem) -> throw new IllegalArgumentException(problem.toString());
        };
    }
}

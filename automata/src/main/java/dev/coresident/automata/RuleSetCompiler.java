package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.dfa.Dfa;
import dev.coresident.automata.dfa.DfaLimits;
import dev.coresident.automata.dfa.DfaOutcome;
import dev.coresident.automata.dfa.SubsetConstruction;
import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one rule set. Rules are spread over groups greedily, in their order: as many as fit one automaton. Rules whose states
 * multiply (wide loops behind a beginning) are kept apart from the others, which only add up.
 */
final class RuleSetCompiler {

    /** A group may always have this many states, however few its rules' programs have. */
    private static final int FREE_STATES = 2_048;

    private final String label;
    private final List<Rule> rules;
    private final CompileLimits limits;
    private final DfaLimits dfaLimits;
    private final BadRules badRules;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleGroup> groups = new ArrayList<>();
    private final List<CompiledRule> placed = new ArrayList<>();
    private long totalBytes;
    private @Nullable RuleProblem fatal;

    RuleSetCompiler(String label, List<Rule> rules, CompileLimits limits, BadRules badRules) {
        this.label = label;
        this.rules = rules;
        this.limits = limits;
        this.badRules = badRules;
        this.dfaLimits = new DfaLimits(limits.maxDfaStates(), limits.maxGroupBytes(), limits.maxWorkBytes());
    }

    RuleSet.Outcome compile() {
        long started = System.nanoTime();
        List<CompiledRule> adding = new ArrayList<>();
        List<CompiledRule> multiplying = new ArrayList<>();
        for (int index = 0; index < rules.size(); index++) {
            CompiledRule compiled = program(rules.get(index), index);
            if (compiled != null) {
                (Multiplying.test(compiled.nfa()) ? multiplying : adding).add(compiled);
            }
            if (fatal != null) {
                return new RuleSet.Outcome.Refused(fatal);
            }
        }
        place(adding, adding.size());
        place(multiplying, 8);
        if (fatal != null) {
            return new RuleSet.Outcome.Refused(fatal);
        }
        placed.sort(Comparator.comparingInt(CompiledRule::index));
        RuleSet set = new RuleSet(
                label, ImmutableList.copyOf(placed), ImmutableList.copyOf(groups), System.nanoTime() - started);
        return new RuleSet.Outcome.Compiled(set, ImmutableList.copyOf(problems));
    }

    private @Nullable CompiledRule program(Rule rule, int index) {
        return switch (NfaBuilder.build(rule.root(), rule.flags().utf8(), limits.maxNfaStates())) {
            case NfaOutcome.Built(Nfa nfa) -> new CompiledRule(rule, index, nfa);
            case NfaOutcome.TooLarge(int limit, long wanted) -> {
                refuse(rule, "maxNfaStates", limit, wanted, true);
                yield null;
            }
        };
    }

    private void refuse(Rule rule, String limit, long limitValue, long wanted, boolean exact) {
        RuleProblem problem =
                new RuleProblem(rule.place(), new RuleProblem.OverLimit(rule.id(), limit, limitValue, wanted, exact));
        if (badRules == BadRules.STOP) {
            fatal = problem;
        }
        problems.add(problem);
    }

    /** Groups {@code members} in order; a group that fits lets the next try twice as many, one that does not is halved. */
    private void place(List<CompiledRule> members, int firstSize) {
        int size = firstSize;
        int from = 0;
        while (from < members.size() && fatal == null) {
            size = Math.min(size, members.size() - from);
            List<CompiledRule> candidate = members.subList(from, from + size);
            switch (SubsetConstruction.build(candidate.stream().map(CompiledRule::nfa).toList(), limitsFor(candidate))) {
                case DfaOutcome.Built(Dfa dfa, int _) -> {
                    keep(candidate, dfa);
                    from += size;
                    size = 2 * size;
                }
                case DfaOutcome.TooLarge(String limit, long limitValue, long reached) -> {
                    if (size == 1) {
                        refuse(candidate.getFirst().rule(), dfaLimitName(limit), limitValue, reached, false);
                        from++;
                    }
                    size = Math.max(size / 2, 1);
                }
            }
        }
    }

    private DfaLimits limitsFor(List<CompiledRule> candidate) {
        long programStates = 0;
        for (CompiledRule member : candidate) {
            programStates += member.nfa().size();
        }
        return candidate.size() == 1 ? dfaLimits : dfaLimits.withStates(FREE_STATES + limits.maxGrowth() * programStates);
    }

    private static String dfaLimitName(String limit) {
        return switch (limit) {
            case "maxStates" -> "maxDfaStates";
            case "maxTableBytes" -> "maxGroupBytes";
            default -> limit;
        };
    }

    private void keep(List<CompiledRule> members, Dfa dfa) {
        long bytes = ImageEncoder.sizeBytes(dfa);
        totalBytes += bytes;
        if (totalBytes > limits.maxTotalBytes()) {
            Rule last = members.getLast().rule();
            fatal = new RuleProblem(
                    last.place(),
                    new RuleProblem.OverLimit(last.id(), "maxTotalBytes", limits.maxTotalBytes(), totalBytes, false));
            return;
        }
        groups.add(new RuleGroup(ImageEncoder.encode(dfa), ImmutableList.copyOf(members), dfa.states(), dfa.classes()));
        placed.addAll(members);
    }
}

package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.dfa.Dfa;
import dev.coresident.automata.dfa.DfaLimits;
import dev.coresident.automata.dfa.DfaOutcome;
import dev.coresident.automata.dfa.SubsetConstruction;
import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.automata.nfa.Nfa;
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
        place(adding, adding.size(), GroupReason.STATES_ADD_UP);
        place(multiplying, 8, GroupReason.STATES_MULTIPLY);
        if (fatal != null) {
            return new RuleSet.Outcome.Refused(fatal);
        }
        placed.sort(Comparator.comparingInt(CompiledRule::index));
        RuleSet set = new RuleSet(
                label, ImmutableList.copyOf(placed), ImmutableList.copyOf(groups), System.nanoTime() - started);
        return new RuleSet.Outcome.Compiled(set, ImmutableList.copyOf(problems));
    }

    private @Nullable CompiledRule program(Rule rule, int index) {
        return switch (rule.body().program(limits.maxNfaStates())) {
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

    /**
     * Groups {@code members} in order. A group that does not fit is tried again with two thirds of its rules; after two groups
     * that fit, or at once while none has failed, the next is tried with half as many again.
     */
    private void place(List<CompiledRule> members, int firstSize, GroupReason reason) {
        long likelyStates = 5 * likelyTableStates(members) / 4;
        int size = firstSize;
        int fitting = 1;
        int from = 0;
        while (from < members.size() && fatal == null) {
            List<CompiledRule> candidate = members.subList(from, from + fill(members, from, size, likelyStates));
            int taken = candidate.size();
            switch (SubsetConstruction.build(programs(candidate), limitsFor(candidate))) {
                case DfaOutcome.Built(Dfa dfa, int _) -> {
                    keep(candidate, dfa, reason);
                    from += taken;
                    size = ++fitting >= 2 ? size + (size + 1) / 2 : size;
                    fitting = fitting >= 2 ? 0 : fitting;
                }
                case DfaOutcome.TooLarge(String limit, long limitValue, long reached) -> {
                    if (taken == 1) {
                        refuse(candidate.getFirst().rule(), dfaLimitName(limit), limitValue, reached, false);
                        from++;
                    }
                    size = Math.max(2 * taken / 3, 1);
                    fitting = 0;
                }
            }
        }
    }

    /** How many rules from {@code from} on to try: at most {@code size}, and not many more states than a table has. */
    private static int fill(List<CompiledRule> members, int from, int size, long likelyStates) {
        long programStates = 0;
        int count = 0;
        while (count < size && from + count < members.size()) {
            programStates += members.get(from + count).nfa().size();
            if (count > 0 && programStates > likelyStates) {
                break;
            }
            count++;
        }
        return count;
    }

    private long likelyTableStates(List<CompiledRule> members) {
        int stride = ImageEncoder.stride(SubsetConstruction.classCount(programs(members)));
        return Math.min(limits.maxGroupBytes() / (4L * stride), limits.maxDfaStates());
    }

    private static List<Nfa> programs(List<CompiledRule> members) {
        return members.stream().map(CompiledRule::nfa).toList();
    }

    private DfaLimits limitsFor(List<CompiledRule> candidate) {
        long programStates = 0;
        for (CompiledRule member : candidate) {
            programStates += member.nfa().size();
        }
        return candidate.size() == 1
                ? dfaLimits
                : dfaLimits.withStates(FREE_STATES + limits.maxGrowth() * programStates);
    }

    private static String dfaLimitName(String limit) {
        return switch (limit) {
            case "maxStates" -> "maxDfaStates";
            case "maxTableBytes" -> "maxGroupBytes";
            default -> limit;
        };
    }

    private void keep(List<CompiledRule> members, Dfa dfa, GroupReason reason) {
        long bytes = ImageEncoder.sizeBytes(dfa);
        totalBytes += bytes;
        if (totalBytes > limits.maxTotalBytes()) {
            Rule last = members.getLast().rule();
            fatal = new RuleProblem(
                    last.place(),
                    new RuleProblem.OverLimit(last.id(), "maxTotalBytes", limits.maxTotalBytes(), totalBytes, false));
            return;
        }
        groups.add(new RuleGroup(
                ImageEncoder.encode(dfa),
                ImmutableList.copyOf(members),
                new GroupFigures.Dfa(dfa.states(), dfa.classes()),
                reason));
        placed.addAll(members);
    }
}

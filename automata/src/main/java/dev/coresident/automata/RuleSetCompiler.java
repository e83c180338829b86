package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.dfa.Dfa;
import dev.coresident.automata.homogeneous.Homogeneous;
import dev.coresident.automata.homogeneous.HomogeneousOutcome;
import dev.coresident.automata.homogeneous.Reduction;
import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.automata.image.NfaEncoder;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaOutcome;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one rule set, and decides what its groups are. Rules whose states multiply (wide loops behind a beginning) are kept apart
 * from the others, which only add up, as long as a few deterministic automata hold all; else one nondeterministic automaton does.
 */
final class RuleSetCompiler {

    /** So many multiplying rules are tried in one automaton first. */
    private static final int MULTIPLYING_TOGETHER = 8;

    /** Rules of one group of texts at most: what an event's number can tell apart on its way. */
    private static final int MOST_TEXT_RULES = 1 << 20;

    private final String label;
    private final List<Rule> rules;
    private final CompileLimits limits;
    private final BadRules badRules;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleGroup> groups = new ArrayList<>();
    private final List<CompiledRule> placed = new ArrayList<>();
    private long totalBytes;
    private @Nullable RuleProblem fatal;
    /** One group of them for a rule set: each is a pass over the input. */
    private boolean partedOneByte;

    RuleSetCompiler(String label, List<Rule> rules, CompileLimits limits, BadRules badRules) {
        this.label = label;
        this.rules = rules;
        this.limits = limits;
        this.badRules = badRules;
    }

    RuleSet.Outcome compile() {
        long started = System.nanoTime();
        List<CompiledRule> compiled = new ArrayList<>();
        for (int index = 0; index < rules.size(); index++) {
            CompiledRule rule = program(rules.get(index), index);
            if (rule != null) {
                compiled.add(rule);
            }
            if (fatal != null) {
                return new RuleSet.Outcome.Refused(fatal);
            }
        }
        place(compiled);
        if (fatal != null) {
            return new RuleSet.Outcome.Refused(fatal);
        }
        placed.sort(Comparator.comparingInt(CompiledRule::index));
        RuleSet set = new RuleSet(
                label, ImmutableList.copyOf(placed), ImmutableList.copyOf(groups), System.nanoTime() - started);
        return new RuleSet.Outcome.Compiled(set, ImmutableList.copyOf(problems));
    }

    /** Groups the rules that are texts; gives the others. */
    private List<CompiledRule> placeTexts(LiteralChoice choice) {
        List<CompiledRule> others = new ArrayList<>(choice.others());
        int count = choice.texts().size();
        for (int from = 0; from < count && fatal == null; from += MOST_TEXT_RULES) {
            int to = Math.min(count, from + MOST_TEXT_RULES);
            RuleGroup group = choice.group(from, to, limits.maxTotalBytes());
            if (group == null) {
                others.addAll(choice.texts().subList(from, to));
            } else {
                keep(group);
            }
        }
        others.sort(Comparator.comparingInt(CompiledRule::index));
        return others;
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
     * Texts for themselves, and deterministic automata for the others where a few do; otherwise one nondeterministic one, which costs one
     * walk where they would cost many, and few texts along with it, for which another pass would cost more. Rules that have no
     * deterministic automaton even alone are kept apart from those that have.
     */
    private void place(List<CompiledRule> compiled) {
        LiteralChoice choice = new LiteralChoice(compiled);
        DfaGroups few = new DfaGroups(limits);
        boolean found = find(few, choice.others());
        List<CompiledRule> others = compiled;
        if (found || !choice.mayGoAlong()) {
            others = placeTexts(choice);
            if (others.size() > choice.others().size()) {
                few = new DfaGroups(limits);
                found = find(few, others);
            }
        }
        if (found) {
            few.groups().forEach(group -> keep(group.members(), group.dfa(), group.reason()));
        } else {
            List<CompiledRule> together = new ArrayList<>(others);
            together.removeAll(few.without());
            placeTogether(together, GroupReason.MANY_AUTOMATA);
        }
        placeTogether(ordered(few.without()), GroupReason.NO_AUTOMATON);
    }

    /** Looks for a few deterministic automata that hold all; false if there are none. */
    private boolean find(DfaGroups few, List<CompiledRule> members) {
        List<CompiledRule> adding = new ArrayList<>();
        List<CompiledRule> multiplying = new ArrayList<>();
        members.forEach(rule -> (Multiplying.test(rule.nfa()) ? multiplying : adding).add(rule));
        return multiplying.size() <= MULTIPLYING_TOGETHER * limits.maxDfaGroups()
                && !few.areHopeless(adding)
                && few.place(adding, adding.size(), GroupReason.STATES_ADD_UP)
                && few.place(multiplying, MULTIPLYING_TOGETHER, GroupReason.STATES_MULTIPLY);
    }

    /** One nondeterministic automaton; where it takes too much to build, two of half the rules each. */
    private void placeTogether(List<CompiledRule> members, GroupReason reason) {
        if (members.isEmpty() || fatal != null) {
            return;
        }
        switch (Reduction.build(DfaGroups.programs(members), limits.maxWorkBytes())) {
            case HomogeneousOutcome.Built(Homogeneous automaton, int _) -> {
                List<CompiledRule> others =
                        reason == GroupReason.MANY_AUTOMATA ? withoutOneByteEnds(members, automaton) : members;
                if (others.size() == members.size()) {
                    keep(members, automaton, reason);
                } else {
                    placeTogether(others, reason);
                }
            }
            case HomogeneousOutcome.TooLarge(long limit, long reached) -> {
                if (members.size() == 1) {
                    refuse(members.getFirst().rule(), "maxWorkBytes", limit, reached, false);
                } else {
                    int half = members.size() / 2;
                    placeTogether(members.subList(0, half), reason);
                    placeTogether(members.subList(half, members.size()), reason);
                }
            }
        }
    }

    /**
     * Keeps rules that the first byte of a match may end apart, where one deterministic automaton holds them: a device that looks for the
     * ends of a large automaton, and walks nothing, would have to look at every byte because of them.
     *
     * @return the other members; all of them if there is nothing to part
     */
    private List<CompiledRule> withoutOneByteEnds(List<CompiledRule> members, Homogeneous automaton) {
        Set<CompiledRule> ending = new LinkedHashSet<>();
        for (int state = 0; state < automaton.states(); state++) {
            for (int i = 0; automaton.isEveryByte(state) && i < automaton.acceptCount(state); i++) {
                ending.add(members.get(automaton.accept(state, i) >>> 1));
            }
        }
        if (partedOneByte || ending.isEmpty() || ending.size() == members.size() || limits.maxDfaGroups() == 0) {
            return members;
        }
        DfaGroups one = new DfaGroups(limits.withMaxDfaGroups(1));
        if (!one.place(ordered(ending), ending.size(), GroupReason.ONE_BYTE)
                || !one.without().isEmpty()) {
            return members;
        }
        partedOneByte = true;
        one.groups().forEach(group -> keep(group.members(), group.dfa(), group.reason()));
        return members.stream().filter(rule -> !ending.contains(rule)).toList();
    }

    /** In the order of their file, as a group has them. */
    private static List<CompiledRule> ordered(Collection<CompiledRule> rules) {
        return rules.stream()
                .sorted(Comparator.comparingInt(CompiledRule::index))
                .toList();
    }

    private void keep(List<CompiledRule> members, Dfa dfa, GroupReason reason) {
        if (charge(members, ImageEncoder.sizeBytes(dfa))) {
            add(members, ImageEncoder.encode(dfa), new GroupFigures.Dfa(dfa.states(), dfa.classes()), reason);
        }
    }

    private void keep(List<CompiledRule> members, Homogeneous automaton, GroupReason reason) {
        if (charge(members, NfaEncoder.sizeBytes(automaton))) {
            add(
                    members,
                    NfaEncoder.encode(automaton),
                    new GroupFigures.Nfa(automaton.states(), automaton.transitions()),
                    reason);
        }
    }

    private void keep(RuleGroup group) {
        if (charge(group.rules(), group.bytes())) {
            add(group.rules(), group.image(), group.figures(), group.reason());
        }
    }

    /** Counts an image's bytes; false if there is no room for it. */
    private boolean charge(List<CompiledRule> members, long bytes) {
        totalBytes += bytes;
        if (totalBytes > limits.maxTotalBytes() && fatal == null) {
            Rule last = members.getLast().rule();
            fatal = new RuleProblem(
                    last.place(),
                    new RuleProblem.OverLimit(last.id(), "maxTotalBytes", limits.maxTotalBytes(), totalBytes, false));
        }
        return fatal == null;
    }

    private void add(List<CompiledRule> members, MemorySegment image, GroupFigures figures, GroupReason reason) {
        groups.add(new RuleGroup(image, ImmutableList.copyOf(members), figures, reason));
        placed.addAll(members);
    }
}

package dev.coresident.automata;

import dev.coresident.automata.dfa.Dfa;
import dev.coresident.automata.dfa.DfaLimits;
import dev.coresident.automata.dfa.DfaOutcome;
import dev.coresident.automata.dfa.SubsetConstruction;
import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.automata.nfa.Nfa;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spreads rules over deterministic automata greedily, in their order: as many as fit one. Each automaton is one more walk over the input,
 * so that it gives up when there would be more than the limit; time is bounded by that too.
 */
final class DfaGroups {

    /** A group may always have this many states, however few its rules' programs have. */
    private static final int FREE_STATES = 2_048;

    /** For each group that may be: so many automata may turn out too large. */
    private static final int TRIES_A_GROUP = 4;

    /** Smaller shares are built as soon as they are asked about. */
    private static final int SMALLEST_SHARE = 8;

    private final CompileLimits limits;
    private final DfaLimits dfaLimits;
    private final List<Group> groups = new ArrayList<>();
    private final List<CompiledRule> without = new ArrayList<>();
    private int failedTries;

    /**
     * Rules and the automaton that they share.
     *
     * @param members in their order
     * @param dfa their automaton
     * @param reason why they share it
     */
    record Group(List<CompiledRule> members, Dfa dfa, GroupReason reason) {}

    DfaGroups(CompileLimits limits) {
        this.limits = limits;
        this.dfaLimits = new DfaLimits(limits.maxDfaStates(), limits.maxGroupBytes(), limits.maxWorkBytes());
    }

    /** The groups so far. */
    List<Group> groups() {
        return groups;
    }

    /** Rules that have no automaton within the limits even alone. */
    List<CompiledRule> without() {
        return without;
    }

    /**
     * True if many rules multiply each other's states, so that to try smaller and smaller groups is a waste of time: of two shares, each of
     * as many rules as a group must have on average, taken from all over the set and with none in common, neither fits. One rule
     * that has no automaton can spoil one of them only.
     */
    boolean areHopeless(List<CompiledRule> members) {
        int most = limits.maxDfaGroups();
        return most >= 2
                && members.size() / most >= SMALLEST_SHARE
                && !fits(share(members, 0, most))
                && !fits(share(members, most / 2, most));
    }

    private static List<CompiledRule> share(List<CompiledRule> members, int first, int step) {
        return IntStream.iterate(first, index -> index < members.size(), index -> index + step)
                .mapToObj(members::get)
                .toList();
    }

    private boolean fits(List<CompiledRule> candidate) {
        return SubsetConstruction.build(programs(candidate), limitsFor(candidate)) instanceof DfaOutcome.Built;
    }

    /**
     * Groups {@code members} in order. A group that does not fit is tried again with two thirds of its rules; after two groups
     * that fit, or at once while none has failed, the next is tried with half as many again.
     *
     * @return false if it gave up, because there would be too many groups
     */
    boolean place(List<CompiledRule> members, int firstSize, GroupReason reason) {
        long likelyStates = 5 * likelyTableStates(members) / 4;
        int size = firstSize;
        int fitting = 1;
        int from = 0;
        while (from < members.size()) {
            if (groups.size() == limits.maxDfaGroups() || failedTries > TRIES_A_GROUP * limits.maxDfaGroups()) {
                return false;
            }
            List<CompiledRule> candidate = members.subList(from, from + fill(members, from, size, likelyStates));
            int taken = candidate.size();
            switch (SubsetConstruction.build(programs(candidate), limitsFor(candidate))) {
                case DfaOutcome.Built(Dfa dfa, int _) -> {
                    groups.add(new Group(List.copyOf(candidate), dfa, reason));
                    from += taken;
                    size = ++fitting >= 2 ? size + (size + 1) / 2 : size;
                    fitting = fitting >= 2 ? 0 : fitting;
                }
                case DfaOutcome.TooLarge _ -> {
                    failedTries++;
                    if (taken == 1) {
                        without.add(candidate.getFirst());
                        from++;
                    }
                    size = Math.max(2 * taken / 3, 1);
                    fitting = 0;
                }
            }
        }
        return true;
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

    static List<Nfa> programs(List<CompiledRule> members) {
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
}

package dev.coresident.automata.dfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.group.GroupBuilder;
import dev.coresident.automata.group.GroupProgram;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.IntSequences;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.Nfa;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determinises a group. A state is a context and a set of nodes; the root, which is present at every place as a match may start
 * anywhere, is never in a set, and what it does on each class is worked out once: most moves of most states are that default.
 */
public final class SubsetConstruction {

    private final GroupProgram program;
    private final DfaLimits limits;
    private final Rows rows;
    private final int classCount;
    private final int maxStates;

    /** A state's name: context, then nodes, then {@code size + rule} of what was reported late on entering; ascending. */
    private final IntSequences names = new IntSequences();

    /** Lists of reports; number 0 is the empty one. */
    private final IntSequences reports = new IntSequences();

    private final IntList acceptNumbers = new IntList(64);
    private final IntList endNumbers = new IntList(64);
    private final Moves moves;
    private int[] transitions = new int[1024];

    private SubsetConstruction(GroupProgram program, DfaLimits limits) {
        this.program = program;
        this.limits = limits;
        this.rows = new Rows(program, limits.maxWorkBytes());
        this.classCount = rows.classes().count();
        int stride = Math.max(Integer.highestOneBit(2 * classCount - 1), 1);
        this.maxStates = (int) Math.min(limits.maxStates(), limits.maxTableBytes() / (4L * stride));
        this.moves = new Moves(program, rows, names);
        reports.intern(new IntList(0));
    }

    /**
     * The minimal automaton of {@code rules}; a rule's number is its index. Deterministic. Time is bounded by the limits.
     */
    public static DfaOutcome build(List<Nfa> rules, DfaLimits limits) {
        try {
            return new SubsetConstruction(GroupBuilder.build(rules), limits).build();
        } catch (Rows.TooMuchWork tooMuch) {
            return new DfaOutcome.TooLarge("maxWorkBytes", limits.maxWorkBytes(), tooMuch.bytes());
        }
    }

    /** How many byte classes the bytes that {@code rules} take have together, assertions left out; at least 1. Linear. */
    public static int classCount(List<Nfa> rules) {
        Set<ByteSet> sets = new LinkedHashSet<>();
        for (Nfa rule : rules) {
            for (int state = 0; state < rule.size(); state++) {
                if (rule.operation(state) == Nfa.CONSUME) {
                    sets.add(rule.set(state));
                }
            }
        }
        return ByteClasses.of(ImmutableList.copyOf(sets)).count();
    }

    private DfaOutcome build() {
        moves.internStart();
        for (int state = 0; state < names.size(); state++) {
            DfaOutcome.TooLarge over = exceeded();
            if (over != null) {
                return over;
            }
            int row = state * classCount;
            if (row + classCount > transitions.length) {
                transitions = Arrays.copyOf(transitions, Math.max(2 * transitions.length, row + classCount));
            }
            moves.enter(state);
            acceptNumbers.add(reports.intern(moves.acceptReports()));
            endNumbers.add(reports.intern(moves.endReports()));
            moves.fill(transitions, row);
        }
        return new DfaOutcome.Built(minimal(), names.size());
    }

    private DfaOutcome.@Nullable TooLarge exceeded() {
        if (names.size() > maxStates) {
            boolean byTable = maxStates < limits.maxStates();
            return byTable
                    ? new DfaOutcome.TooLarge(
                            "maxTableBytes",
                            limits.maxTableBytes(),
                            (maxStates + 1L) * limits.maxTableBytes() / Math.max(maxStates, 1))
                    : new DfaOutcome.TooLarge("maxStates", limits.maxStates(), names.size());
        }
        long workBytes = 4L * names.totalLength() + 4L * reports.totalLength();
        return workBytes > limits.maxWorkBytes()
                ? new DfaOutcome.TooLarge("maxWorkBytes", limits.maxWorkBytes(), workBytes)
                : null;
    }

    private Dfa minimal() {
        int states = names.size();
        int[] colours = new int[states];
        IntSequences pairs = new IntSequences();
        IntList pair = new IntList(2);
        for (int state = 0; state < states; state++) {
            pair.clear();
            pair.add(acceptNumbers.get(state));
            pair.add(endNumbers.get(state));
            colours[state] = pairs.intern(pair);
        }
        int[] blocks = Minimizer.blocks(states, classCount, transitions, colours, pairs.size());
        return new Quotient(
                        rows.classes(),
                        program.rules(),
                        states,
                        transitions,
                        blocks,
                        acceptNumbers,
                        endNumbers,
                        reports)
                .dfa();
    }
}

package dev.coresident.automata.homogeneous;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.group.GroupBuilder;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.Nfa;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From rules to a reduced automaton: equal states are merged, states that can neither be reached nor report are dropped, and what is
 * left is numbered depth first, so that states that work together stand together.
 */
public final class Reduction {

    private final Merging merging;
    private final int size;
    private final int[][] successors;
    private final BitSet alive = new BitSet();
    private final IntList order = new IntList(256);
    private final int[] numberOf;

    private Reduction(Merging merging, int size) {
        this.merging = merging;
        this.size = size;
        this.successors = new int[size][];
        this.numberOf = new int[size];
        for (int state = 0; state < size; state++) {
            successors[state] = merging.isKept(state) ? merging.successors(state) : new int[0];
        }
    }

    /**
     * The automaton of {@code rules}; a rule's number is its index. Deterministic.
     *
     * @param maxBytes most bytes of the states before they are merged; bounds the time too
     */
    public static HomogeneousOutcome build(List<Nfa> rules, long maxBytes) {
        try {
            StateGraph graph = new Folding(GroupBuilder.build(rules), maxBytes).fold();
            Merging merging = new Merging(graph);
            merging.run();
            Reduction reduction = new Reduction(merging, graph.size());
            return new HomogeneousOutcome.Built(reduction.automaton(rules.size()), graph.size());
        } catch (Folding.TooLarge tooLarge) {
            return new HomogeneousOutcome.TooLarge(maxBytes, tooLarge.bytes());
        }
    }

    private Homogeneous automaton(int rules) {
        findAlive();
        number();
        Map<ByteSet, Integer> setNumbers = new LinkedHashMap<>();
        int states = order.size();
        int[] setOf = new int[states];
        boolean[] everyByte = new boolean[states];
        int[][] following = new int[states][];
        int[][] accepts = new int[states][];
        int[][] ends = new int[states][];
        for (int state = 0; state < states; state++) {
            int old = order.get(state);
            ByteSet set = merging.set(old);
            Integer fresh = setNumbers.size();
            Integer known = setNumbers.putIfAbsent(set, fresh);
            setOf[state] = known == null ? fresh : known;
            everyByte[state] = merging.isEveryByte(old);
            following[state] = Arrays.stream(successors[old])
                    .filter(alive::get)
                    .map(next -> numberOf[next])
                    .sorted()
                    .toArray();
            accepts[state] = merging.accepts(old);
            ends[state] = merging.ends(old);
        }
        return new Homogeneous(
                ImmutableList.copyOf(setNumbers.keySet()), setOf, everyByte, following, accepts, ends, rules);
    }

    /** Marks what can come to report something. */
    private void findAlive() {
        int[][] predecessors = Merging.predecessors(successors);
        IntList waiting = new IntList(64);
        for (int state = 0; state < size; state++) {
            if (merging.isKept(state) && merging.accepts(state).length + merging.ends(state).length > 0) {
                alive.set(state);
                waiting.add(state);
            }
        }
        while (waiting.size() > 0) {
            for (int before : predecessors[waiting.removeLast()]) {
                if (!alive.get(before)) {
                    alive.set(before);
                    waiting.add(before);
                }
            }
        }
    }

    private void number() {
        BitSet seen = new BitSet();
        visit(0, seen);
        for (int state = 1; state < size; state++) {
            if (merging.isKept(state) && merging.isEveryByte(state) && alive.get(state)) {
                visit(state, seen);
            }
        }
    }

    private void visit(int from, BitSet seen) {
        IntList stack = new IntList(64);
        stack.add(from);
        while (stack.size() > 0) {
            int state = stack.removeLast();
            if (seen.get(state)) {
                continue;
            }
            seen.set(state);
            numberOf[state] = order.size();
            order.add(state);
            for (int i = successors[state].length - 1; i >= 0; i--) {
                if (alive.get(successors[state][i])) {
                    stack.add(successors[state][i]);
                }
            }
        }
    }
}

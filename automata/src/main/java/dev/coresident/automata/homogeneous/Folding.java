package dev.coresident.automata.homogeneous;

import dev.coresident.automata.group.Ahead;
import dev.coresident.automata.group.Behind;
import dev.coresident.automata.group.Closure;
import dev.coresident.automata.group.GroupProgram;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.Usefulness;
import dev.coresident.automata.nfa.ByteSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns a program into states, all assertions folded in: what lies behind is part of a state's name, what lies ahead narrows the set
 * that its successor is entered with, or makes a state that takes the next byte and reports the match one byte late.
 *
 * <p>A state is a program node, the context behind it, and the set of bytes it is entered with; what follows depends on the first two
 * alone. The root is active behind every byte: one state for each context stands for it.
 */
final class Folding {

    /** In the place of a node: a state that only reports, one byte late. The context is then the rule. */
    private static final int LATE = -1;

    /** The name of a state. */
    private record Name(int node, int context, ByteSet set) {}

    /** What follows a node in a context. */
    private static final class Row {
        private final int[] successors;
        private final int[] accepts;
        private final int[] ends;

        Row(int[] successors, int[] accepts, int[] ends) {
            this.successors = successors;
            this.accepts = accepts;
            this.ends = ends;
        }
    }

    private static final int[] NONE = {};

    private final GroupProgram program;
    private final ByteContexts contexts;
    private final Closure closure;
    private final Usefulness usefulness;
    private final StateGraph graph = new StateGraph();
    private final Map<Name, Integer> numbers = new HashMap<>();
    private final IntList nodeOf = new IntList(256);
    private final IntList contextOf = new IntList(256);
    private final Map<Long, Row> rows = new HashMap<>();
    private final byte[] looksBehind;
    private final long maxBytes;

    /** Thrown when the states take more than they may. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long bytes;

        TooLarge(long bytes) {
            super("states take " + bytes + " bytes", null, false, false);
            this.bytes = bytes;
        }

        long bytes() {
            return bytes;
        }
    }

    Folding(GroupProgram program, long maxBytes) {
        this.program = program;
        this.maxBytes = maxBytes;
        this.contexts = new ByteContexts(program);
        this.closure = new Closure(program);
        this.usefulness = new Usefulness(program);
        this.looksBehind = new byte[program.size()];
    }

    /** The states, number 0 the one before the first byte. */
    StateGraph fold() {
        int begin = state(program.root(), contexts.start(), ByteSet.EMPTY);
        for (int context = 0; context < Behind.CONTEXTS; context++) {
            if (!contexts.bytes(context).isEmpty()) {
                graph.enableAlways(state(program.root(), context, contexts.bytes(context)));
            }
        }
        int always = graph.size();
        for (int state = begin; state < graph.size(); state++) {
            Row row = nodeOf.get(state) == LATE
                    ? late(contextOf.get(state))
                    : row(nodeOf.get(state), contextOf.get(state));
            graph.fill(state, row.successors, row.accepts, row.ends);
            if (graph.bytes() > maxBytes) {
                throw new TooLarge(graph.bytes());
            }
        }
        graph.hoist(always);
        return graph;
    }

    private static Row late(int rule) {
        return new Row(NONE, new int[] {rule << 1 | 1}, NONE);
    }

    private int state(int node, int context, ByteSet set) {
        Name name = new Name(node, context, set);
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int state = graph.add(set);
        numbers.put(name, state);
        nodeOf.add(node);
        contextOf.add(context);
        return state;
    }

    private Row row(int node, int context) {
        long key = (long) node << 8 | context;
        Row known = rows.get(key);
        if (known == null) {
            known = work(node, context);
            rows.put(key, known);
        }
        return known;
    }

    private Row work(int node, int context) {
        Map<Integer, ByteSet> moves = new LinkedHashMap<>();
        Map<Integer, ByteSet> late = new LinkedHashMap<>();
        IntList accepts = new IntList(0);
        IntList ends = new IntList(0);
        IntList aheads = new IntList(0);
        closure.run(node, context);
        for (int i = 0; i < closure.leaves(); i++) {
            int leaf = closure.leaf(i);
            switch (program.operation(leaf)) {
                case GroupProgram.CONSUME -> moves.merge(program.next(leaf), program.set(leaf), ByteSet::union);
                case GroupProgram.ACCEPT -> accepts.add(program.argument(leaf) << 1);
                case GroupProgram.AHEAD -> aheads.add(leaf);
                default -> throw new IllegalStateException("node " + leaf + " is no leaf of a closure");
            }
        }
        for (int atom = 0; atom < ByteContexts.atoms(aheads.size() > 0); atom++) {
            lookAhead(aheads, context, atom, moves, late);
        }
        if (aheads.size() > 0) {
            lookAtEnd(aheads, context, ends);
        }
        return new Row(successors(moves, late), ascending(accepts), ascending(ends));
    }

    private void lookAhead(
            IntList aheads, int context, int atom, Map<Integer, ByteSet> moves, Map<Integer, ByteSet> late) {
        closure.runAhead(aheads, context, ByteContexts.representative(atom));
        ByteSet bytes = ByteContexts.atom(atom);
        for (int i = 0; i < closure.leaves(); i++) {
            int leaf = closure.leaf(i);
            if (program.operation(leaf) == GroupProgram.ACCEPT) {
                late.merge(program.argument(leaf), bytes, ByteSet::union);
            } else if (program.operation(leaf) == GroupProgram.CONSUME) {
                ByteSet taken = program.set(leaf).intersection(bytes);
                if (!taken.isEmpty()) {
                    moves.merge(program.next(leaf), taken, ByteSet::union);
                }
            }
        }
    }

    private void lookAtEnd(IntList aheads, int context, IntList ends) {
        closure.runAhead(aheads, context, Ahead.NO_BYTE);
        for (int i = 0; i < closure.leaves(); i++) {
            int leaf = closure.leaf(i);
            if (program.operation(leaf) == GroupProgram.ACCEPT) {
                ends.add(program.argument(leaf) << 1);
            } else if (program.operation(leaf) == GroupProgram.ACCEPT_BACK) {
                ends.add(program.argument(leaf) << 1 | 1);
            }
        }
    }

    private int[] successors(Map<Integer, ByteSet> moves, Map<Integer, ByteSet> late) {
        IntList successors = new IntList(4);
        moves.forEach((target, set) -> {
            if (looksBehind(target)) {
                for (int context = 0; context < Behind.CONTEXTS; context++) {
                    ByteSet part = set.intersection(contexts.bytes(context));
                    if (!part.isEmpty() && usefulness.isUseful(target, context)) {
                        successors.add(state(target, context, part));
                    }
                }
            } else if (isUsefulBehind(target, set)) {
                successors.add(state(target, Behind.PLAIN, set));
            }
        });
        late.forEach((rule, set) -> successors.add(state(LATE, rule, set)));
        return ascending(successors);
    }

    private boolean isUsefulBehind(int target, ByteSet set) {
        for (int context = 0; context < Behind.CONTEXTS; context++) {
            if (!set.intersection(contexts.bytes(context)).isEmpty() && usefulness.isUseful(target, context)) {
                return true;
            }
        }
        return false;
    }

    private boolean looksBehind(int node) {
        if (looksBehind[node] == 0) {
            looksBehind[node] = (byte) (closure.looksBehind(node) ? 1 : 2);
        }
        return looksBehind[node] == 1;
    }

    private static int[] ascending(IntList values) {
        return Arrays.stream(values.toArray()).sorted().distinct().toArray();
    }
}

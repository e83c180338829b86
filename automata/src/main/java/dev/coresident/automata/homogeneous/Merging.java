package dev.coresident.automata.homogeneous;

import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.IntSequences;
import dev.coresident.automata.nfa.ByteSet;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Merges states of a {@link StateGraph} that no input tells apart, until none is found. Three reasons, each exact by itself:
 *
 * <ul>
 *   <li>entered with the same bytes and followed by the same: active when either was;
 *   <li>entered with the same bytes from the same: always active together;
 *   <li>entered from the same and followed by the same: one state with both sets of bytes.
 * </ul>
 *
 * <p>A change makes the neighbours worth another look, so that chains merge from their ends. States in long lists are left as they are.
 * State 0 is never merged.
 */
final class Merging {

    /** States with more neighbours on one side are not compared: it would cost more than it saves. */
    private static final int LONGEST_LIST = 1_024;

    /** In a signature: the state itself. */
    private static final int SELF = -1;
    /** In a signature: a list ends. */
    private static final int BORDER = -2;

    private static final int REASONS = 3;

    private final StateGraph graph;
    private final int[] setOf;
    private final BitSet everyByte;
    private final int[][] successors;
    private final int[][] predecessors;
    private final int[][] accepts;
    private final int[][] ends;
    private final int[] mergedInto;

    private final IntSequences signatures = new IntSequences();
    private final IntList owners = new IntList(256);
    private final IntList signature = new IntList(64);
    private final int[] seen;
    private int stamp;

    private IntList waiting;
    private final BitSet isWaiting = new BitSet();

    Merging(StateGraph graph) {
        this.graph = graph;
        this.setOf = graph.setOf();
        this.everyByte = graph.everyByte();
        this.successors = graph.successors();
        this.accepts = graph.accepts();
        this.ends = graph.ends();
        this.predecessors = predecessors(successors);
        this.mergedInto = new int[setOf.length];
        this.seen = new int[setOf.length];
        this.waiting = new IntList(setOf.length);
        for (int state = 0; state < setOf.length; state++) {
            mergedInto[state] = state;
        }
    }

    static int[][] predecessors(int[][] successors) {
        int[] counts = new int[successors.length];
        for (int[] following : successors) {
            for (int next : following) {
                counts[next]++;
            }
        }
        int[][] predecessors = new int[successors.length][];
        for (int state = 0; state < counts.length; state++) {
            predecessors[state] = new int[counts[state]];
        }
        for (int state = successors.length - 1; state >= 0; state--) {
            for (int next : successors[state]) {
                predecessors[next][--counts[next]] = state;
            }
        }
        return predecessors;
    }

    void run() {
        for (int state = setOf.length - 1; state > 0; state--) {
            await(state);
        }
        while (waiting.size() > 0) {
            IntList round = waiting;
            waiting = new IntList(64);
            isWaiting.clear();
            for (int i = 0; i < round.size(); i++) {
                lookAt(round.get(i));
            }
        }
    }

    /** The state that a state is part of now. */
    int find(int state) {
        int at = state;
        while (mergedInto[at] != at) {
            mergedInto[at] = mergedInto[mergedInto[at]];
            at = mergedInto[at];
        }
        return at;
    }

    private void await(int state) {
        if (state != 0 && !isWaiting.get(state)) {
            isWaiting.set(state);
            waiting.add(state);
        }
    }

    private void lookAt(int state) {
        for (int reason = 0; reason < REASONS && mergedInto[state] == state; reason++) {
            if (!sign(state, reason)) {
                continue;
            }
            int number = signatures.intern(signature);
            if (number == owners.size()) {
                owners.add(state);
                continue;
            }
            int owner = find(owners.get(number));
            owners.set(number, state);
            // What the owner was when it signed may have changed since.
            if (owner != state && sign(owner, reason) && signatures.intern(signature) == number) {
                merge(owner, state);
                return;
            }
            while (owners.size() < signatures.size()) {
                owners.add(owner);
            }
        }
    }

    /** Writes what must be equal for a reason; false if it is too long to compare. */
    private boolean sign(int state, int reason) {
        successors[state] = current(successors[state]);
        predecessors[state] = current(predecessors[state]);
        boolean byFollowing = reason != 1;
        boolean byEntering = reason != 0;
        if ((byFollowing && successors[state].length > LONGEST_LIST)
                || (byEntering && predecessors[state].length > LONGEST_LIST)) {
            return false;
        }
        signature.clear();
        signature.add(reason);
        signature.add(reason == 2 ? BORDER : setOf[state]);
        if (byEntering) {
            signature.add(everyByte.get(state) ? 1 : 0);
            addAll(predecessors[state], reason == 1 ? state : BORDER);
        }
        if (byFollowing) {
            addAll(successors[state], reason == 0 ? state : BORDER);
            addAll(accepts[state], BORDER);
            addAll(ends[state], BORDER);
        }
        return true;
    }

    private void addAll(int[] values, int self) {
        for (int value : values) {
            signature.add(value == self ? SELF : value);
        }
        signature.add(BORDER);
    }

    /** A list with merged states replaced, ascending, each once; the same array if nothing changed. */
    private int[] current(int[] states) {
        boolean changed = false;
        for (int state : states) {
            changed |= mergedInto[state] != state;
        }
        if (!changed) {
            return states;
        }
        stamp++;
        int[] fresh = new int[states.length];
        int count = 0;
        for (int state : states) {
            int now = find(state);
            if (seen[now] != stamp) {
                seen[now] = stamp;
                fresh[count++] = now;
            }
        }
        fresh = Arrays.copyOf(fresh, count);
        Arrays.sort(fresh);
        return fresh;
    }

    private void merge(int kept, int gone) {
        mergedInto[gone] = kept;
        if (everyByte.get(gone)) {
            everyByte.set(kept);
        }
        setOf[kept] = setOf[kept] == setOf[gone]
                ? setOf[kept]
                : graph.setNumber(graph.set(setOf[kept]).union(graph.set(setOf[gone])));
        successors[kept] = union(successors[kept], successors[gone]);
        predecessors[kept] = union(predecessors[kept], predecessors[gone]);
        accepts[kept] = union(accepts[kept], accepts[gone]);
        ends[kept] = union(ends[kept], ends[gone]);
        await(kept);
        awaitAll(successors[kept]);
        awaitAll(predecessors[kept]);
    }

    private void awaitAll(int[] states) {
        for (int state : states) {
            await(find(state));
        }
    }

    private static int[] union(int[] left, int[] right) {
        if (Arrays.equals(left, right)) {
            return left;
        }
        int[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return Arrays.stream(both).sorted().distinct().toArray();
    }

    boolean isKept(int state) {
        return mergedInto[state] == state;
    }

    boolean isEveryByte(int state) {
        return everyByte.get(state);
    }

    int[] successors(int state) {
        return current(successors[state]);
    }

    int[] accepts(int state) {
        return accepts[state];
    }

    int[] ends(int state) {
        return ends[state];
    }

    ByteSet set(int state) {
        return graph.set(setOf[state]);
    }
}

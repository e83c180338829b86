package dev.coresident.automata.homogeneous;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.ByteSet;

/**
 * A nondeterministic automaton that reports all ends of all matches of a group of rules. Immutable; any thread.
 *
 * <p>State 0 is active before the first byte and never again. A byte activates every state whose set has it and which follows an
 * active state or is enabled {@linkplain #isEveryByte at every byte}; nothing else stays active. A report is {@code rule << 1 | delta}:
 * of a state that the byte at offset i activates, a match that ends at i + 1 - delta; of state 0, a match that ends at 0; of the end of
 * the input in an active state, a match that ends at n - delta. The same end may be reported with delta 0 and, one byte later, with
 * delta 1.
 */
public final class Homogeneous {

    private final ImmutableList<ByteSet> sets;
    private final int[] setOf;
    private final boolean[] everyByte;
    private final int[][] successors;
    private final int[][] accepts;
    private final int[][] ends;
    private final int rules;

    Homogeneous(
            ImmutableList<ByteSet> sets,
            int[] setOf,
            boolean[] everyByte,
            int[][] successors,
            int[][] accepts,
            int[][] ends,
            int rules) {
        this.sets = sets;
        this.setOf = setOf;
        this.everyByte = everyByte;
        this.successors = successors;
        this.accepts = accepts;
        this.ends = ends;
        this.rules = rules;
    }

    /** Number of states, at least 1. */
    public int states() {
        return setOf.length;
    }

    /** Number of rules. */
    public int rules() {
        return rules;
    }

    /** The different sets of bytes. */
    public ImmutableList<ByteSet> sets() {
        return sets;
    }

    /** The number of the set of a state; of state 0, an empty one. */
    public int setOf(int state) {
        return setOf[state];
    }

    /** Whether a state is enabled at every byte, whatever is active. */
    public boolean isEveryByte(int state) {
        return everyByte[state];
    }

    /** How many pairs of a state and one that follows it there are. */
    public long transitions() {
        long transitions = 0;
        for (int[] following : successors) {
            transitions += following.length;
        }
        return transitions;
    }

    /** How many states follow. */
    public int successorCount(int state) {
        return successors[state].length;
    }

    /** One of the states that follow, ascending. */
    public int successor(int state, int index) {
        return successors[state][index];
    }

    /** How many reports activating a state makes. */
    public int acceptCount(int state) {
        return accepts[state].length;
    }

    /** One of these reports, ascending. */
    public int accept(int state, int index) {
        return accepts[state][index];
    }

    /** How many reports the end of the input makes in an active state. */
    public int endCount(int state) {
        return ends[state].length;
    }

    /** One of these reports, ascending. */
    public int end(int state, int index) {
        return ends[state][index];
    }
}

package dev.coresident.automata.nfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.AssertionKind;

/**
 * A rule as a nondeterministic program: states 0 to {@link #size()}, each with an operation. Immutable; any thread. Arrays of
 * primitives, so that ten thousand small rules stay small.
 */
public final class Nfa {

    /** Takes one byte of {@link #set} and goes to {@link #next}. */
    public static final byte CONSUME = 0;

    /** Goes to {@link #next} and to {@link #other} without taking a byte. */
    public static final byte SPLIT = 1;

    /** Goes to {@link #next} where {@link #assertion} holds. */
    public static final byte ASSERT = 2;

    /** A match ends here. Exactly one state, the one with number 0. */
    public static final byte ACCEPT = 3;

    /** Goes nowhere. */
    public static final byte FAIL = 4;

    /** The argument of an {@link #ASSERT} is an index into this list. */
    static final ImmutableList<AssertionKind> KINDS = ImmutableList.copyOf(AssertionKind.values());

    private final byte[] operations;
    private final int[] next;
    private final int[] arguments;
    private final ImmutableList<ByteSet> sets;
    private final int start;

    Nfa(byte[] operations, int[] next, int[] arguments, ImmutableList<ByteSet> sets, int start) {
        this.operations = operations;
        this.next = next;
        this.arguments = arguments;
        this.sets = sets;
        this.start = start;
    }

    /** Number of states. */
    public int size() {
        return operations.length;
    }

    /** The state in which a match begins. */
    public int start() {
        return start;
    }

    /** One of {@link #CONSUME}, {@link #SPLIT}, {@link #ASSERT}, {@link #ACCEPT}, {@link #FAIL}. */
    public byte operation(int state) {
        return operations[state];
    }

    /** The state that follows, for all operations but the last two. */
    public int next(int state) {
        return next[state];
    }

    /** The second successor of a {@link #SPLIT}. */
    public int other(int state) {
        return arguments[state];
    }

    /** What a {@link #CONSUME} takes. */
    public ByteSet set(int state) {
        return sets.get(arguments[state]);
    }

    /** What an {@link #ASSERT} asks. */
    public AssertionKind assertion(int state) {
        return KINDS.get(arguments[state]);
    }
}

package dev.coresident.automata.group;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.ByteSet;

/**
 * The programs of a group of rules as one: common prefixes shared, every assertion split into a condition on what lies behind
 * and one on what lies ahead. Nodes are numbers; immutable once built.
 */
public final class GroupProgram {

    /** Takes a byte of set {@code argument}, goes to {@code next}. */
    public static final byte CONSUME = 0;
    /** Goes to {@code next} and to {@code argument}. */
    public static final byte SPLIT = 1;
    /** Goes to {@code next} where {@link Behind} condition {@code argument} holds. */
    public static final byte BEHIND = 2;
    /** Goes to {@code next} where {@link Ahead} condition {@code argument} holds. */
    public static final byte AHEAD = 3;
    /** A match of rule {@code argument} ends here. */
    public static final byte ACCEPT = 4;
    /** A match of rule {@code argument} ended before the newline that was just taken, as this is the end. */
    public static final byte ACCEPT_BACK = 5;
    /** Goes nowhere. */
    public static final byte FAIL = 6;

    private final byte[] operations;
    private final int[] next;
    private final int[] arguments;
    private final ImmutableList<ByteSet> sets;
    private final int root;
    private final int rules;
    private final int behindUsed;
    private final int aheadUsed;

    GroupProgram(GroupNodes nodes, int root, int rules) {
        this.operations = nodes.operations();
        this.next = nodes.next();
        this.arguments = nodes.arguments();
        this.sets = nodes.sets();
        this.root = root;
        this.rules = rules;
        int behind = 0;
        int ahead = 0;
        for (int node = 0; node < operations.length; node++) {
            behind |= operations[node] == BEHIND ? 1 << arguments[node] : 0;
            ahead |= operations[node] == AHEAD ? 1 << arguments[node] : 0;
        }
        this.behindUsed = behind;
        this.aheadUsed = ahead;
    }

    /** Number of nodes. */
    public int size() {
        return operations.length;
    }

    /** What a node does: one of the constants above. */
    public byte operation(int node) {
        return operations[node];
    }

    /** Where a node leads, if it leads anywhere. */
    public int next(int node) {
        return next[node];
    }

    /** The argument of a node's operation. */
    public int argument(int node) {
        return arguments[node];
    }

    /** The set of bytes that a {@link #CONSUME} takes. */
    public ByteSet set(int node) {
        return sets.get(arguments[node]);
    }

    /** All sets of bytes, by the numbers that are the arguments of {@link #CONSUME}. */
    public ImmutableList<ByteSet> sets() {
        return sets;
    }

    /** The node in which every rule begins, at every place. */
    public int root() {
        return root;
    }

    /** Number of rules. */
    public int rules() {
        return rules;
    }

    /** Or-ed bits {@code 1 << condition} of the {@link Behind} conditions that occur. */
    public int behindUsed() {
        return behindUsed;
    }

    /** Or-ed bits of the {@link Ahead} conditions that occur. */
    public int aheadUsed() {
        return aheadUsed;
    }
}

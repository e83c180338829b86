package dev.coresident.automata.dfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.ByteSet;

/**
 * The programs of a group of rules as one: common prefixes shared, every assertion split into a condition on what lies behind
 * and one on what lies ahead. Nodes are numbers; immutable once built.
 */
final class GroupProgram {

    /** Takes a byte of set {@code argument}, goes to {@code next}. */
    static final byte CONSUME = 0;
    /** Goes to {@code next} and to {@code argument}. */
    static final byte SPLIT = 1;
    /** Goes to {@code next} where {@link Behind} condition {@code argument} holds. */
    static final byte BEHIND = 2;
    /** Goes to {@code next} where {@link Ahead} condition {@code argument} holds. */
    static final byte AHEAD = 3;
    /** A match of rule {@code argument} ends here. */
    static final byte ACCEPT = 4;
    /** A match of rule {@code argument} ended before the newline that was just taken, as this is the end. */
    static final byte ACCEPT_BACK = 5;
    /** Goes nowhere. */
    static final byte FAIL = 6;

    final byte[] operations;
    final int[] next;
    final int[] arguments;
    final ImmutableList<ByteSet> sets;
    final int root;
    final int rules;

    /** Or-ed bits {@code 1 << condition} of the {@link Behind} conditions that occur. */
    final int behindUsed;

    /** Or-ed bits of the {@link Ahead} conditions that occur. */
    final int aheadUsed;

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

    int size() {
        return operations.length;
    }
}

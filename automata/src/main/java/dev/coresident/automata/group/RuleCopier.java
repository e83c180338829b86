package dev.coresident.automata.group;

import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.syntax.AssertionKind;
import java.util.Arrays;

/**
 * Copies a rule's states into the group. What follows a {@code $} that may stand before a final newline is copied a second time,
 * under the obligation that exactly one byte, a newline, is left: such a copy takes nothing else, and its match ends one byte back.
 */
final class RuleCopier {

    private final Nfa nfa;
    private final int rule;
    private final GroupNodes nodes;
    private final int[] plain;
    private final int[] obliged;
    private int[] pending = new int[16];
    private int pendingCount;

    RuleCopier(Nfa nfa, int rule, GroupNodes nodes) {
        this.nfa = nfa;
        this.rule = rule;
        this.nodes = nodes;
        this.plain = filled(nfa.size());
        this.obliged = filled(nfa.size());
    }

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, -1);
        return numbers;
    }

    /** The group's node for {@code state}, with all that it reaches. */
    int copy(int state) {
        int node = plainNode(state);
        while (pendingCount > 0) {
            int next = pending[--pendingCount];
            if (next >= 0) {
                fillPlain(next, plain[next]);
            } else {
                fillObliged(~next, obliged[~next]);
            }
        }
        return node;
    }

    private int plainNode(int state) {
        if (plain[state] < 0) {
            plain[state] = nodes.reserve();
            push(state);
        }
        return plain[state];
    }

    private int obligedNode(int state) {
        if (obliged[state] < 0) {
            obliged[state] = nodes.reserve();
            push(~state);
        }
        return obliged[state];
    }

    private void push(int entry) {
        pending = pendingCount == pending.length ? Arrays.copyOf(pending, 2 * pendingCount) : pending;
        pending[pendingCount++] = entry;
    }

    private void fillPlain(int state, int node) {
        switch (nfa.operation(state)) {
            case Nfa.CONSUME ->
                nodes.set(node, GroupProgram.CONSUME, plainNode(nfa.next(state)), nodes.setNumber(nfa.set(state)));
            case Nfa.SPLIT ->
                nodes.set(node, GroupProgram.SPLIT, plainNode(nfa.next(state)), plainNode(nfa.other(state)));
            case Nfa.ACCEPT -> nodes.set(node, GroupProgram.ACCEPT, 0, rule);
            case Nfa.ASSERT -> forward(node, lower(nfa.assertion(state), state));
            default -> nodes.set(node, GroupProgram.FAIL, 0, 0);
        }
    }

    private int lower(AssertionKind kind, int state) {
        int following = plainNode(nfa.next(state));
        if (kind != AssertionKind.END_TEXT_OR_FINAL_NEWLINE) {
            return Lowering.assertion(nodes, kind, following);
        }
        return nodes.add(
                GroupProgram.SPLIT,
                Lowering.assertion(nodes, AssertionKind.END_TEXT, following),
                obligedNode(nfa.next(state)));
    }

    private void fillObliged(int state, int node) {
        switch (nfa.operation(state)) {
            case Nfa.CONSUME -> {
                if (nfa.set(state).contains('\n')) {
                    takeFinalNewline(node, plainNode(nfa.next(state)));
                } else {
                    nodes.set(node, GroupProgram.FAIL, 0, 0);
                }
            }
            case Nfa.SPLIT ->
                nodes.set(node, GroupProgram.SPLIT, obligedNode(nfa.next(state)), obligedNode(nfa.other(state)));
            case Nfa.ACCEPT -> takeFinalNewline(node, nodes.add(GroupProgram.ACCEPT_BACK, 0, rule));
            case Nfa.ASSERT -> fillObligedAssertion(state, node);
            default -> nodes.set(node, GroupProgram.FAIL, 0, 0);
        }
    }

    private void fillObligedAssertion(int state, int node) {
        int following = obligedNode(nfa.next(state));
        AssertionKind kind = nfa.assertion(state);
        forward(
                node,
                kind == AssertionKind.END_TEXT_OR_FINAL_NEWLINE
                        ? following
                        : Lowering.assertion(nodes, kind, following));
    }

    private void takeFinalNewline(int node, int following) {
        int atEnd = Lowering.assertion(nodes, AssertionKind.END_TEXT, following);
        nodes.set(node, GroupProgram.CONSUME, atEnd, nodes.setNumber(GroupBuilder.NEWLINE));
    }

    /** Makes {@code node} lead where {@code target} leads. */
    private void forward(int node, int target) {
        nodes.set(node, GroupProgram.SPLIT, target, target);
    }
}

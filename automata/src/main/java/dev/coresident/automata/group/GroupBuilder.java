package dev.coresident.automata.group;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.syntax.AssertionKind;
import java.util.List;

/**
 * Joins the programs of rules. The straight beginning of each rule (bytes and simple assertions up to the first branch or loop)
 * goes into a trie, so that ten thousand literals start in a few nodes; the rest is copied.
 */
public final class GroupBuilder {

    /** The set of the newline alone. */
    public static final ByteSet NEWLINE = ByteSet.range('\n', '\n');

    private static final ImmutableList<AssertionKind> KINDS = ImmutableList.copyOf(AssertionKind.values());

    private final GroupNodes nodes = new GroupNodes();
    private final PrefixTrie trie = new PrefixTrie();

    private GroupBuilder() {}

    /** The program of {@code rules}; a rule's number is its index. */
    public static GroupProgram build(List<Nfa> rules) {
        GroupBuilder builder = new GroupBuilder();
        for (int rule = 0; rule < rules.size(); rule++) {
            builder.add(rules.get(rule), rule);
        }
        return new GroupProgram(builder.nodes, builder.join(), rules.size());
    }

    private void add(Nfa nfa, int rule) {
        byte[] entered = countEntries(nfa);
        int place = PrefixTrie.ROOT;
        int state = nfa.start();
        while (entered[state] < 2) {
            if (nfa.operation(state) == Nfa.CONSUME) {
                place = trie.child(place, nodes.setNumber(nfa.set(state)));
            } else if (nfa.operation(state) == Nfa.ASSERT
                    && nfa.assertion(state) != AssertionKind.END_TEXT_OR_FINAL_NEWLINE) {
                place = trie.child(place, ~KINDS.indexOf(nfa.assertion(state)));
            } else {
                break;
            }
            state = nfa.next(state);
        }
        trie.attach(place, new RuleCopier(nfa, rule, nodes).copy(state));
    }

    /** How many ways lead into each state, counted to 2. */
    private static byte[] countEntries(Nfa nfa) {
        byte[] entered = new byte[nfa.size()];
        enter(entered, nfa.start());
        for (int state = 0; state < nfa.size(); state++) {
            byte operation = nfa.operation(state);
            if (operation != Nfa.ACCEPT && operation != Nfa.FAIL) {
                enter(entered, nfa.next(state));
            }
            if (operation == Nfa.SPLIT) {
                enter(entered, nfa.other(state));
            }
        }
        return entered;
    }

    private static void enter(byte[] entered, int state) {
        entered[state] = (byte) Math.min(entered[state] + 1, 2);
    }

    /** Makes nodes of the trie, leaves first: a child always has a greater number than its parent. */
    private int join() {
        int[] entries = new int[trie.size()];
        for (int place = trie.size() - 1; place >= 0; place--) {
            int entry = -1;
            for (int at = trie.firstAttached(place); at >= 0; at = trie.nextAttached(at)) {
                entry = either(trie.attachedNode(at), entry);
            }
            for (int child = trie.firstChild(place); child >= 0; child = trie.nextSibling(child)) {
                int label = trie.label(child);
                int node = label >= 0
                        ? nodes.add(GroupProgram.CONSUME, entries[child], label)
                        : Lowering.assertion(nodes, KINDS.get(~label), entries[child]);
                entry = either(node, entry);
            }
            entries[place] = entry < 0 ? nodes.reserve() : entry;
        }
        return entries[PrefixTrie.ROOT];
    }

    private int either(int node, int other) {
        return other < 0 ? node : nodes.add(GroupProgram.SPLIT, node, other);
    }
}

package dev.coresident.automata.nfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.SymbolSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Thompson's construction, back to front: every part is built with the state that follows it already known, so alternatives
 * and optional parts share what follows. The size is computed before anything is built.
 */
public final class NfaBuilder {

    private final boolean utf8;
    private final Map<ByteSet, Integer> setNumbers = new LinkedHashMap<>();
    private final Map<SymbolSet, Utf8Fragment> fragments = new LinkedHashMap<>();
    private byte[] operations = new byte[16];
    private int[] next = new int[16];
    private int[] arguments = new int[16];
    private int size;

    private NfaBuilder(boolean utf8) {
        this.utf8 = utf8;
    }

    /**
     * Builds the program of a tree. Time and memory linear in the states.
     *
     * @param root from the parser
     * @param utf8 whether its symbols are code points
     * @param maxStates most states the program may have, at least 1
     */
    public static NfaOutcome build(Node root, boolean utf8, int maxStates) {
        NfaBuilder builder = new NfaBuilder(utf8);
        long wanted = plus(builder.cost(root), 1);
        if (wanted > maxStates) {
            return new NfaOutcome.TooLarge(maxStates, wanted);
        }
        int accept = builder.add(Nfa.ACCEPT, 0, 0);
        int start = builder.build(root, accept);
        return new NfaOutcome.Built(new Nfa(
                Arrays.copyOf(builder.operations, builder.size),
                Arrays.copyOf(builder.next, builder.size),
                Arrays.copyOf(builder.arguments, builder.size),
                ImmutableList.copyOf(builder.setNumbers.keySet()),
                start));
    }

    private long cost(Node node) {
        return switch (node) {
            case Node.Empty _ -> 0;
            case Node.Assertion _ -> 1;
            case Node.Symbols(SymbolSet set) ->
                utf8 && !set.isEmpty() ? fragment(set).cost() : 1;
            case Node.Concat(ImmutableList<Node> parts) -> costOfAll(parts);
            case Node.Alternate(ImmutableList<Node> branches) -> plus(costOfAll(branches), branches.size() - 1L);
            case Node.Repeat repeat -> {
                long body = isVoid(repeat) ? 0 : cost(repeat.body());
                long copies = times(body, Math.max(repeat.min(), repeat.max() == Node.Repeat.UNBOUNDED ? 1 : 0));
                long optional = repeat.max() == Node.Repeat.UNBOUNDED
                        ? 1
                        : times(plus(body, 1), repeat.max() - (long) repeat.min());
                yield isVoid(repeat) ? 0 : plus(copies, optional);
            }
        };
    }

    private long costOfAll(List<Node> nodes) {
        long sum = 0;
        for (Node node : nodes) {
            sum = plus(sum, cost(node));
        }
        return sum;
    }

    private static long plus(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    private static long times(long left, long right) {
        return left == 0 || right == 0 ? 0 : left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }

    /** Whether the part leaves no state behind: repeating it would cost time and nothing else. */
    private static boolean isVoid(Node node) {
        return switch (node) {
            case Node.Empty _ -> true;
            case Node.Assertion _, Node.Symbols _, Node.Alternate _ -> false;
            case Node.Concat(ImmutableList<Node> parts) -> parts.stream().allMatch(NfaBuilder::isVoid);
            case Node.Repeat repeat -> repeat.max() == 0 || isVoid(repeat.body());
        };
    }

    /** Builds {@code node} in front of the state {@code following}; returns the state to enter. */
    private int build(Node node, int following) {
        return switch (node) {
            case Node.Empty _ -> following;
            case Node.Assertion assertion -> add(Nfa.ASSERT, following, Nfa.KINDS.indexOf(assertion.kind()));
            case Node.Symbols(SymbolSet set) -> buildSymbols(set, following);
            case Node.Concat(ImmutableList<Node> parts) -> {
                int entry = following;
                for (Node part : parts.reverse()) {
                    entry = build(part, entry);
                }
                yield entry;
            }
            case Node.Alternate(ImmutableList<Node> branches) -> {
                int entry = build(branches.getLast(), following);
                for (Node branch : branches.reverse().subList(1, branches.size())) {
                    entry = add(Nfa.SPLIT, build(branch, following), entry);
                }
                yield entry;
            }
            case Node.Repeat repeat -> isVoid(repeat) ? following : buildRepeat(repeat, following);
        };
    }

    private int buildRepeat(Node.Repeat repeat, int following) {
        int entry = following;
        int copies = repeat.min();
        if (repeat.max() == Node.Repeat.UNBOUNDED) {
            int loop = add(Nfa.SPLIT, 0, following);
            int body = build(repeat.body(), loop);
            next[loop] = body;
            entry = copies == 0 ? loop : body;
            copies = Math.max(copies - 1, 0);
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                entry = add(Nfa.SPLIT, build(repeat.body(), entry), following);
            }
        }
        for (int i = 0; i < copies; i++) {
            entry = build(repeat.body(), entry);
        }
        return entry;
    }

    private int buildSymbols(SymbolSet set, int following) {
        if (set.isEmpty()) {
            return add(Nfa.FAIL, 0, 0);
        }
        if (utf8) {
            return fragment(set).build(this, following);
        }
        ByteSet bytes = ByteSet.EMPTY;
        for (int range = 0; range < set.rangeCount(); range++) {
            bytes = bytes.union(ByteSet.range(set.first(range), set.last(range)));
        }
        return consume(bytes, following);
    }

    private Utf8Fragment fragment(SymbolSet set) {
        return fragments.computeIfAbsent(set, Utf8Fragment::of);
    }

    int consume(ByteSet bytes, int following) {
        Integer fresh = setNumbers.size();
        Integer number = setNumbers.putIfAbsent(bytes, fresh);
        return add(Nfa.CONSUME, following, number == null ? fresh : number);
    }

    int split(int first, int second) {
        return add(Nfa.SPLIT, first, second);
    }

    private int add(byte operation, int following, int argument) {
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
        }
        operations[size] = operation;
        next[size] = following;
        arguments[size] = argument;
        return size++;
    }
}

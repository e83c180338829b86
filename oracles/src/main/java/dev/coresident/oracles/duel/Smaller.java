package dev.coresident.oracles.duel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The next smaller cases, large steps first. Every one weighs less, so that steps come to an end. */
public final class Smaller {
    private static final Tree LETTER = new Tree.Symbol('a');
    private static final Tree OTHER_LETTER = new Tree.Symbol('b');
    private static final int UNBOUNDED_WEIGHT = 3;

    private Smaller() {}

    /** What can be tried instead of a case: fewer inputs, fewer rules, smaller rules, smaller inputs. */
    public static Stream<DuelCase> than(DuelCase from) {
        List<DuelCase> all = new ArrayList<>();
        List<DuelRule> rules = from.rules();
        List<String> inputs = from.inputs();
        if (inputs.size() > 1) {
            inputs.forEach(input -> all.add(new DuelCase(rules, List.of(input))));
        }
        if (rules.size() > 1) {
            rules.forEach(rule -> all.add(new DuelCase(List.of(rule), inputs)));
            all.add(new DuelCase(rules.subList(0, rules.size() / 2), inputs));
            all.add(new DuelCase(rules.subList(rules.size() / 2, rules.size()), inputs));
            for (int i = 0; i < rules.size(); i++) {
                all.add(new DuelCase(without(rules, i), inputs));
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            for (String input : inputs(inputs.get(i))) {
                all.add(new DuelCase(rules, with(inputs, i, input)));
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            for (DuelRule rule : rules(rules.get(i))) {
                all.add(new DuelCase(with(rules, i, rule), inputs));
            }
        }
        for (int symbol : new Symbols(rules).found()) {
            if (symbol != 'a' && symbol != 'b') {
                all.add(Symbols.renamed(from, symbol, 'a'));
                all.add(Symbols.renamed(from, symbol, 'b'));
            }
        }
        long weight = from.weight();
        return all.stream().filter(one -> one.weight() < weight);
    }

    private static <T> List<T> without(List<T> list, int at) {
        List<T> copy = new ArrayList<>(list);
        copy.remove(at);
        return copy;
    }

    private static <T> List<T> with(List<T> list, int at, T one) {
        List<T> copy = new ArrayList<>(list);
        copy.set(at, one);
        return copy;
    }

    private static Set<String> inputs(String input) {
        TreeSet<String> all = new TreeSet<>((left, right) ->
                left.length() == right.length() ? left.compareTo(right) : left.length() - right.length());
        for (int length = input.length(); length > 0; length /= 2) {
            for (int from = 0; from + length <= input.length(); from += length) {
                all.add(input.substring(0, from) + input.substring(from + length));
            }
        }
        for (int i = 0; i < input.length(); i++) {
            all.add(input.substring(0, i) + 'a' + input.substring(i + 1));
            all.add(input.substring(0, i) + 'b' + input.substring(i + 1));
        }
        return all;
    }

    private static List<DuelRule> rules(DuelRule rule) {
        List<DuelRule> all = new ArrayList<>();
        trees(rule.tree()).forEach(tree -> all.add(new DuelRule(tree, rule.flags())));
        for (int i = 0; i < rule.flags().length(); i++) {
            all.add(new DuelRule(
                    rule.tree(), rule.flags().substring(0, i) + rule.flags().substring(i + 1)));
        }
        return all;
    }

    /** Smaller trees: nothing, one of the children, one child left out, one child smaller, fewer repetitions, a letter. */
    static List<Tree> trees(Tree tree) {
        List<Tree> all = new ArrayList<>();
        if (!(tree instanceof Tree.Nothing)) {
            all.add(new Tree.Nothing());
        }
        switch (tree) {
            case Tree.Nothing _ -> {}
            case Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _, Tree.Assertion _ -> {
                all.add(LETTER);
                all.add(OTHER_LETTER);
            }
            case Tree.Sequence sequence -> lists(sequence.parts(), true, all);
            case Tree.Choice choice -> lists(choice.branches(), false, all);
            case Tree.Repeat repeat -> repeats(repeat, all);
            case Tree.Group(String opening, Tree body) -> {
                all.add(body);
                if (!opening.isEmpty()) {
                    all.add(new Tree.Group("", body));
                }
                trees(body).forEach(one -> all.add(new Tree.Group(opening, one)));
            }
        }
        return all;
    }

    private static void lists(List<Tree> list, boolean sequence, List<Tree> all) {
        all.addAll(list);
        for (int i = 0; list.size() > 2 && i < list.size(); i++) {
            all.add(of(without(list, i), sequence));
        }
        for (int i = 0; i < list.size(); i++) {
            for (Tree one : trees(list.get(i))) {
                all.add(of(with(list, i, one), sequence));
            }
        }
    }

    private static Tree of(List<Tree> list, boolean sequence) {
        return sequence ? new Tree.Sequence(list) : new Tree.Choice(list);
    }

    private static void repeats(Tree.Repeat repeat, List<Tree> all) {
        Tree body = repeat.body();
        int min = repeat.min();
        int max = repeat.max();
        all.add(body);
        int[][] ranges = max == Tree.UNBOUNDED
                ? new int[][] {{0, max}, {1, max}, {min / 2, max}, {min - 1, max}, {min, min}, {min, min + 1}}
                : new int[][] {
                    {0, 1},
                    {0, max},
                    {min, min},
                    {min / 2, max / 2},
                    {min - 1, max - 1},
                    {min, max - 1},
                    {min - 1, max},
                    {max, max}
                };
        for (int[] range : ranges) {
            if (range[0] >= 0 && (range[1] == Tree.UNBOUNDED || range[1] >= range[0])) {
                all.add(new Tree.Repeat(body, range[0], range[1], repeat.lazy()));
            }
        }
        all.add(new Tree.Repeat(body, min, max, false));
        trees(body).forEach(one -> all.add(new Tree.Repeat(one, min, max, repeat.lazy())));
    }

    private static long weight(int symbol) {
        return symbol == 'a' ? 1 : symbol == 'b' ? 2 : 3;
    }

    static long weight(Tree tree) {
        return switch (tree) {
            case Tree.Nothing _ -> 0;
            case Tree.Symbol(int symbol) -> weight(symbol);
            case Tree.Assertion _ -> 4;
            case Tree.Dot _ -> 4;
            case Tree.SymbolClass of ->
                5 + of.symbols().stream().mapToLong(Smaller::weight).sum();
            case Tree.Sequence sequence ->
                1 + sequence.parts().stream().mapToLong(Smaller::weight).sum();
            case Tree.Choice choice ->
                1 + choice.branches().stream().mapToLong(Smaller::weight).sum();
            case Tree.Repeat repeat ->
                2
                        + repeat.min()
                        + (repeat.max() == Tree.UNBOUNDED ? UNBOUNDED_WEIGHT : repeat.max())
                        + (repeat.lazy() ? 1 : 0)
                        + weight(repeat.body());
            case Tree.Group group -> 1 + group.opening().length() + weight(group.body());
        };
    }
}

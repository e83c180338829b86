package dev.coresident.oracles.duel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The symbols that stand in trees, and other names for them, in trees and inputs alike. */
final class Symbols {
    private final TreeSet<Integer> found = new TreeSet<>();

    Symbols(List<DuelRule> rules) {
        rules.forEach(rule -> collect(rule.tree()));
    }

    private void collect(Tree tree) {
        switch (tree) {
            case Tree.Symbol(int symbol) -> found.add(symbol);
            case Tree.SymbolClass of -> found.addAll(of.symbols());
            case Tree.Nothing _, Tree.Dot _, Tree.Assertion _ -> {}
            case Tree.Sequence sequence -> sequence.parts().forEach(this::collect);
            case Tree.Choice choice -> choice.branches().forEach(this::collect);
            case Tree.Repeat repeat -> collect(repeat.body());
            case Tree.Group group -> collect(group.body());
        }
    }

    Set<Integer> found() {
        return found;
    }

    static DuelCase renamed(DuelCase from, int symbol, char name) {
        List<DuelRule> rules = from.rules().stream()
                .map(rule -> new DuelRule(renamed(rule.tree(), symbol, name), rule.flags()))
                .toList();
        boolean utf8 = from.rules().getFirst().utf8();
        byte[] bytes = Character.toString(symbol).getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        String spelled = DuelCase.input(bytes);
        return new DuelCase(
                rules,
                from.inputs().stream()
                        .map(input -> input.replace(spelled, String.valueOf(name)))
                        .toList());
    }

    private static Tree renamed(Tree tree, int symbol, char name) {
        return switch (tree) {
            case Tree.Symbol(int wanted) -> wanted == symbol ? new Tree.Symbol(name) : tree;
            case Tree.SymbolClass(Tree.ClassKind kind, List<Integer> symbols) ->
                new Tree.SymbolClass(kind, renamed(symbols, symbol, name));
            case Tree.Nothing _, Tree.Dot _, Tree.Assertion _ -> tree;
            case Tree.Sequence sequence ->
                new Tree.Sequence(sequence.parts().stream()
                        .map(part -> renamed(part, symbol, name))
                        .toList());
            case Tree.Choice choice ->
                new Tree.Choice(choice.branches().stream()
                        .map(branch -> renamed(branch, symbol, name))
                        .toList());
            case Tree.Repeat(Tree body, int min, int max, boolean lazy) ->
                new Tree.Repeat(renamed(body, symbol, name), min, max, lazy);
            case Tree.Group(String opening, Tree body) -> new Tree.Group(opening, renamed(body, symbol, name));
        };
    }

    /** Pairs of one symbol; a longer range would hold others. */
    private static List<Integer> renamed(List<Integer> pairs, int symbol, char name) {
        List<Integer> renamed = new ArrayList<>(pairs);
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i) == symbol && pairs.get(i + 1) == symbol) {
                renamed.set(i, (int) name);
                renamed.set(i + 1, (int) name);
            }
        }
        return renamed;
    }
}

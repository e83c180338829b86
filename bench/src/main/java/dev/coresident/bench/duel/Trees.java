package dev.coresident.bench.duel;

import dev.coresident.oracles.duel.Tree;
import java.util.function.Predicate;

/** Asks trees. */
final class Trees {
    private Trees() {}

    /** Whether a tree or one within it is such. */
    static boolean any(Tree tree, Predicate<Tree> such) {
        return such.test(tree)
                || switch (tree) {
                    case Tree.Nothing _, Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _, Tree.Assertion _ -> false;
                    case Tree.Sequence sequence -> sequence.parts().stream().anyMatch(part -> any(part, such));
                    case Tree.Choice choice -> choice.branches().stream().anyMatch(branch -> any(branch, such));
                    case Tree.Repeat repeat -> any(repeat.body(), such);
                    case Tree.Group group -> any(group.body(), such);
                };
    }
}

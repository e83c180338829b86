package dev.coresident.bench.duel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.coresident.oracles.duel.DuelRule;
import dev.coresident.oracles.duel.Span;
import dev.coresident.oracles.duel.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where RE2/J means what Coresident means. */
final class Re2Dialect {
    private Re2Dialect() {}

    /** Why not, or null if it does. */
    static @Nullable String unfit(DuelRule rule, String input) {
        if (rule.utf8()) {
            return "UTF-8, which there is of code points only";
        }
        if (Trees.any(rule.tree(), tree -> tree instanceof Tree.Assertion(Tree.Place place) && isOther(place))) {
            return "^ and $, which differ at a final newline";
        }
        boolean mixed = Trees.any(rule.tree(), Re2Dialect::changesCase);
        boolean folding = mixed || Trees.any(rule.tree(), Re2Dialect::holdsBothCases);
        if (folding && Trees.any(rule.tree(), tree -> tree instanceof Tree.Choice)) {
            return "branches with case and without, whose beginnings it joins";
        }
        boolean ascii =
                input.chars().allMatch(value -> value < 0x80) && !rule.own().contains("\\x");
        return (mixed || rule.has('i')) && !ascii ? "bytes without case, which it takes for letters with case" : null;
    }

    /** The longest matches that RE2/J finds. */
    static List<Span> spans(DuelRule rule, String input) {
        int flags = Pattern.LONGEST_MATCH
                | (rule.has('i') ? Pattern.CASE_INSENSITIVE : 0)
                | (rule.has('s') ? Pattern.DOTALL : 0);
        Matcher matcher = Pattern.compile(rule.own(), flags).matcher(input);
        List<Span> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(new Span(matcher.start(), matcher.end()));
        }
        return found;
    }

    private static boolean isOther(Tree.Place place) {
        return place == Tree.Place.CARET || place == Tree.Place.DOLLAR;
    }

    /** A class such as {@code [Aa]}, which it reads as a letter without case. */
    private static boolean holdsBothCases(Tree tree) {
        if (!(tree instanceof Tree.SymbolClass of)) {
            return false;
        }
        for (int letter = 'a'; letter <= 'z'; letter++) {
            if (holds(of, letter) && holds(of, letter - 'a' + 'A')) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Tree.SymbolClass of, int symbol) {
        for (int i = 0; i < of.symbols().size(); i += 2) {
            if (of.symbols().get(i) <= symbol && symbol <= of.symbols().get(i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesCase(Tree tree) {
        return tree instanceof Tree.Group(String opening, Tree _) && opening.contains("i");
    }
}

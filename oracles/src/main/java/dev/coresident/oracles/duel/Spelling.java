package dev.coresident.oracles.duel;

import java.util.stream.Collectors;

/** Writes a tree down. */
final class Spelling {
    private static final String SPECIAL = "\\^$.|?*+()[]{}-/";

    private final boolean java;
    private final boolean utf8;

    private Spelling(boolean java, boolean utf8) {
        this.java = java;
        this.utf8 = utf8;
    }

    /** In this project's dialect, which is PCRE's. */
    static String own(Tree tree, boolean utf8) {
        return new Spelling(false, utf8).write(tree, Modes.of(""));
    }

    /** For java.util.regex with {@code UNIX_LINES}, where {@code ^} must not fail at the beginning of an empty text. */
    static String java(Tree tree, String flags) {
        return new Spelling(true, flags.contains("8")).write(tree, Modes.of(flags));
    }

    private String write(Tree tree, Modes modes) {
        return switch (tree) {
            case Tree.Nothing _ -> "";
            case Tree.Symbol(int symbol) -> symbol(symbol);
            case Tree.Dot _ -> ".";
            case Tree.SymbolClass of -> set(of);
            case Tree.Assertion(Tree.Place place) -> assertion(place, modes);
            case Tree.Sequence sequence ->
                sequence.parts().stream().map(part -> part(part, modes)).collect(Collectors.joining());
            case Tree.Choice choice ->
                choice.branches().stream().map(branch -> write(branch, modes)).collect(Collectors.joining("|"));
            case Tree.Repeat repeat -> body(repeat.body(), modes) + times(repeat);
            case Tree.Group(String opening, Tree body) -> "(" + opening + write(body, modes.behind(opening)) + ")";
        };
    }

    private String part(Tree tree, Modes modes) {
        return tree instanceof Tree.Choice ? "(?:" + write(tree, modes) + ")" : write(tree, modes);
    }

    private String body(Tree tree, Modes modes) {
        boolean single = tree instanceof Tree.Symbol
                || tree instanceof Tree.Dot
                || tree instanceof Tree.SymbolClass
                || tree instanceof Tree.Assertion
                || tree instanceof Tree.Group;
        return single ? write(tree, modes) : "(?:" + write(tree, modes) + ")";
    }

    private static String times(Tree.Repeat repeat) {
        int min = repeat.min();
        int max = repeat.max();
        String times = max == Tree.UNBOUNDED && min <= 1
                ? (min == 0 ? "*" : "+")
                : min == 0 && max == 1
                        ? "?"
                        : "{" + min + (max == min ? "" : max == Tree.UNBOUNDED ? "," : "," + max) + "}";
        return times + (repeat.lazy() ? "?" : "");
    }

    private String assertion(Tree.Place place, Modes modes) {
        if (java && place == Tree.Place.CARET) {
            return "(?:\\A|^)";
        }
        return java && place == Tree.Place.DOLLAR && modes.dollarEndOnly() && !modes.multiLine() ? "\\z" : place.own;
    }

    private String set(Tree.SymbolClass of) {
        if (!of.kind().inBrackets()) {
            return java ? of.kind().java : of.kind().own;
        }
        StringBuilder text = new StringBuilder(of.kind().complement ? "[^" : "[");
        for (int i = 0; i < of.symbols().size(); i += 2) {
            int first = of.symbols().get(i);
            int last = of.symbols().get(i + 1);
            text.append(symbol(first)).append(first == last ? "" : "-" + symbol(last));
        }
        return text.append(']').toString();
    }

    private String symbol(int symbol) {
        if (symbol == '\n') {
            return "\\n";
        }
        if (symbol < ' ' || symbol == 0x7F || (symbol > 0x7F && !utf8)) {
            return String.format("\\x%02X", symbol);
        }
        return (SPECIAL.indexOf(symbol) >= 0 ? "\\" : "") + Character.toString(symbol);
    }
}

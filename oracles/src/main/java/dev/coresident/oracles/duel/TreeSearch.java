package dev.coresident.oracles.duel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a tree matches by sets of places, straight from the definitions; knows of no parser and no automaton. One thread. */
public final class TreeSearch {
    /** Bytes of a text at most: a place is a bit of a word. */
    public static final int LONGEST = 63;

    /** Folding classes of code points, by lower case of upper case; none of dotted and dotless i, which have no simple folding. */
    private static final Map<Integer, List<Integer>> FOLDED = folded();

    private final byte[] text;
    private final DuelRule rule;
    private final Modes modes;

    /** The symbol that begins at each byte, and its bytes, or 0 if none does. */
    private final int[] symbols;

    private final int[] lengths;

    /** A search of a text of at most {@link #LONGEST} bytes. */
    public TreeSearch(DuelRule rule, byte[] text) {
        if (text.length > LONGEST) {
            throw new IllegalArgumentException(text.length + " bytes: use at most " + LONGEST);
        }
        this.rule = rule;
        this.text = text.clone();
        this.modes = Modes.of(rule.flags());
        this.symbols = new int[text.length];
        this.lengths = new int[text.length];
        for (int place = 0; place < text.length; place++) {
            if (rule.utf8()) {
                decode(place);
            } else {
                symbols[place] = text[place] & 0xFF;
                lengths[place] = 1;
            }
        }
    }

    private void decode(int place) {
        for (int length = 1; length <= 4 && place + length <= text.length; length++) {
            byte[] bytes = Arrays.copyOfRange(text, place, place + length);
            String decoded = new String(bytes, StandardCharsets.UTF_8);
            if (decoded.codePointCount(0, decoded.length()) == 1
                    && Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes)) {
                symbols[place] = decoded.codePointAt(0);
                lengths[place] = length;
            }
        }
    }

    private static Map<Integer, List<Integer>> folded() {
        Map<Integer, List<Integer>> classes = new HashMap<>();
        for (int symbol = 0; symbol < 0x20000; symbol++) {
            if (symbol != 0x130 && symbol != 0x131) {
                classes.computeIfAbsent(fold(symbol), _ -> new ArrayList<>()).add(symbol);
            }
        }
        classes.values().removeIf(members -> members.size() == 1);
        return classes;
    }

    private static int fold(int symbol) {
        return Character.toLowerCase(Character.toUpperCase(symbol));
    }

    /** Every place where a match ends, ascending. */
    public List<Long> ends() {
        long all = 0;
        for (int start = 0; start <= text.length; start++) {
            all |= after(rule.tree(), 1L << start, modes);
        }
        List<Long> ends = new ArrayList<>();
        for (long left = all; left != 0; left &= left - 1) {
            ends.add((long) Long.numberOfTrailingZeros(left));
        }
        return ends;
    }

    /** Leftmost-longest matches that do not overlap; behind a match the search goes on at its end. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int position = 0;
        while (position <= text.length) {
            int longest = 63 - Long.numberOfLeadingZeros(after(rule.tree(), 1L << position, modes));
            if (longest >= 0) {
                spans.add(new Span(position, longest));
            }
            position = longest > position ? longest : position + 1;
        }
        return spans;
    }

    /** Places behind what the tree matches from places; bit n is place n. */
    private long after(Tree tree, long places, Modes now) {
        if (places == 0) {
            return 0;
        }
        return switch (tree) {
            case Tree.Nothing _ -> places;
            case Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _ -> taken(tree, places, now);
            case Tree.Assertion(Tree.Place where) -> {
                long kept = 0;
                for (long left = places; left != 0; left &= left - 1) {
                    kept |= holds(where, Long.numberOfTrailingZeros(left), now) ? left & -left : 0;
                }
                yield kept;
            }
            case Tree.Sequence sequence -> {
                long behind = places;
                for (Tree part : sequence.parts()) {
                    behind = after(part, behind, now);
                }
                yield behind;
            }
            case Tree.Choice choice -> {
                long all = 0;
                for (Tree branch : choice.branches()) {
                    all |= after(branch, places, now);
                }
                yield all;
            }
            case Tree.Repeat repeat -> repeated(repeat, places, now);
            case Tree.Group(String opening, Tree body) -> after(body, places, now.behind(opening));
        };
    }

    private long repeated(Tree.Repeat repeat, long places, Modes now) {
        long behind = places;
        for (int i = 0; i < repeat.min(); i++) {
            behind = after(repeat.body(), behind, now);
        }
        long all = behind;
        int more = repeat.max() == Tree.UNBOUNDED ? text.length + 1 : repeat.max() - repeat.min();
        for (int i = 0; i < more && behind != 0; i++) {
            behind = after(repeat.body(), behind, now);
            all |= behind;
        }
        return all;
    }

    private long taken(Tree tree, long places, Modes now) {
        long behind = 0;
        for (long left = places; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            if (place < text.length && lengths[place] > 0 && isTaken(tree, symbols[place], now)) {
                behind |= 1L << (place + lengths[place]);
            }
        }
        return behind;
    }

    private boolean isTaken(Tree tree, int symbol, Modes now) {
        if (tree instanceof Tree.Dot) {
            return now.dotAll() || symbol != '\n';
        }
        if (!now.caseless()) {
            return holds(tree, symbol) != isComplement(tree);
        }
        if (!rule.utf8()) {
            boolean letter = (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z');
            return (holds(tree, symbol) || (letter && holdsSpelled(tree, symbol ^ 0x20))) != isComplement(tree);
        }
        List<Integer> same = symbol == 0x130 || symbol == 0x131 ? null : FOLDED.get(fold(symbol));
        return (holds(tree, symbol) || (same != null && same.stream().anyMatch(one -> holdsSpelled(tree, one))))
                != isComplement(tree);
    }

    private static boolean isComplement(Tree tree) {
        return tree instanceof Tree.SymbolClass of && of.kind().complement;
    }

    private static boolean holds(Tree tree, int symbol) {
        return holdsSpelled(tree, symbol)
                || (tree instanceof Tree.SymbolClass of && of.kind().names(symbol));
    }

    /** Whether the symbol itself is written there, alone or in a range: that is what case folding applies to. */
    private static boolean holdsSpelled(Tree tree, int symbol) {
        if (tree instanceof Tree.Symbol(int wanted)) {
            return symbol == wanted;
        }
        if (tree instanceof Tree.SymbolClass of) {
            for (int i = 0; i < of.symbols().size(); i += 2) {
                if (of.symbols().get(i) <= symbol && symbol <= of.symbols().get(i + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holds(Tree.Place where, int place, Modes now) {
        boolean end = place == text.length;
        boolean newlineAhead = !end && text[place] == '\n';
        return switch (where) {
            case CARET -> place == 0 || (now.multiLine() && text[place - 1] == '\n' && !end);
            case DOLLAR ->
                end || (newlineAhead && (now.multiLine() || (!now.dollarEndOnly() && place == text.length - 1)));
            case BEGIN -> place == 0;
            case END -> end;
            case WORD_BORDER -> isWord(place - 1) != isWord(place);
            case NO_WORD_BORDER -> isWord(place - 1) == isWord(place);
        };
    }

    private boolean isWord(int place) {
        return place >= 0 && place < text.length && text[place] >= 0 && Tree.ClassKind.WORD.names(text[place]);
    }
}

package dev.coresident.oracles.duel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws trees and texts over an alphabet. */
final class PatternMaker {
    private static final Tree.Place[] PLACES = {
        Tree.Place.WORD_BORDER,
        Tree.Place.NO_WORD_BORDER,
        Tree.Place.BEGIN,
        Tree.Place.END,
        Tree.Place.CARET,
        Tree.Place.DOLLAR,
        Tree.Place.CARET
    };
    private static final Tree.ClassKind[] NAMED = {
        Tree.ClassKind.WORD, Tree.ClassKind.NO_SPACE, Tree.ClassKind.WORD, Tree.ClassKind.NO_SPACE,
        Tree.ClassKind.DIGIT, Tree.ClassKind.NO_DIGIT, Tree.ClassKind.SPACE, Tree.ClassKind.NO_WORD,
        Tree.ClassKind.ALPHA, Tree.ClassKind.NO_PUNCT
    };
    private static final String[] OPENINGS = {"", "?i:", "?s-i:", "?m:", "?:", "?:"};

    private final Random random;
    private final int[] alphabet;
    private final int assertions;

    /**
     * A maker.
     *
     * @param assertions of {@link #PLACES} from the first on, how many may be used
     */
    PatternMaker(Random random, String alphabet, int assertions) {
        this.random = random;
        this.alphabet = alphabet.codePoints().toArray();
        this.assertions = assertions;
    }

    /** Groups at most so deep. */
    Tree make(int depth) {
        Tree whole = sequence(depth);
        return random.nextInt(4) == 0 ? new Tree.Choice(List.of(whole, sequence(depth))) : whole;
    }

    private Tree sequence(int depth) {
        List<Tree> parts = new ArrayList<>();
        for (int i = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            parts.add(repeated(atom(depth)));
        }
        return of(parts);
    }

    private static Tree of(List<Tree> parts) {
        return switch (parts.size()) {
            case 0 -> new Tree.Nothing();
            case 1 -> parts.getFirst();
            default -> new Tree.Sequence(parts);
        };
    }

    private Tree repeated(Tree atom) {
        boolean lazy = random.nextInt(4) == 0;
        int min = random.nextInt(3);
        return switch (random.nextInt(14)) {
            case 0 -> new Tree.Repeat(atom, 0, Tree.UNBOUNDED, lazy);
            case 1 -> new Tree.Repeat(atom, 1, Tree.UNBOUNDED, lazy);
            case 2 -> new Tree.Repeat(atom, 0, 1, lazy);
            case 3 -> new Tree.Repeat(atom, min, 2 + random.nextInt(random.nextInt(4) == 0 ? 8 : 2), lazy);
            case 4 -> new Tree.Repeat(atom, min, min, false);
            case 5 -> new Tree.Repeat(atom, min, Tree.UNBOUNDED, lazy);
            default -> atom;
        };
    }

    private Tree atom(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return new Tree.Group(OPENINGS[random.nextInt(OPENINGS.length)], make(depth - 1));
        }
        if (assertions > 0 && random.nextInt(4) == 0) {
            int at = random.nextInt(assertions);
            Tree place = new Tree.Assertion(PLACES[at]);
            return at == PLACES.length - 1 ? new Tree.Group("?m:", place) : place;
        }
        return switch (random.nextInt(10)) {
            case 0 -> new Tree.Dot();
            case 1 -> letters(Tree.ClassKind.NONE_OF, 1);
            case 2 -> letters(Tree.ClassKind.ANY_OF, 2);
            case 3, 4 -> new Tree.SymbolClass(NAMED[random.nextInt(NAMED.length)], List.of());
            case 5 -> random.nextInt(3) == 0 ? range() : new Tree.Symbol(letter());
            default -> new Tree.Symbol(letter());
        };
    }

    private Tree letters(Tree.ClassKind kind, int most) {
        List<Integer> symbols = new ArrayList<>();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            symbols.addAll(Collections.nCopies(2, letter()));
        }
        return new Tree.SymbolClass(kind, symbols);
    }

    private Tree range() {
        return new Tree.SymbolClass(
                random.nextBoolean() ? Tree.ClassKind.ANY_OF : Tree.ClassKind.NONE_OF,
                List.of((int) 'a', 'a' + random.nextInt(26)));
    }

    /** A text, sometimes with a place of two letters or an optional one. */
    Tree text(int length) {
        List<Tree> parts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Tree symbol = new Tree.Symbol(letter());
            parts.add(
                    switch (random.nextInt(24)) {
                        case 0 -> letters(Tree.ClassKind.ANY_OF, 2);
                        case 1 -> new Tree.Repeat(symbol, random.nextInt(2), 2, false);
                        case 2 -> new Tree.Group("?i:", symbol);
                        default -> symbol;
                    });
        }
        return new Tree.Sequence(parts);
    }

    /** A beginning, a wide loop, an ending. */
    Tree loop() {
        Tree wide = random.nextBoolean() ? new Tree.Dot() : letters(Tree.ClassKind.NONE_OF, 2);
        int min = random.nextInt(5);
        Tree many = new Tree.Repeat(wide, min, random.nextBoolean() ? Tree.UNBOUNDED : min + random.nextInt(4), false);
        return new Tree.Sequence(List.of(new Tree.Symbol(letter()), many, repeated(new Tree.Symbol(letter()))));
    }

    private int letter() {
        return alphabet[random.nextInt(alphabet.length)];
    }

    /** Symbols of the alphabet. */
    String input(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.appendCodePoint(letter());
        }
        return text.toString();
    }

    /** Appends something that looks like a match, as long as it is shorter than {@code longest}. */
    void sample(Tree tree, StringBuilder text, int longest) {
        if (text.length() >= longest) {
            return;
        }
        switch (tree) {
            case Tree.Nothing _, Tree.Assertion _ -> {}
            case Tree.Symbol(int symbol) -> text.appendCodePoint(symbol);
            case Tree.Dot _ -> text.appendCodePoint(letter());
            case Tree.SymbolClass of ->
                text.appendCodePoint(
                        of.symbols().isEmpty() || of.kind().complement
                                ? letter()
                                : of.symbols().getFirst());
            case Tree.Sequence sequence -> sequence.parts().forEach(part -> sample(part, text, longest));
            case Tree.Choice choice ->
                sample(choice.branches().get(random.nextInt(choice.branches().size())), text, longest);
            case Tree.Repeat repeat -> {
                int more = repeat.max() == Tree.UNBOUNDED ? 2 : repeat.max() - repeat.min();
                for (int i = repeat.min() + random.nextInt(more + 1); i > 0; i--) {
                    sample(repeat.body(), text, longest);
                }
            }
            case Tree.Group group -> sample(group.body(), text, longest);
        }
    }
}

package dev.coresident.oracles.duel;

import java.util.List;

/** A pattern as it was thought of, before any spelling: what duels draw at random and make smaller. Immutable. */
public sealed interface Tree {
    /** The greatest number of a repeat without one. */
    int UNBOUNDED = -1;

    /** Matches the empty string, spelled as nothing. */
    record Nothing() implements Tree {}

    /**
     * One symbol.
     *
     * @param symbol a byte, or in UTF-8 mode a code point
     */
    record Symbol(int symbol) implements Tree {}

    /** A dot: any symbol, without flag {@code s} but a newline. */
    record Dot() implements Tree {}

    /**
     * A class.
     *
     * @param kind how it is spelled, and what it holds
     * @param symbols in brackets: pairs of first and last symbol; else empty
     */
    record SymbolClass(ClassKind kind, List<Integer> symbols) implements Tree {
        /** Copies the pairs. */
        public SymbolClass {
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * Matches the empty string at some places.
     *
     * @param place which
     */
    record Assertion(Place place) implements Tree {}

    /**
     * One part after the other.
     *
     * @param parts two or more
     */
    record Sequence(List<Tree> parts) implements Tree {
        /** Copies the parts. */
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Any of the branches.
     *
     * @param branches two or more
     */
    record Choice(List<Tree> branches) implements Tree {
        /** Copies the branches. */
        public Choice {
            branches = List.copyOf(branches);
        }
    }

    /**
     * The body {@code min} to {@code max} times.
     *
     * @param body what repeats
     * @param min at least
     * @param max at most, or {@link #UNBOUNDED}
     * @param lazy spelled with a question mark behind, which changes no language
     */
    record Repeat(Tree body, int min, int max, boolean lazy) implements Tree {}

    /**
     * A group.
     *
     * @param opening what stands between {@code (} and the body
     * @param body what is in it
     */
    record Group(String opening, Tree body) implements Tree {}

    /** What a class holds. ASCII but for the complements, which hold all other symbols. */
    enum ClassKind {
        /** {@code [...]}. */
        ANY_OF("", "", false),
        /** {@code [^...]}. */
        NONE_OF("", "", true),
        /** {@code \d}. */
        DIGIT("\\d", "\\d", false),
        /** {@code \D}. */
        NO_DIGIT("\\D", "\\D", true),
        /** {@code \s}: tab, newline, VT, FF, CR and space. */
        SPACE("\\s", "\\s", false),
        /** {@code \S}. */
        NO_SPACE("\\S", "\\S", true),
        /** {@code \w}. */
        WORD("\\w", "\\w", false),
        /** {@code \W}. */
        NO_WORD("\\W", "\\W", true),
        /** {@code [[:alpha:]]}. */
        ALPHA("[[:alpha:]]", "\\p{Alpha}", false),
        /** {@code [^[:punct:]]}. */
        NO_PUNCT("[^[:punct:]]", "\\P{Punct}", true);

        final String own;
        final String java;
        final boolean complement;

        ClassKind(String own, String java, boolean complement) {
            this.own = own;
            this.java = java;
            this.complement = complement;
        }

        boolean inBrackets() {
            return this == ANY_OF || this == NONE_OF;
        }

        /** Whether the ASCII set of the name, not its complement, holds the symbol. */
        boolean names(int symbol) {
            return switch (this) {
                case ANY_OF, NONE_OF -> false;
                case DIGIT, NO_DIGIT -> symbol >= '0' && symbol <= '9';
                case SPACE, NO_SPACE -> symbol == ' ' || (symbol >= '\t' && symbol <= '\r');
                case WORD, NO_WORD -> symbol == '_' || (symbol < 0x80 && Character.isLetterOrDigit(symbol));
                case ALPHA -> symbol < 0x80 && Character.isLetter(symbol);
                case NO_PUNCT -> symbol > ' ' && symbol < 0x7F && !Character.isLetterOrDigit(symbol);
            };
        }
    }

    /** Where an assertion holds. */
    enum Place {
        /** {@code ^}: the beginning, with flag {@code m} of a line. */
        CARET("^"),
        /** {@code $}: the end or before a final newline, with flag {@code m} of a line, with flag {@code D} the end. */
        DOLLAR("$"),
        /** {@code \A}. */
        BEGIN("\\A"),
        /** {@code \z}. */
        END("\\z"),
        /** {@code \b}. */
        WORD_BORDER("\\b"),
        /** {@code \B}. */
        NO_WORD_BORDER("\\B");

        final String own;

        Place(String own) {
            this.own = own;
        }
    }
}

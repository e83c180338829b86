package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableList;

/**
 * A pattern as a tree. Flags are already applied: case folding is in the sets, the meaning of {@code .}, {@code ^} and {@code $}
 * is chosen, lazy quantifiers have become plain ones (the language is the same). Immutable; no deeper than the nesting limit
 * allows, so recursion over it is safe.
 */
public sealed interface Node {

    /** Matches the empty string. */
    record Empty() implements Node {}

    /**
     * Matches one symbol of a set: a byte, or in UTF-8 mode the encoding of one code point. An empty set matches nothing.
     *
     * @param set the symbols
     */
    record Symbols(SymbolSet set) implements Node {}

    /**
     * One part after the other.
     *
     * @param parts two or more
     */
    record Concat(ImmutableList<Node> parts) implements Node {}

    /**
     * Any of the branches.
     *
     * @param branches two or more
     */
    record Alternate(ImmutableList<Node> branches) implements Node {}

    /**
     * The body {@code min} to {@code max} times.
     *
     * @param body what repeats
     * @param min at least, from 0
     * @param max at most, or {@link #UNBOUNDED}
     */
    record Repeat(Node body, int min, int max) implements Node {

        /** The {@code max} of {@code *}, {@code +} and {@code {n,}}. */
        public static final int UNBOUNDED = -1;

        /** Refuses a range that runs backwards. */
        public Repeat {
            if (min < 0 || (max != UNBOUNDED && max < min)) {
                throw new IllegalArgumentException("a body cannot repeat " + min + " to " + max + " times");
            }
        }
    }

    /**
     * Matches the empty string where a condition holds.
     *
     * @param kind the condition
     */
    record Assertion(AssertionKind kind) implements Node {}
}

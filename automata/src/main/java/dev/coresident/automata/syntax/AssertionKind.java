package dev.coresident.automata.syntax;

/** Conditions on a place between two bytes. Words and newlines are ASCII in both modes, places are byte offsets. */
public enum AssertionKind {
    /** {@code \A}, and {@code ^} without {@code m}: offset 0. */
    BEGIN_TEXT,
    /** {@code \z}: the end of the input. */
    END_TEXT,
    /** {@code \Z}, and {@code $} without {@code m}: the end of the input, or before a newline that is its last byte. */
    END_TEXT_OR_FINAL_NEWLINE,
    /**
     * {@code ^} with {@code m}: offset 0, or after a newline that is not the input's last byte (as PCRE and Java have it; RE2
     * also accepts the place after a final newline).
     */
    BEGIN_LINE,
    /** {@code $} with {@code m}: the end of the input, or before a newline. */
    END_LINE,
    /** {@code \b}: exactly one neighbour is one of {@code [0-9A-Za-z_]}. */
    WORD_BOUNDARY,
    /** {@code \B}: both neighbours are, or none is. */
    NOT_WORD_BOUNDARY
}

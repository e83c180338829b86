package dev.coresident.automata.syntax;

/** What came of reading a pattern. */
public sealed interface ParseOutcome {

    /**
     * The pattern is in the dialect and within the limits.
     *
     * @param root its tree
     */
    record Parsed(Node root) implements ParseOutcome {}

    /**
     * It is not.
     *
     * @param error where and why
     */
    record Refused(PatternError error) implements ParseOutcome {}
}

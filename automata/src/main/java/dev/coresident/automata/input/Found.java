package dev.coresident.automata.input;

/** The next thing that an {@link InputSource} came upon. */
public sealed interface Found {
    /**
     * A file to scan.
     *
     * @param input which
     */
    record File(Input input) implements Found {}

    /**
     * Something that could not be read.
     *
     * @param problem what and why
     */
    record Unreadable(Problem problem) implements Found {}
}

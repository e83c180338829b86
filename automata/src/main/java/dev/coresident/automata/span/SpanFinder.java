package dev.coresident.automata.span;

/**
 * Turns the ends of one rule's matches in one input into its leftmost-longest, non-overlapping spans, enumerated as
 * {@link java.util.regex.Matcher#find()} does: after a match the search goes on at its end, where an empty match counts once; after
 * an empty match it goes on one byte further (also in UTF-8 rules: places are byte offsets).
 *
 * <p>One thread. Feed every end of the rule once, ascending, with {@link #accept}; spans go to the sink at once. A finder holds no
 * more than a few words per state of the rule.
 */
public sealed interface SpanFinder permits FixedLengthFinder, SearchingFinder {

    /**
     * A match of the rule ends at {@code end}; greater than all ends before. May read the input on both sides of {@code end}.
     *
     * <p>Cost: constant for rules whose matches all have one length. For others the bytes from the earliest place where a match
     * that is still open at {@code end} could have begun, to where the longest match is decided, times the rule's live states.
     */
    void accept(long end);

    /**
     * A bound for what is to come, when all ends up to {@code scannedTo} were accepted: no later span starts before the returned
     * offset, which never falls from call to call. For rules of unbounded length this may read backwards from {@code scannedTo}, each byte
     * at most once over all calls.
     */
    long settledBefore(long scannedTo);

    /** How many spans were found. */
    long count();
}

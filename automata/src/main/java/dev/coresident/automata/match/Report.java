package dev.coresident.automata.match;

/** What a scan says of a match. */
public enum Report {
    /**
     * Every offset at which some match of a rule ends, each once. In a file the order is: end, tenant, rule. A rule that matches the
     * empty text ends at every offset.
     */
    ENDS,
    /**
     * Leftmost-longest matches that do not overlap, per rule, as {@link java.util.regex.Matcher#find()} goes through a text. In a
     * file the order is: start, end, tenant, rule.
     */
    SPANS
}

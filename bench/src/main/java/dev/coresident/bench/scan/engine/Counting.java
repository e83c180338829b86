package dev.coresident.bench.scan.engine;

/** What an engine reports, and so how hard its problem is. */
public enum Counting {
    /** Every offset at which some match of a rule ends, for every rule. */
    ENDS("all ends of each rule"),
    /** Matches that do not overlap, for every rule, as {@link java.util.regex.Matcher#find()} goes through a text. */
    SPANS("spans of each rule"),
    /** Offsets at which any rule ends, without saying which: easier. */
    POSITIONS("end offsets, no rule");

    private final String words;

    Counting(String words) {
        this.words = words;
    }

    /** For tables. */
    public String words() {
        return words;
    }
}

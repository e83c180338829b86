package dev.coresident.bench.scan.engine;

/** What the patterns of a workload are, and so who can take part. */
public enum Patterns {
    /** Words without operators. */
    WORDS,
    /** A few regexes, spelled as every engine spells them. */
    REGEXES,
    /** Thousands of regexes, in the dialect that Hyperscan and Coresident share: for engines that take a set in one pass. */
    SETS
}

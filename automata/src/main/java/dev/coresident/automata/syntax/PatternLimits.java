package dev.coresident.automata.syntax;

/**
 * The bounds of one pattern. Every refusal for size names one of these and its value.
 *
 * @param maxPatternBytes longest pattern, in bytes
 * @param maxNesting deepest nesting of groups and stacked quantifiers; bounds the stack of everything that walks a tree
 * @param maxNodes most nodes of one tree
 * @param maxRepeat greatest number within braces
 */
public record PatternLimits(int maxPatternBytes, int maxNesting, int maxNodes, int maxRepeat) {

    /** 64 KiB, 200 levels, 100,000 nodes, repeats to 1,000. */
    public static final PatternLimits DEFAULT = new PatternLimits(65_536, 200, 100_000, 1_000);

    /** Refuses bounds below 1, and a nesting beyond 1,000, which could exhaust a thread's stack. */
    public PatternLimits {
        if (maxPatternBytes < 1 || maxNesting < 1 || maxNodes < 1 || maxRepeat < 1) {
            throw new IllegalArgumentException("pattern limits must be at least 1: bytes " + maxPatternBytes
                    + ", nesting " + maxNesting + ", nodes " + maxNodes + ", repeat " + maxRepeat);
        }
        if (maxNesting > 1_000) {
            throw new IllegalArgumentException(
                    "nesting limit " + maxNesting + " is above 1000: deeper trees overflow stacks");
        }
    }
}

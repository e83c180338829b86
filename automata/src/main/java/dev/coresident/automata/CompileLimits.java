package dev.coresident.automata;

import dev.coresident.automata.syntax.PatternLimits;

/**
 * The bounds of compiling one rule set; every refusal for size names one of these.
 *
 * @param pattern the bounds of one pattern
 * @param maxNfaStates most states of one rule's nondeterministic program, repeats written out
 * @param maxDfaStates most states of one group's deterministic automaton while it is built; a rule that needs more gets a
 *     nondeterministic one
 * @param maxGroupBytes most bytes of one group's transition table; rules that need more are spread over groups, a rule that needs
 *     more alone gets a nondeterministic automaton
 * @param maxWorkBytes most bytes that building one group may use for the names of its states, or for the states and transitions of a
 *     nondeterministic automaton before equal ones are merged
 * @param maxGrowth a group of several rules is split when its automaton has more than this many states per state of the rules'
 *     programs: sets that multiply each other's states are cheaper as several groups
 * @param maxTotalBytes most bytes of all images
 * @param maxDfaGroups most deterministic automata of a set; one that would need more gets a nondeterministic automaton. May be 0
 */
public record CompileLimits(
        PatternLimits pattern,
        int maxNfaStates,
        int maxDfaStates,
        long maxGroupBytes,
        long maxWorkBytes,
        int maxGrowth,
        long maxTotalBytes,
        int maxDfaGroups) {

    /** 20,000 program states a rule; at most 4 groups of at most 200,000 states, 16 MiB of table, 64 MiB of work; 1 GiB in all. */
    public static final CompileLimits DEFAULT =
            new CompileLimits(PatternLimits.DEFAULT, 20_000, 200_000, 16L << 20, 64L << 20, 16, 1L << 30, 4);

    /** Refuses bounds below 1 and tables above what an image can hold. */
    public CompileLimits {
        if (maxNfaStates < 1
                || maxDfaStates < 1
                || maxGroupBytes < 1
                || maxWorkBytes < 1
                || maxGrowth < 1
                || maxTotalBytes < 1
                || maxDfaGroups < 0) {
            throw new IllegalArgumentException(
                    "compile limits must be at least 1: NFA states " + maxNfaStates + ", DFA states "
                            + maxDfaStates + ", group bytes " + maxGroupBytes + ", work bytes " + maxWorkBytes
                            + ", growth " + maxGrowth
                            + ", total bytes " + maxTotalBytes + ", and DFA groups at least 0: " + maxDfaGroups);
        }
        if (maxGroupBytes > 1L << 30) {
            throw new IllegalArgumentException("maxGroupBytes " + maxGroupBytes
                    + " is above 2^30, what an image can hold: use less and more groups");
        }
    }

    /** The same with another bound for a group's table. */
    public CompileLimits withMaxGroupBytes(long bytes) {
        return new CompileLimits(
                pattern, maxNfaStates, maxDfaStates, bytes, maxWorkBytes, maxGrowth, maxTotalBytes, maxDfaGroups);
    }

    /** The same with another bound for all images. */
    public CompileLimits withMaxTotalBytes(long bytes) {
        return new CompileLimits(
                pattern, maxNfaStates, maxDfaStates, maxGroupBytes, maxWorkBytes, maxGrowth, bytes, maxDfaGroups);
    }

    /** The same with another bound for one rule's program. */
    public CompileLimits withMaxNfaStates(int states) {
        return new CompileLimits(
                pattern, states, maxDfaStates, maxGroupBytes, maxWorkBytes, maxGrowth, maxTotalBytes, maxDfaGroups);
    }

    /** The same with another bound for a group's states. */
    public CompileLimits withMaxDfaStates(int states) {
        return new CompileLimits(
                pattern, maxNfaStates, states, maxGroupBytes, maxWorkBytes, maxGrowth, maxTotalBytes, maxDfaGroups);
    }

    /** The same with another bound for the deterministic automata of a set. */
    public CompileLimits withMaxDfaGroups(int groups) {
        return new CompileLimits(
                pattern, maxNfaStates, maxDfaStates, maxGroupBytes, maxWorkBytes, maxGrowth, maxTotalBytes, groups);
    }
}

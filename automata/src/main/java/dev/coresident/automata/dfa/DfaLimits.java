package dev.coresident.automata.dfa;

/**
 * The bounds of one deterministic automaton. They hold while it is built, before states are merged.
 *
 * @param maxStates most states
 * @param maxTableBytes most bytes of the transition table, rows padded to a power of two
 * @param maxWorkBytes most bytes for the sets that name the states while it is built; bounds the time too
 */
public record DfaLimits(int maxStates, long maxTableBytes, long maxWorkBytes) {

    /** Refuses bounds below 1, and tables whose word offsets would not fit an int. */
    public DfaLimits {
        if (maxStates < 1 || maxTableBytes < 1 || maxWorkBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1: states " + maxStates + ", table bytes "
                    + maxTableBytes + ", work bytes " + maxWorkBytes);
        }
        if (maxTableBytes > 1L << 30) {
            throw new IllegalArgumentException("maxTableBytes " + maxTableBytes
                    + " is above 2^30, what an image can hold: use less and more groups");
        }
    }

    /** The same with at most {@code states} states. */
    public DfaLimits withStates(long states) {
        return new DfaLimits((int) Math.min(states, maxStates), maxTableBytes, maxWorkBytes);
    }
}

package dev.coresident.automata.homogeneous;

/** What came of folding a group of rules. */
public sealed interface HomogeneousOutcome {

    /**
     * It fits.
     *
     * @param automaton the reduced automaton
     * @param statesBuilt states before they were merged
     */
    record Built(Homogeneous automaton, int statesBuilt) implements HomogeneousOutcome {}

    /**
     * The limit of bytes was passed; the work was given up.
     *
     * @param limitBytes the limit
     * @param reachedBytes what was reached when it was given up: a lower bound of what it would take before states are merged
     */
    record TooLarge(long limitBytes, long reachedBytes) implements HomogeneousOutcome {}
}

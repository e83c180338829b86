package dev.coresident.automata.dfa;

/** What came of determinising a group of rules. */
public sealed interface DfaOutcome {

    /**
     * It fits.
     *
     * @param dfa the minimal automaton
     * @param statesBuilt states before minimisation
     */
    record Built(Dfa dfa, int statesBuilt) implements DfaOutcome {}

    /**
     * A limit was passed; the work was given up.
     *
     * @param limit the limit's name, as {@link DfaLimits} spells it
     * @param limitValue its value
     * @param reached what was reached when it was given up: a lower bound of what it would take
     */
    record TooLarge(String limit, long limitValue, long reached) implements DfaOutcome {}
}

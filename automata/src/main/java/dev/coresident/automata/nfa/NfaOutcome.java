package dev.coresident.automata.nfa;

/** What came of building a rule's program. */
public sealed interface NfaOutcome {

    /**
     * It fits.
     *
     * @param nfa the program
     */
    record Built(Nfa nfa) implements NfaOutcome {}

    /**
     * The rule, its repeats written out, has more states than the limit allows; nothing was built.
     *
     * @param limit the limit
     * @param wanted the states it would take
     */
    record TooLarge(int limit, long wanted) implements NfaOutcome {}
}

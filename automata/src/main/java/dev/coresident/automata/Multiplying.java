package dev.coresident.automata;

import dev.coresident.automata.nfa.Nfa;

/**
 * Guesses whether a rule multiplies the states of the rules it shares an automaton with: if it goes on waiting, over almost any
 * byte, for something after it has seen its beginning. A wrong guess costs time and space, nothing else.
 */
final class Multiplying {

    /** A set of this many bytes lets other rules' matches go on inside it. */
    private static final int WIDE = 96;

    /** So many wide states in a rule count as a loop. */
    private static final int MANY = 4;

    private Multiplying() {}

    static boolean test(Nfa nfa) {
        int wide = 0;
        for (int state = 0; state < nfa.size(); state++) {
            if (nfa.operation(state) == Nfa.CONSUME && nfa.set(state).size() >= WIDE) {
                wide++;
                int next = nfa.next(state);
                boolean loops =
                        nfa.operation(next) == Nfa.SPLIT && (nfa.next(next) == state || nfa.other(next) == state);
                if (loops || wide >= MANY) {
                    return true;
                }
            }
        }
        return false;
    }
}

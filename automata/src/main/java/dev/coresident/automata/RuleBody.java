package dev.coresident.automata;

import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.Node;

/** What a rule matches: a pattern that becomes a program, or a program from elsewhere. Immutable; any thread. */
public sealed interface RuleBody {

    /**
     * The rule's nondeterministic program.
     *
     * @param maxStates most states it may have, at least 1
     */
    NfaOutcome program(int maxStates);

    /** Bounds of the byte length of its matches; linear in the body. */
    MatchLength length();

    /**
     * A pattern's tree.
     *
     * @param root the tree
     * @param utf8 whether its symbols are code points instead of bytes
     */
    record Pattern(Node root, boolean utf8) implements RuleBody {
        @Override
        public NfaOutcome program(int maxStates) {
            return NfaBuilder.build(root, utf8, maxStates);
        }

        @Override
        public MatchLength length() {
            return MatchLength.of(root, utf8);
        }
    }

    /**
     * A program that was an automaton before it came here, and has no pattern.
     *
     * @param nfa the program
     */
    record Program(Nfa nfa) implements RuleBody {
        @Override
        public NfaOutcome program(int maxStates) {
            return nfa.size() > maxStates ? new NfaOutcome.TooLarge(maxStates, nfa.size()) : new NfaOutcome.Built(nfa);
        }

        @Override
        public MatchLength length() {
            return MatchLength.of(nfa);
        }
    }
}

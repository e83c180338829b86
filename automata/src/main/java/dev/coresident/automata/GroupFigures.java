package dev.coresident.automata;

import dev.coresident.spi.program.ImageKind;

/** What a group's image is made of. */
public sealed interface GroupFigures {

    /** The image's kind. */
    ImageKind kind();

    /** States of the automaton; 0 if it is none. */
    long states();

    /** One line for people: the figures that say how large it is. */
    String text();

    /**
     * A deterministic automaton.
     *
     * @param states its states
     * @param classes byte classes
     */
    record Dfa(long states, int classes) implements GroupFigures {
        @Override
        public ImageKind kind() {
            return ImageKind.DFA;
        }

        @Override
        public String text() {
            return states + " states, " + classes + " byte classes";
        }
    }

    /**
     * A nondeterministic, homogeneous automaton.
     *
     * @param states its states
     * @param transitions from a state to one that follows it
     */
    record Nfa(long states, long transitions) implements GroupFigures {
        @Override
        public ImageKind kind() {
            return ImageKind.NFA;
        }

        @Override
        public String text() {
            return states + " states, " + transitions + " transitions";
        }
    }

    /**
     * Texts.
     *
     * @param texts how many, all distinct
     * @param textBytes bytes of all
     * @param longest bytes of the longest
     */
    record Literals(int texts, long textBytes, int longest) implements GroupFigures {
        @Override
        public ImageKind kind() {
            return ImageKind.LITERALS;
        }

        /** None: nothing flows from byte to byte. */
        @Override
        public long states() {
            return 0;
        }

        @Override
        public String text() {
            return texts + " texts, " + textBytes + " bytes of text, the longest " + longest;
        }
    }
}

package dev.coresident.automata;

/** Why the compiler gave a group of rules its kind of image. */
public enum GroupReason {
    /** One automaton for all: side by side, the rules' states only add up. */
    STATES_ADD_UP("the rules' states only add up: one automaton for as many as fit"),
    /** Searched for without an automaton. */
    TEXTS("the rules are texts: searched for by their rarest parts, without an automaton"),
    /** Kept apart from the other rules. */
    STATES_MULTIPLY("the rules' states multiply: small groups, apart from the other rules"),
    /** Deterministic automata would be too many. */
    MANY_AUTOMATA("deterministic automata for these rules would be too many: one nondeterministic automaton for all"),
    /** They end with their first byte, which nothing foretells. */
    ONE_BYTE("one byte may end these rules: an automaton apart from the others, whose ends can be looked for"),
    /** No deterministic automaton within the limits, even alone. */
    NO_AUTOMATON(
            "the rules have no deterministic automaton within the limits: a nondeterministic one, apart from the others");

    private final String text;

    GroupReason(String text) {
        this.text = text;
    }

    /** The reason in a line. */
    public String text() {
        return text;
    }
}

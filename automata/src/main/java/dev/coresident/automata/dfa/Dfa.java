package dev.coresident.automata.dfa;

/**
 * A deterministic automaton that reports all ends of all matches of a group of rules. Immutable; any thread. States from
 * {@link #firstAccepting} on, and only they, report something when they are entered.
 *
 * <p>A report is {@code rule << 1 | delta}: entered with the byte at offset i, it means a match that ends at i + 1 - delta. Reports
 * of a state ascend, so when a rule stands there twice, the one with delta 1 is the earlier end and comes second.
 */
public final class Dfa {

    private final int[] classMap;
    private final int classCount;
    private final int[] transitions;
    private final int start;
    private final int firstAccepting;
    private final int dead;
    private final int rules;
    private final int[][] accepts;
    private final int[][] ends;

    Dfa(
            int[] classMap,
            int classCount,
            int[] transitions,
            int start,
            int firstAccepting,
            int dead,
            int rules,
            int[][] accepts,
            int[][] ends) {
        this.classMap = classMap;
        this.classCount = classCount;
        this.transitions = transitions;
        this.start = start;
        this.firstAccepting = firstAccepting;
        this.dead = dead;
        this.rules = rules;
        this.accepts = accepts;
        this.ends = ends;
    }

    /** Number of states. */
    public int states() {
        return ends.length;
    }

    /** Number of byte classes. */
    public int classes() {
        return classCount;
    }

    /** The class of a byte, 0 to 255. */
    public int classOf(int value) {
        return classMap[value];
    }

    /** The state at offset 0. */
    public int start() {
        return start;
    }

    /** The first state with reports. */
    public int firstAccepting() {
        return firstAccepting;
    }

    /** The state that only leads to itself and never reports, or -1. */
    public int dead() {
        return dead;
    }

    /** Number of rules. */
    public int rules() {
        return rules;
    }

    /** Where a class of bytes leads. */
    public int next(int state, int byteClass) {
        return transitions[state * classCount + byteClass];
    }

    /** How many reports entering a state makes. */
    public int acceptCount(int state) {
        return state < firstAccepting ? 0 : accepts[state - firstAccepting].length;
    }

    /** One of the reports of entering a state. */
    public int accept(int state, int index) {
        return accepts[state - firstAccepting][index];
    }

    /** How many reports the end of the input makes in a state: {@code rule << 1 | delta}, a match that ends at n - delta. */
    public int endCount(int state) {
        return ends[state].length;
    }

    /** One of the reports of the end of the input. */
    public int end(int state, int index) {
        return ends[state][index];
    }
}

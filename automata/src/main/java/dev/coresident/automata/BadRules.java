package dev.coresident.automata;

/** What to do about a rule that cannot be used. */
public enum BadRules {
    /** The first one refuses everything. */
    STOP,
    /** They are left out and listed. */
    SKIP
}

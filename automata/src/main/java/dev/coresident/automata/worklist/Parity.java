package dev.coresident.automata.worklist;

import java.util.Locale;

/** Whether both modes found the same. */
public enum Parity {
    /** One mode ran. */
    NOT_ASKED,
    /** Both ran: the same matches, the same pairs left. */
    EQUAL,
    /** Both ran and differ: one of them is broken. */
    DIFFERENT;

    /** The lower-case name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

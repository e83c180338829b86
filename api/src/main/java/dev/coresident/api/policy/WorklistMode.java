package dev.coresident.api.policy;

import java.util.Locale;

/** How an automata worklist is run. The labels are the reference design's and do not change. */
public enum WorklistMode {
    /** There is nothing to visit. */
    EMPTY,
    /** Visit and wait: the worklist is short and the device well used. */
    BLOCKING,
    /** Visit and go on: the worklist is long, or the device has room. */
    NON_BLOCKING,
    /** The worklist is longer than its memory: part of it must be written out first. */
    SPILL_REQUIRED;

    /** The lower-case name: empty, blocking, non_blocking, spill_required. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

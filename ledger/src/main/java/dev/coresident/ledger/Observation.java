package dev.coresident.ledger;

/** What became of a {@link MemoryLedger#observe reported size}. */
public enum Observation {
    /** The principal has a row, and its peak is at least the reported size. */
    RECORDED,
    /** Zero bytes say nothing; nothing changed and no row was made. */
    IGNORED,
    /** The table is full and the size is no larger than the lowest peak that could make room; counted. */
    DROPPED
}

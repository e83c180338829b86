package dev.coresident.ledger.journal;

/** What was attempted. */
public enum Act {
    /** An account was to be opened. */
    OPEN,
    /** Bytes were to be charged, or a charge to be moved. */
    CHARGE,
    /** Fuel was to be reserved from a budget. */
    SPEND,
    /** Bytes were asked back from those who hold them. */
    EVICT
}

package dev.coresident.ledger;

/** How a row of the ledger stands. Only {@link #OBSERVED} and {@link #RETIRED} rows can lose their place. */
public enum Standing {
    /** Seen through {@link MemoryLedger#observe}, never opened. */
    OBSERVED,
    /** Open: grants leases and keeps its place. */
    LIVE,
    /** Retired while leases were open: grants nothing, keeps its place until the last lease closes. */
    RETIRING,
    /** Retired and idle: history. */
    RETIRED,
    /** Gone from the table; its figures are in {@link LedgerSnapshot#retired()}. */
    FOLDED
}

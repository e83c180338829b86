package dev.coresident.ledger.journal;

/** Why it was refused, or done. */
public enum Reason {
    /** The lease was closed before. */
    CLOSED,
    /** The account, or one above it, was retired. */
    RETIRED,
    /** The region may not grow so far. */
    REGION_MAXIMUM,
    /** The account would be above its ceiling. */
    ACCOUNT_CEILING,
    /** An account above would be above its ceiling. */
    ANCESTOR_CEILING,
    /** All accounts together would be above the ledger's ceiling. */
    LEDGER_CEILING,
    /** The pool's region has not so much to lend. */
    POOL,
    /** The ledger has no row left. */
    LEDGER_FULL,
    /** The account is open already. */
    ALREADY_OPEN,
    /** The account was retired and still holds leases. */
    LEASES_OPEN,
    /** The account above was retired. */
    PARENT_RETIRED,
    /** The account would be too far below the topmost. */
    TOO_DEEP,
    /** The budget's window is used up. */
    BUDGET_SPENT,
    /** The budget can never permit so much. */
    BUDGET_TOO_SMALL,
    /** The budget of a tenant above denies it. */
    ANCESTOR_BUDGET,
    /** Memory is short. */
    PRESSURE
}

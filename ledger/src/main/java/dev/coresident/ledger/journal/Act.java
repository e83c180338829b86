package dev.coresident.ledger.journal;

/** What was attempted. */
public enum Act {
    /** An account was to be opened. */
    OPEN,
    /** Bytes were to be charged, or a charge to be moved. */
    CHARGE,
    /** Fuel in a unit of the budget's owner was to be reserved: for an op that asks the host. */
    SPEND,
    /** Slots were to be submitted. */
    SPEND_SLOTS,
    /** Bytes were to be scanned. */
    SPEND_BYTES,
    /** Time on a device was to be used, in nanoseconds. */
    SPEND_DEVICE_NANOS,
    /** Bytes were asked back from those who hold them. */
    EVICT
}

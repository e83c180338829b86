package dev.coresident.junit;

/** What may go wrong in a simulated kernel. When, how often and with which worker is decided by the seed. */
public enum Fault {
    /** A worker takes no step for up to a millisecond of virtual time. */
    STALL,
    /** A worker writes an entry of the completion ring late, by up to a millisecond; those behind it wait. */
    LATE_COMPLETION,
    /** An entry of the completion ring comes twice. */
    DUPLICATE_COMPLETION,
    /** A worker dies, the last one excepted. What it claimed does not end by itself. Once. */
    DEAD_WORKER,
    /** The device is lost with all its memory. Once. */
    LOST_DEVICE
}

package dev.coresident.spi.layout;

/** The memory that host and device have in common. */
public enum Region {
    /** Header, tails, heads, tenant, op and handle tables, device counters. */
    CONTROL,
    /** The slots, five partitions one after the other. */
    RING,
    /** One entry for each slot that ended. */
    COMPLETION,
    /** Records that programs printed. */
    DEBUG_LOG,
    /** Requests of the device to the host. */
    IO_QUEUE,
    /** The words that the built-in ops read and write, a window for each tenant. */
    OBSERVABLE,
    /** Inputs, outputs and program images, reached through the handle table only. */
    HEAP
}

package dev.coresident.api.dispatch.completion;

/** What parking on an id came to. */
public enum Parking {
    /** There is no answer yet. */
    WAITING,
    /** The answer is there. */
    READY,
    /** The op has no command or latch with this id, or has had its answer. */
    UNKNOWN,
    /** The latch has fired before. */
    FIRED
}

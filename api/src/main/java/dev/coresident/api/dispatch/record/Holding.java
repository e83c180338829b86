package dev.coresident.api.dispatch.record;

/** What became of a value that was to be held. A refusal has changed nothing but a count. */
public enum Holding {
    /** It is held under a name that was free. */
    HELD,
    /** It is held in place of the value that was there, which is gone. */
    REPLACED,
    /** There are as many names as the bound permits: take a value first, or use its name again. */
    TOO_MANY_NAMES,
    /** The values together would exceed the bound on bytes: take a value first, or hold less. */
    TOO_MANY_BYTES;

    /** True if the value is held. */
    public boolean isHeld() {
        return this == HELD || this == REPLACED;
    }
}

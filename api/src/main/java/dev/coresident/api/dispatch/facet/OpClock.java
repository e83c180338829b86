package dev.coresident.api.dispatch.facet;

/** The executor's clock, for a handler during a call. */
public interface OpClock {
    /** The moment of this poll: the same for all that happens in it. */
    long nanoTime();
}

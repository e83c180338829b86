package dev.coresident.api.dispatch.facet;

/** The tenant's flight recorder, for what a handler wants to be remembered. */
public interface OpRecorder {
    /** Writes a note with two numbers of the handler's; the oldest entry makes room. */
    void note(long first, long second);
}

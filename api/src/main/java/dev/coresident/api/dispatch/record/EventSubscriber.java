package dev.coresident.api.dispatch.record;

/**
 * Told what happens, on the thread that polls and in the order in which it happened. It must be short and must not poll. What it throws
 * is counted and logged, and hurts nobody else.
 */
@FunctionalInterface
public interface EventSubscriber {
    /** It happened. */
    void happened(DispatchEvent event);
}

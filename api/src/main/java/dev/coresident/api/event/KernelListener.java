package dev.coresident.api.event;

/**
 * Told what happens to a kernel, on whichever thread runs its pump at that moment. It must be short and must neither wait for tickets nor
 * close the kernel. What it throws is counted and logged, and hurts nobody else.
 */
@FunctionalInterface
public interface KernelListener {
    /** It happened. */
    void happened(KernelEvent event);

    /** Listens to nothing. */
    static KernelListener none() {
        return event -> {};
    }
}

package dev.coresident.api.tenant;

/** How a wait for a tenant's work to end ended. */
public sealed interface Quiesce {
    /**
     * Nothing is outstanding.
     *
     * @param waitedNanos how long it took
     */
    record Drained(long waitedNanos) implements Quiesce {}

    /**
     * The limit passed first.
     *
     * @param outstanding what had not ended then
     * @param waitedNanos how long it waited
     */
    record TimedOut(long outstanding, long waitedNanos) implements Quiesce {}
}

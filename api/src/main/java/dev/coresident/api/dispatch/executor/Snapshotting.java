package dev.coresident.api.dispatch.executor;

/** What taking a snapshot came to. */
public sealed interface Snapshotting {
    /**
     * Here it is.
     *
     * @param snapshot all that the executor holds
     */
    record Taken(ExecutorSnapshot snapshot) implements Snapshotting {}

    /**
     * There is something that a snapshot cannot hold; nothing was changed.
     *
     * @param why what, and the way out
     */
    record Refused(String why) implements Snapshotting {}
}

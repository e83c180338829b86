package dev.coresident.api.dispatch.completion;

/** What making a latch came to. */
public sealed interface LatchOpening {
    /**
     * It is there.
     *
     * @param latchId to park on; never the id of another latch or command of this executor
     */
    record Opened(long latchId) implements LatchOpening {}

    /**
     * The op has as many latches as it may; nothing was changed.
     *
     * @param bound how many it may have
     */
    record Refused(int bound) implements LatchOpening {}
}

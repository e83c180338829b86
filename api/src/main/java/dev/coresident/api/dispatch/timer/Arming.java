package dev.coresident.api.dispatch.timer;

/** What arming a timer came to. */
public sealed interface Arming {
    /**
     * The timer runs.
     *
     * @param timerId never 0, and never that of another timer of this executor
     */
    record Armed(long timerId) implements Arming {}

    /**
     * There are as many timers as there may be; nothing was changed.
     *
     * @param bound how many there may be
     */
    record Refused(int bound) implements Arming {}
}

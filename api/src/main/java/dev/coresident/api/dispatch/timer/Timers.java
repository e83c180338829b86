package dev.coresident.api.dispatch.timer;

/**
 * The timers of one op, as its handler sees them during a call. A timer that matures calls {@code OpHandler.timer} of the parked op; all
 * timers of an op are cancelled when it ends.
 *
 * <p>Timers of all ops mature in the order of their deadlines, those with the same deadline in the order in which they were armed. The
 * executor's owner, inside a call. Arming and cancelling cost O(log n).
 */
public interface Timers {
    /**
     * Arms a timer that matures once.
     *
     * @param delayNanos from the moment of this poll, at least 0
     */
    Arming once(long delayNanos);

    /**
     * Arms a timer that matures again and again. Its deadlines are the multiples of the interval from now on, whenever it is looked at:
     * it does not drift. One that is found late matures once, and the deadlines that it missed are counted and left out.
     *
     * @param intervalNanos at least 1
     */
    Arming every(long intervalNanos);

    /** Cancels one of this op's timers, matured but not yet delivered or not; false if there is none with this id. */
    boolean cancel(long timerId);
}

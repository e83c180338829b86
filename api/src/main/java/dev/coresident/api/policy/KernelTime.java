package dev.coresident.api.policy;

/**
 * Time as a kernel sees it, and how a thread waits for the kernel. Everything that a kernel measures or waits for goes through the one
 * it was opened with, so that a kernel on a clock of its caller's behaves the same on any machine.
 *
 * <p>Called by every thread that awaits, quiesces or closes, and by the pump's owner; a clock of the caller's is called by whoever polls.
 */
public interface KernelTime {
    /** Nanoseconds since some moment; only differences count, and they never fall. */
    long nanoTime();

    /**
     * Waits once. Returns early when the thread is unparked or interrupted; the interrupt stays set. A simulation moves its clock and
     * steps its device instead: a clock that never moves never reaches a deadline.
     *
     * @param poll the number of this pause within one wait, from 0
     */
    void pause(long poll);

    /**
     * Waits once, for a thread that expects nothing sooner than in some time: the machine's clock parks at once and for so long. A clock
     * that does not know of it waits as by {@link #pause(long)}.
     *
     * @param poll the number of this pause within one wait, from 0
     * @param nanos how long, if nothing wakes the thread
     */
    default void pause(long poll, long nanos) {
        pause(poll);
    }

    /** The machine's clock. A wait spins 20 times, yields 200 times, then parks: {@link Backoff}. */
    static KernelTime system() {
        return SystemTime.TIME;
    }
}

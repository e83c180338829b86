package dev.coresident.api.internal.recovery;

/**
 * Ten looks within a limit. What has not changed over ten has not changed for the limit, however long the process was not scheduled
 * between two of them: time alone would blame the device for that.
 */
final class Pace {
    /** Looks within a limit. */
    static final int LOOKS = 10;

    private final long every;
    private long next;

    Pace(long limitNanos, long now) {
        this.every = limitNanos / LOOKS;
        this.next = now;
    }

    /** True if it is time for a look, which begins the wait for the next. */
    boolean isDue(long now) {
        if (now - next < 0) {
            return false;
        }
        next = now + every;
        return true;
    }

    long every() {
        return every;
    }
}

package dev.coresident.api.dispatch.govern;

/**
 * Turns ops away while three quarters of a queue or more are taken. One of them, at most one in a second, is told when to try again;
 * the others are refused without, since an answer to everybody would only bring everybody back at once. When there is room
 * again ops are admitted again.
 *
 * <p>Only the thread that polls; times are nanoseconds of any origin. No allocation.
 */
public final class Overload {
    private final int capacity;
    private final long retryNanos;
    private final Flips flips;
    private boolean answered;
    private long answeredNanos;

    /**
     * A queue with room.
     *
     * @param capacity of the queue, at least 1
     * @param retryNanos what the one is told, and how long until another is told it; at least 1
     */
    public Overload(int capacity, long retryNanos) {
        this(capacity, retryNanos, new Flips());
    }

    private Overload(int capacity, long retryNanos, Flips flips) {
        if (capacity < 1 || retryNanos < 1) {
            throw new IllegalArgumentException(
                    "a queue of " + capacity + " ops and a retry after " + retryNanos + " ns are none: use at least 1");
        }
        this.capacity = capacity;
        this.retryNanos = retryNanos;
        this.flips = flips;
    }

    /**
     * Notes how many ops are queued.
     *
     * @return true if an op more is turned away
     */
    public boolean note(int queued) {
        flips.set(4L * queued >= 3L * capacity);
        return flips.isUp();
    }

    /** What to tell an op that is turned away: after how many nanoseconds to try again, or 0 to refuse it without. */
    public long retryAfterNanos(long nowNanos) {
        if (answered && nowNanos - answeredNanos < retryNanos) {
            return 0;
        }
        answered = true;
        answeredNanos = nowNanos;
        return retryNanos;
    }

    /** True if ops are turned away. */
    public boolean isOverloaded() {
        return flips.isUp();
    }

    /** The oldest change that was not taken yet. */
    public LoadChange takeChange() {
        if (!flips.hasNext()) {
            return LoadChange.NONE;
        }
        return flips.next() ? LoadChange.OVERLOADED : LoadChange.RELIEVED;
    }

    /** All there is to know. */
    public State save() {
        return new State(capacity, retryNanos, flips.isUp(), flips.untold(), answered, answeredNanos);
    }

    /** Goes on where another was saved. */
    public static Overload restore(State state) {
        Overload overload =
                new Overload(state.capacity(), state.retryNanos(), Flips.restore(state.overloaded(), state.untold()));
        overload.answered = state.answered();
        overload.answeredNanos = state.answeredNanos();
        return overload;
    }

    /** Overload as a value. */
    public record State(
            int capacity, long retryNanos, boolean overloaded, int untold, boolean answered, long answeredNanos) {}
}

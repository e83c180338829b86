package dev.coresident.api.dispatch.record;

/**
 * What an entry of a {@link FlightRecorder} tells. Each says what its two longs are; 0 where it says nothing. The numbers are
 * stable: saved recorders carry them.
 */
public enum FlightKind {
    /** Something a handler wanted to be remembered; both longs are the handler's. */
    NOTE(0),
    /** The op was admitted: the service, the words. */
    ADMITTED(1),
    /** A repeat of an earlier request was attached to it or answered: the request id, 1 if the outcome was known. */
    REPEATED(2),
    /** Admission refused the op: the number of the rule, the nanoseconds until it is worth trying again. */
    REFUSED(3),
    /** A handler was called: the service, which call of the op it is from 0. */
    DISPATCHED(4),
    /** The op waits for an answer: the command id, the deadline. */
    PARKED(5),
    /** An answer came: the command id, its bytes. */
    ANSWERED(6),
    /** A failure came as the answer: the command id, the characters of its text. */
    FAILED(7),
    /** The deadline came first: the command id, the deadline. */
    TIMED_OUT(8),
    /** An answer was refused and the op failed with it: the command id, the bytes asked for. */
    ANSWER_REFUSED(9),
    /** An answer came after the op had ended: the command id, its bytes. */
    LATE(10),
    /** A second answer came: the command id, its bytes. */
    DUPLICATE(11),
    /** A timer was set: the timer's id, its deadline. */
    TIMER_SET(12),
    /** A timer matured: the timer's id, how many nanoseconds late. */
    TIMER_MATURED(13),
    /** A timer was cancelled: the timer's id. */
    TIMER_CANCELLED(14),
    /** The op ended well: the result words, the payload's bytes. */
    DONE(15),
    /** The op ended badly: the number of the fault kind. */
    REJECTED(16),
    /** The tenant cools down: the failures in a row, until when. */
    COOLING(17),
    /** The tenant is marked unhealthy: the failures in a row. */
    UNHEALTHY(18),
    /** The tenant's health is back. */
    HEALED(19),
    /** The tenant's queue is nearly full: the ops queued. */
    OVERLOADED(20),
    /** The tenant's queue has room again: the ops queued. */
    RELIEVED(21),
    /** The tenant was revoked: the ops that ended with it. */
    RETIRED(22);

    private static final FlightKind[] BY_NUMBER = values();

    private final int number;

    FlightKind(int number) {
        this.number = number;
    }

    /** The stable number, from 0 without gaps. */
    public int number() {
        return number;
    }

    /**
     * The kind with a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FlightKind of(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException(
                    "flight kind " + number + " is outside [0, " + BY_NUMBER.length + "): use the number of a kind");
        }
        return BY_NUMBER[number];
    }
}

package dev.coresident.api.dispatch.record;

import java.util.Objects;

/**
 * One entry of a {@link FlightRecorder}.
 *
 * @param sequence its place among all that the recorder was told, from 0
 * @param nanos when, on the executor's clock
 * @param op the op, or 0 where there is none
 * @param kind what happened
 * @param first as {@code kind} says
 * @param second as {@code kind} says
 */
public record FlightEntry(long sequence, long nanos, long op, FlightKind kind, long first, long second) {
    /** Checks the sequence. */
    public FlightEntry {
        Objects.requireNonNull(kind, "kind");
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is at least 0, got " + sequence);
        }
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "#" + sequence + " at " + nanos + " ns op " + Long.toUnsignedString(op) + " " + kind + " " + first + " "
                + second;
    }
}

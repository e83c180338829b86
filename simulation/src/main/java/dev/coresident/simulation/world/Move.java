package dev.coresident.simulation.world;

import com.google.common.collect.ImmutableSet;
import dev.coresident.simulation.scenario.Fault;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done in one move, and how often. The declared order is part of what a seed means. */
public enum Move {
    STEP(88, null),
    POLL(44, null),
    SUBMIT(48, null),
    BATCH(10, null),
    REGISTER(6, null),
    ALLOCATE(8, null),
    WRITE(5, null),
    CLOSE_BUFFER(6, null),
    BIND(6, null),
    HOSTILE(6, null),
    QUIESCE(2, null),
    SNAPSHOT(2, null),
    FLOOD(1, null),
    UNREGISTER(6, Fault.REVOKE),
    SHUT_DOWN(1, Fault.SHUTDOWN),
    FILL_RING(2, Fault.RING_FULL),
    FILL_HEAP(2, Fault.HEAP_FULL),
    PAUSE_PUMP(2, Fault.PUMP_PAUSED),
    JUMP_CLOCK(2, Fault.CLOCK_JUMP),
    STALL(2, Fault.STALL),
    KILL(1, Fault.KILL),
    LOSE(1, Fault.LOSE),
    RESET_IN_DRAIN(1, Fault.RESET_IN_DRAIN),
    CORRUPT_STATUS(1, Fault.CORRUPT_STATUS),
    CORRUPT_TENANT(1, Fault.CORRUPT_TENANT),
    DUPLICATE(2, Fault.DUPLICATE),
    DELAY(2, Fault.DELAY);

    private static final Move[] ALL = values();
    private static final int TOTAL =
            Stream.of(ALL).mapToInt(move -> move.weight).sum();

    private final int weight;
    private final String label;
    private final @Nullable Fault fault;

    Move(int weight, @Nullable Fault fault) {
        this.weight = weight;
        this.fault = fault;
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As scripts spell it: lower case, hyphens. */
    public String label() {
        return label;
    }

    /**
     * The move of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Move of(String label) {
        for (Move move : ALL) {
            if (move.label().equals(label)) {
                return move;
            }
        }
        throw new IllegalArgumentException("move \"" + label + "\" is none of "
                + Stream.of(ALL).map(Move::label).collect(Collectors.joining(", ")));
    }

    /** True if it injects a fault. */
    boolean isFault() {
        return fault != null;
    }

    /** The move that a number from 0 to {@link #total} - 1 stands for; a step where its fault is not among those chosen. */
    static Move of(int number, ImmutableSet<Fault> faults) {
        int rest = number;
        for (Move move : ALL) {
            rest -= move.weight;
            if (rest < 0) {
                return move.fault == null || faults.contains(move.fault) ? move : STEP;
            }
        }
        throw new IllegalArgumentException("moves are numbered below " + total() + ", got " + number);
    }

    static int total() {
        return TOTAL;
    }
}

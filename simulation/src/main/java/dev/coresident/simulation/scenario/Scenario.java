package dev.coresident.simulation.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Objects;

/**
 * One run, exactly: equal scenarios make equal runs on every machine.
 *
 * @param seed decides the configuration, every move and every step
 * @param schedule how the order is chosen
 * @param faults what may go wrong
 * @param moves which moves are made; a shrunk scenario leaves most out
 * @param script what each move is, by number; empty if the seed decides that, too
 */
public record Scenario(
        long seed, ScheduleKind schedule, ImmutableSet<Fault> faults, MoveSet moves, ImmutableList<String> script) {
    /** Moves of a run when nobody said. */
    public static final int MOVES = 120;

    /** Checks that nothing is missing. */
    public Scenario {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(faults, "faults");
        Objects.requireNonNull(moves, "moves");
        Objects.requireNonNull(script, "script");
    }

    /** A run of {@link #MOVES} moves. */
    public static Scenario of(long seed, ScheduleKind schedule, ImmutableSet<Fault> faults) {
        return new Scenario(seed, schedule, faults, MoveSet.first(MOVES), ImmutableList.of());
    }

    /** A run whose moves are named; what each does is left to the seed. */
    public static Scenario scripted(long seed, ScheduleKind schedule, ImmutableList<String> script) {
        return new Scenario(seed, schedule, Fault.all(), MoveSet.first(script.size()), script);
    }

    /** The same with fewer moves. */
    public Scenario with(MoveSet fewer) {
        return new Scenario(seed, schedule, faults, fewer, script);
    }

    /** What makes this run again, as a user types it. */
    public String command() {
        StringBuilder command = new StringBuilder("./coresident simulate --seed ").append(seed);
        if (schedule != ScheduleKind.UNIFORM) {
            command.append(" --schedule ").append(schedule.label());
        }
        if (!faults.equals(Fault.all())) {
            command.append(" --faults ").append(Fault.format(faults));
        }
        if (!script.isEmpty()) {
            command.append(" --script ").append(String.join(",", script));
        }
        if (!moves.equals(MoveSet.first(script.isEmpty() ? MOVES : script.size()))) {
            command.append(" --keep ").append(moves);
        }
        return command.toString();
    }
}

package dev.coresident.simulation;

import com.google.common.collect.ImmutableSet;
import dev.coresident.simulation.scenario.Fault;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import java.util.Objects;

/**
 * Where to hunt.
 *
 * @param firstSeed the seed of the first run
 * @param seeds how many runs at most, each with the next seed
 * @param schedule how orders are chosen: UNIFORM or PCT
 * @param faults what may go wrong
 */
public record HuntOptions(long firstSeed, long seeds, ScheduleKind schedule, ImmutableSet<Fault> faults) {
    /** Checks every bound. */
    public HuntOptions {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(faults, "faults");
        if (seeds < 1) {
            throw new IllegalArgumentException("a hunt takes at least 1 seed, got " + seeds);
        }
        if (schedule == ScheduleKind.EXHAUSTIVE) {
            throw new IllegalArgumentException("an exhaustive search has no seeds: use Exhaustive");
        }
    }

    /** The scenario of one of its seeds. */
    public Scenario scenario(long seed) {
        return Scenario.of(seed, schedule, faults);
    }
}

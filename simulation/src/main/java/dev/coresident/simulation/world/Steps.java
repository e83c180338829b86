package dev.coresident.simulation.world;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;

/**
 * What a device does next: from the entropy of the present move, so that a move does the same whichever moves are left out before it; or
 * who does it from priorities.
 */
final class Steps implements Schedule {
    private static final int PLACES = 2 * FIRST_BUFFER;
    private static final int CHANGES = 3;
    private static final int HORIZON = 400;

    private final Entropy entropy;
    private final boolean byPriority;
    private final Schedule priorities;

    Steps(Entropy entropy, Scenario scenario) {
        this.entropy = entropy;
        this.byPriority = scenario.schedule() == ScheduleKind.PCT;
        this.priorities = Schedule.pct(scenario.seed(), PLACES, CHANGES, HORIZON);
    }

    @Override
    public int choose(int choices) {
        return entropy.below(choices);
    }

    @Override
    public int worker(long able) {
        return byPriority ? priorities.worker(able) : Schedule.super.worker(able);
    }
}

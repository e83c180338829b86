package dev.coresident.simulation;

import com.google.common.collect.ImmutableList;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.simulation.world.Exploration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches every order of a short script and the steps of two workers.
 *
 * @param states states that were seen
 * @param runs how often the script was run
 * @param complete true if there is no order left
 * @param violated the run that violated a rule, or null
 */
public record Exhaustive(
        long states, long runs, boolean complete, @Nullable Verdict violated) {
    /** What is searched when nobody says: a submission, and a revocation that races with it. */
    public static final ImmutableList<String> SCRIPT =
            ImmutableList.of("register", "submit", "poll", "unregister", "poll");

    /**
     * Searches.
     *
     * @param simulator gives the devices
     * @param seed decides what each move of the script does
     * @param script the moves of the host, in this order
     * @param memory coherent or weak
     * @param goesOn asked before each run
     */
    public static Exhaustive search(
            Simulator simulator, long seed, ImmutableList<String> script, String memory, BooleanSupplier goesOn) {
        Exploration exploration =
                new Exploration(Scenario.scripted(seed, ScheduleKind.EXHAUSTIVE, script), simulator.provider(), memory);
        boolean complete = exploration.run(goesOn);
        return new Exhaustive(exploration.states(), exploration.runs(), complete, exploration.violated());
    }
}

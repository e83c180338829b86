package dev.coresident.simulation.mutants;

import dev.coresident.simulation.Finding;
import dev.coresident.simulation.Hunt;
import dev.coresident.simulation.HuntOptions;
import dev.coresident.simulation.Simulator;
import dev.coresident.simulation.scenario.Fault;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import dev.coresident.simulation.scenario.Violation;
import dev.coresident.spi.BackendProvider;
import java.util.List;
import java.util.function.Function;

/** A hunt inside a {@link MutantLoader}: strings in and out, because its classes are not those outside. */
public final class HuntInside implements Function<List<String>, List<String>> {
    /** Loaded and called by name. */
    public HuntInside() {}

    /**
     * Hunts, or replays.
     *
     * @param words first seed, seeds, schedule, faults; or a command that was printed
     * @return empty if nothing was found; else the rule, the seed, the moves left, the command and what was seen; of a replay the rule
     *     and what was seen
     */
    @Override
    public List<String> apply(List<String> words) {
        Simulator simulator = Simulator.over(provider());
        if (words.size() == 1) {
            return replay(simulator, words.getFirst());
        }
        HuntOptions options = new HuntOptions(
                Long.parseLong(words.get(0)),
                Long.parseLong(words.get(1)),
                ScheduleKind.valueOf(words.get(2)),
                Fault.parse(words.get(3)));
        Finding finding = new Hunt(simulator, options).run(() -> true).finding();
        return finding == null
                ? List.of()
                : List.of(
                        finding.violation().rule().number(),
                        Long.toString(finding.found().scenario().seed()),
                        Integer.toString(finding.shrunk().movesMade()),
                        finding.command(),
                        finding.violation().what());
    }

    /** By name: outside this loader the simulator's module keeps its provider to itself. */
    private static BackendProvider provider() {
        try {
            return Class.forName("dev.coresident.backend.sim.provider.SimProvider")
                    .asSubclass(BackendProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator's provider has another name", e);
        }
    }

    private static List<String> replay(Simulator simulator, String command) {
        List<String> words = List.of(command.split(" "));
        Scenario scenario = Scenario.of(
                        Long.parseLong(words.get(words.indexOf("--seed") + 1)), ScheduleKind.UNIFORM, Fault.all())
                .with(MoveSet.parse(words.get(words.indexOf("--keep") + 1)));
        Violation violation = simulator.run(scenario).violation();
        return violation == null ? List.of() : List.of(violation.rule().number(), violation.what());
    }
}

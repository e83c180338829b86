package dev.coresident.simulation;

import dev.coresident.simulation.hosted.HostedReport;
import dev.coresident.simulation.hosted.HostedRun;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.simulation.world.Run;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Runs scenarios: host and device in one thread, on a virtual clock, in an order that the seed decides, checked against an independent
 * model after every step. The same scenario gives the same verdict on any JVM. One thread at a time; keeps nothing between runs.
 */
public final class Simulator {
    private static final String BACKEND = "sim";

    private final BackendProvider provider;

    private Simulator(BackendProvider provider) {
        this.provider = provider;
    }

    /** Over the simulator on the module path. */
    public static Simulator open() {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class, Simulator.class.getClassLoader())) {
            if (provider.name().equals(BACKEND)) {
                return new Simulator(provider);
            }
        }
        throw new IllegalStateException(
                "no backend \"" + BACKEND + "\": put coresident-backend-sim on the module path");
    }

    /**
     * Over a provider of the simulator's devices.
     *
     * @param provider gives devices with steps to control
     */
    public static Simulator over(BackendProvider provider) {
        return new Simulator(provider);
    }

    BackendProvider provider() {
        return provider;
    }

    /** Runs one scenario. */
    public Verdict run(Scenario scenario) {
        return Run.of(scenario, provider);
    }

    /** Runs scans whose input the host fetches from a slow source that fails, on devices that are lost; all by a seed. */
    public HostedReport runHosted(long seed) {
        try {
            return HostedRun.of(seed, provider);
        } catch (DeviceException e) {
            throw new IllegalStateException("the simulator's first device opens whatever happens, and did not", e);
        }
    }

    /**
     * Leaves moves out of a run that violated a rule for as long as it still violates it.
     *
     * @throws IllegalArgumentException if it violated none
     */
    public Finding shrink(Verdict found) {
        if (found.passed()) {
            throw new IllegalArgumentException("a run that violated no rule cannot be shrunk");
        }
        return Shrinker.shrink(this, found);
    }

    /** Runs one scenario and gives its moves, a line each. */
    public List<String> tell(Scenario scenario) {
        List<String> lines = new ArrayList<>();
        Run.of(scenario, provider, (move, what) -> lines.add("%4d %s".formatted(move, what)));
        return lines;
    }
}

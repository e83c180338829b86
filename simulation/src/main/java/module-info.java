import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/** Seeded runs of host and device under faults: hunts for violations, shrinks them, replays them. */
@NullMarked
module dev.coresident.simulation {
    requires static transitive org.jspecify;
    requires transitive com.google.common;
    requires transitive dev.coresident.spi;
    requires dev.coresident.api;
    requires dev.coresident.backend.sim;

    exports dev.coresident.simulation;
    exports dev.coresident.simulation.hosted;
    exports dev.coresident.simulation.scenario;

    uses BackendProvider;
}

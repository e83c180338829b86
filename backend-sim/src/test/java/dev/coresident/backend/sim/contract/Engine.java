package dev.coresident.backend.sim.contract;

import dev.coresident.spi.layout.Geometry;
import java.util.Map;

/** Every way to run the simulator that the contract is tried on. */
enum Engine {
    ONE_THREAD,
    THREE_THREADS,
    ONE_STEPPED,
    FOUR_STEPPED,
    RESIDENT_STEPS,
    STAGED,
    WEAK,
    WEAK_RESIDENT;

    private Map<String, String> properties() {
        return switch (this) {
            case ONE_THREAD -> Map.of("workers", "1");
            case THREE_THREADS -> Map.of("workers", "3");
            case ONE_STEPPED -> Map.of("engine", "stepped", "workers", "1");
            case FOUR_STEPPED -> Map.of("engine", "stepped", "seed", "-3");
            case RESIDENT_STEPS -> Map.of("engine", "stepped", "model", "resident");
            case STAGED -> Map.of("engine", "stepped", "memory", "staged");
            case WEAK -> Map.of("engine", "stepped", "memory", "weak");
            case WEAK_RESIDENT -> Map.of("engine", "stepped", "memory", "weak", "model", "resident", "seed", "9");
        };
    }

    TinyHost open(Geometry geometry) {
        return new TinyHost(geometry, properties());
    }

    TinyHost start() {
        return open(TinyHost.GEOMETRY).start();
    }
}

package dev.coresident.api.replay;

import dev.coresident.api.KernelOptions;

/** The simulator's ways to run. */
enum Engine {
    THREADED,
    STEPPED,
    STAGED;

    ReplayOptions of(ReplayOptions options) {
        return switch (this) {
            case THREADED -> options;
            case STEPPED -> options.withProperty("engine", "stepped");
            case STAGED -> options.withProperty("engine", "stepped").withProperty("memory", "staged");
        };
    }

    KernelOptions of(KernelOptions options) {
        return switch (this) {
            case THREADED -> options;
            case STEPPED -> options.withProperty("engine", "stepped");
            case STAGED -> options.withProperty("engine", "stepped").withProperty("memory", "staged");
        };
    }
}

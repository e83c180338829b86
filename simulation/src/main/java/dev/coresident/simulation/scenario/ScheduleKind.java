package dev.coresident.simulation.scenario;

import java.util.Locale;

/** How the order of host moves and device steps is chosen. */
public enum ScheduleKind {
    /** Each choice uniformly at random, from the seed. */
    UNIFORM,
    /**
     * Workers have random priorities and the highest that can step does; at a few random moments the one that runs falls below all
     * others (Burckhardt, Kothari, Musuvathi and Nagarakatte, 2010). Finds orders that need few, far apart changes.
     */
    PCT,
    /** Every order of a small configuration, states that were visited left out. */
    EXHAUSTIVE;

    /** As command lines spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.coresident.backend.sim;

/**
 * Where a stepped simulator's freedom is decided: which worker steps next, how many slots it claims. A schedule that always answers the
 * same makes a run that is always the same; one that tries every answer in turn searches all orders.
 *
 * <p>Called by the thread that calls {@link dev.coresident.spi.Device#round} or {@link SimControl#step}.
 */
@FunctionalInterface
public interface Schedule {
    /** The number of the first worker's store buffer in {@link #worker}. */
    int FIRST_BUFFER = 32;

    /**
     * Decides.
     *
     * @param choices how many there are, at least 1; a single choice is asked for too
     * @return 0 to {@code choices - 1}
     */
    int choose(int choices);

    /**
     * Decides who steps next. Asks {@link #choose}, unless a schedule knows better.
     *
     * @param able a bit for each that can step, at least one: bit n is worker n, and with {@code memory=weak} bit
     *     {@link #FIRST_BUFFER} + n the store buffer of worker n, whose step is that one store becomes visible
     * @return the number of a bit that is set
     */
    default int worker(long able) {
        long left = able;
        for (int skip = choose(Long.bitCount(able)); skip > 0; skip--) {
            left &= left - 1;
        }
        return Long.numberOfTrailingZeros(left);
    }

    /**
     * Decides by a generator of its own (SplitMix64, after Steele, Lea and Flood, 2014), which gives the same numbers on every JVM.
     *
     * @param seed any value
     */
    static Schedule seeded(long seed) {
        return new SeededSchedule(seed);
    }

    /**
     * Lets whoever has the highest priority step, with random priorities and few random changes (Burckhardt, Kothari, Musuvathi and
     * Nagarakatte, 2010, "A randomized scheduler with probabilistic guarantees of finding bugs"): a fault that needs d orderings among
     * n workers and k steps is met with a probability of at least 1 / (n k^(d-1)), d being the changes + 1. All other decisions are as
     * {@link #seeded} makes them.
     *
     * @param seed any value
     * @param workers how many there are, 1 to 64
     * @param changes how often the one about to step falls behind all others, at least 0
     * @param horizon the steps among which those of the changes are, at least 1
     */
    static Schedule pct(long seed, int workers, int changes, long horizon) {
        return new PctSchedule(seed, workers, changes, horizon);
    }
}

package dev.coresident.backend.sim;

/**
 * Where a stepped simulator's freedom is decided: which worker steps next, how many slots it claims. A schedule that always answers the
 * same makes a run that is always the same; one that tries every answer in turn searches all orders.
 *
 * <p>Called by the thread that calls {@link dev.coresident.spi.Device#round} or {@link SimControl#step}.
 */
@FunctionalInterface
public interface Schedule {
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
     * @param able a bit for each that can step, at least one: bit n is worker n
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
}

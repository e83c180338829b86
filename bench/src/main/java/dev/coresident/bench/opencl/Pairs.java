package dev.coresident.bench.opencl;

import dev.coresident.bench.report.Samples;

/** Two ways to do one thing, one after the other again and again: each by the clock and by the time of all processors of this program. */
final class Pairs {
    private static final ProcessorClock PROCESSORS = new ProcessorClock();

    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * Nanoseconds of one time, medians.
     *
     * @param clock by the clock
     * @param processors of all processors together
     */
    record Cost(double clock, double processors) {}

    /**
     * Medians of a pair.
     *
     * @param one of the first
     * @param other of the second
     * @param ratio of processor time, the second to the first, of each pair
     */
    record Pair(Cost one, Cost other, Samples ratio) {}

    private Pairs() {}

    /** Measures so many pairs after two that do not count; each sample is the work done so often. */
    static Pair of(int pairs, int times, Work one, Work other) throws Exception {
        Samples[] samples = {new Samples(), new Samples(), new Samples(), new Samples()};
        Samples ratio = new Samples();
        for (int pair = -2; pair < pairs; pair++) {
            double[] costs = new double[4];
            for (int half = 0; half < 2; half++) {
                int which = (half + pair) & 1;
                measure(which == 0 ? one : other, times, costs, 2 * which);
            }
            if (pair >= 0) {
                for (int i = 0; i < 4; i++) {
                    samples[i].add(costs[i]);
                }
                ratio.add(costs[3] / costs[1]);
            }
        }
        return new Pair(
                new Cost(samples[0].median(), samples[1].median()),
                new Cost(samples[2].median(), samples[3].median()),
                ratio);
    }

    private static void measure(Work work, int times, double[] costs, int at) throws Exception {
        long processors = PROCESSORS.nanos();
        long clock = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        costs[at] = (System.nanoTime() - clock) / (double) times;
        costs[at + 1] = (PROCESSORS.nanos() - processors) / (double) times;
    }
}

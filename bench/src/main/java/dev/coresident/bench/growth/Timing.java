package dev.coresident.bench.growth;

import dev.coresident.bench.report.Samples;

/** Nanoseconds of a repeated step. */
final class Timing {
    private Timing() {}

    /** What is timed. */
    interface Step {
        void run() throws Exception;
    }

    /** Nanoseconds of one call. */
    static long nanos(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return System.nanoTime() - start;
    }

    /** The median of {@code repetitions} calls after as many that do not count. */
    static double median(int repetitions, Step step) throws Exception {
        Samples samples = new Samples();
        for (int i = -repetitions; i < repetitions; i++) {
            long nanos = nanos(step);
            if (i >= 0) {
                samples.add((double) nanos);
            }
        }
        return samples.median();
    }

    /** Bytes in use on the Java heap after a collection. */
    static long usedHeapBytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

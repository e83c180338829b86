package dev.coresident.bench.scan;

import dev.coresident.bench.report.Samples;
import dev.coresident.bench.scan.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Engines over the same input, each in turn, again and again. */
final class Turns {
    private static final long SAMPLE_NANOS = Duration.ofMillis(200).toNanos();
    private static final int WARM_UPS = 2;

    private final int repetitions;
    private long[] found = {};

    Turns(int repetitions) {
        this.repetitions = repetitions;
    }

    /** The median time of a pass of each. */
    double[] nanos(List<? extends Engine> engines) throws Exception {
        found = new long[engines.size()];
        List<Samples> samples = new ArrayList<>();
        engines.forEach(engine -> samples.add(new Samples()));
        for (int repetition = -WARM_UPS; repetition < repetitions; repetition++) {
            for (int i = 0; i < engines.size(); i++) {
                long start = System.nanoTime();
                long passes = 0;
                long nanos;
                do {
                    found[i] = engines.get(i).scan();
                    passes++;
                    nanos = System.nanoTime() - start;
                } while (nanos < SAMPLE_NANOS);
                if (repetition >= 0) {
                    samples.get(i).add((double) nanos / passes);
                }
            }
        }
        return samples.stream().mapToDouble(Samples::median).toArray();
    }

    /** What an engine found in its last pass. */
    long found(int engine) {
        return found[engine];
    }
}

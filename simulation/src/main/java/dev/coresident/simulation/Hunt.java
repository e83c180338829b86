package dev.coresident.simulation;

import dev.coresident.simulation.scenario.Verdict;
import java.util.function.BooleanSupplier;

/** Seed after seed until one violates a rule, the seeds are used up, or somebody says stop. One thread. */
public final class Hunt {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Simulator simulator;
    private final HuntOptions options;
    private volatile long seeds;
    private long moves;
    private long steps;
    private long submissions;
    private long faults;
    private long hash;

    /** A hunt that has not begun. */
    public Hunt(Simulator simulator, HuntOptions options) {
        this.simulator = simulator;
        this.options = options;
    }

    /** Runs made so far; any thread may ask. */
    public long seeds() {
        return seeds;
    }

    /**
     * Hunts.
     *
     * @param goesOn asked before each run
     */
    public HuntReport run(BooleanSupplier goesOn) {
        Finding finding = null;
        for (long number = 0; number < options.seeds() && finding == null && goesOn.getAsBoolean(); number++) {
            Verdict verdict = simulator.run(options.scenario(options.firstSeed() + number));
            add(verdict);
            if (!verdict.passed()) {
                finding = Shrinker.shrink(simulator, verdict);
            }
        }
        return new HuntReport(seeds, moves, steps, submissions, faults, hash, finding);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread hunts, others only look
    private void add(Verdict verdict) {
        seeds++;
        moves += verdict.movesMade();
        steps += verdict.deviceSteps();
        submissions += verdict.submissions();
        faults += verdict.faults();
        hash = (hash ^ verdict.traceHash()) * GOLDEN;
        hash ^= hash >>> 32;
    }
}

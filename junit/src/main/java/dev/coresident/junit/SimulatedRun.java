package dev.coresident.junit;

import java.io.Serial;

/** Not a failure of its own: tells, beside one, which simulated run it belongs to. */
public final class SimulatedRun extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final long traceHash;

    SimulatedRun(long seed, long traceHash, long steps, String hostOps) {
        super(
                "seed " + seed + ", trace hash 0x" + String.format("%016x", traceHash) + " after " + steps
                        + " steps: run it again with -Dcoresident.seed=" + seed + hostOps,
                null,
                false,
                false);
        this.seed = seed;
        this.traceHash = traceHash;
    }

    /** The seed to run it again with. */
    public long seed() {
        return seed;
    }

    /** The hash of all steps and faults: the same when it was run again. */
    public long traceHash() {
        return traceHash;
    }
}

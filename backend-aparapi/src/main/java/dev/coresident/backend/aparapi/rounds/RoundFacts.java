package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.opencl.OpenClUnit;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;

/** What a round device says of itself. */
public final class RoundFacts {
    /** The provider's name. */
    public static final String BACKEND = "aparapi";

    private RoundFacts() {}

    /**
     * The facts of a unit.
     *
     * @param unit which device of OpenCL
     * @param how the rest of its description
     */
    public static DeviceFacts of(OpenClUnit unit, String how) {
        long array = Math.min(unit.bufferLimitBytes(), 4L * Integer.MAX_VALUE);
        // The array lies in the Java heap.
        long heap = Math.min(array, Runtime.getRuntime().maxMemory());
        return new DeviceFacts(
                BACKEND,
                unit.description() + ", " + how,
                ExecutionModel.ROUNDS,
                Coherence.STAGED,
                unit.computeUnits(),
                Math.max(0, heap - (heap >>> 4)));
    }
}

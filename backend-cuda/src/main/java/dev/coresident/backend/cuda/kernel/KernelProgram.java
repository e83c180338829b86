package dev.coresident.backend.cuda.kernel;

import dev.coresident.spi.program.CustomOp;
import java.util.List;

/**
 * A kernel to load.
 *
 * @param ptx its text
 * @param customOps the ops that were fused into it; none in the kernel as it is shipped
 */
public record KernelProgram(String ptx, List<CustomOp> customOps) {
    /** Copies the list. */
    public KernelProgram {
        customOps = List.copyOf(customOps);
    }

    /** The kernel as it is shipped. */
    public static KernelProgram shipped() {
        return new KernelProgram(KernelImage.ptx(), List.of());
    }
}

package dev.coresident.backend.aparapi.kernel;

import com.aparapi.Kernel;
import com.aparapi.Range;

/**
 * The arrays of a device, and what makes Aparapi move and launch them. The text that runs is {@link KernelText#text}; Aparapi reads
 * the byte code of {@link #run} only to learn which arrays the kernel takes, in which order, and that it writes all of them.
 *
 * <p>The arrays stay the same for the life of the kernel: Aparapi makes a new buffer for a new array and may lose the old one.
 */
public class RoundKernel extends Kernel {
    // Not private: Aparapi does not find private fields from a subclass.
    /** What the device keeps. */
    protected final int[] memory;

    /** What a launch is told. */
    protected final int[] in;

    /** What a launch tells. */
    protected final int[] out;

    /** What is sent or fetched in between. */
    protected final int[] bulk;

    /**
     * A kernel over four arrays.
     *
     * @param memory what the device keeps
     * @param in what a launch is told
     * @param out what a launch tells
     * @param bulk what is sent or fetched in between
     */
    public RoundKernel(int[] memory, int[] in, int[] out, int[] bulk) {
        this.memory = memory;
        this.in = in;
        this.out = out;
        this.bulk = bulk;
    }

    /** What the device keeps. */
    public final int[] memory() {
        return memory;
    }

    /** What a launch is told. */
    public final int[] in() {
        return in;
    }

    /** What a launch tells. */
    public final int[] out() {
        return out;
    }

    /** What is sent or fetched in between. */
    public final int[] bulk() {
        return bulk;
    }

    /** Never runs; see the class. */
    @Override
    public final void run() {
        memory[0] = in[0];
        in[0] = out[0];
        out[0] = bulk[0];
        bulk[0] = memory[0];
    }

    @Override
    public final boolean hasFallbackAlgorithm() {
        return true; // and it throws: a failed launch must never become Java threads that nobody asked for
    }

    @Override
    public final void executeFallbackAlgorithm(Range range, int pass) {
        throw new FallbackException("Aparapi was about to run the kernel without OpenCL");
    }
}

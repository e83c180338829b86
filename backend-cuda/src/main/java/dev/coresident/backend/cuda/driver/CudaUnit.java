package dev.coresident.backend.cuda.driver;

/**
 * A device of the driver.
 *
 * @param ordinal its number
 * @param name as the driver says
 * @param capability compute capability, 10 x major + minor
 * @param multiprocessors how many there are
 * @param memoryBytes its memory
 * @param watched true if the driver ends kernels that run for long, as it does where a display is attached
 */
public record CudaUnit(
        int ordinal, String name, int capability, int multiprocessors, long memoryBytes, boolean watched) {
    /** Name, capability, multiprocessors. */
    public String description() {
        return name + " (compute " + capability / 10 + "." + capability % 10 + ", " + multiprocessors
                + (multiprocessors == 1 ? " multiprocessor" : " multiprocessors") + ", " + (memoryBytes >> 20)
                + " MiB)";
    }
}

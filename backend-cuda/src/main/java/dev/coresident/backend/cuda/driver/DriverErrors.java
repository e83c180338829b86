package dev.coresident.backend.cuda.driver;

import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import java.util.Set;
import jcuda.driver.CUresult;

/** What a result of the driver means for who called. */
final class DriverErrors {
    private static final Set<Integer> RESOURCES =
            Set.of(CUresult.CUDA_ERROR_OUT_OF_MEMORY, CUresult.CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES);
    /** No device, or one that others keep; a driver that cannot take the kernel. */
    private static final Set<Integer> MISSING = Set.of(
            46, // CUDA_ERROR_DEVICE_UNAVAILABLE, which JCuda has no name for
            CUresult.CUDA_ERROR_NO_DEVICE,
            CUresult.CUDA_ERROR_INVALID_DEVICE,
            CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
            222); // CUDA_ERROR_UNSUPPORTED_PTX_VERSION
    /** After these the context is of no more use: whatever is called gives them again. */
    private static final Set<Integer> LOST = Set.of(
            CUresult.CUDA_ERROR_DEINITIALIZED,
            CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
            CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
            CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
            CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
            CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
            CUresult.CUDA_ERROR_ASSERT,
            CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
            CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
            CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
            CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
            CUresult.CUDA_ERROR_INVALID_PC,
            CUresult.CUDA_ERROR_LAUNCH_FAILED,
            CUresult.CUDA_ERROR_SYSTEM_NOT_READY,
            CUresult.CUDA_ERROR_UNKNOWN);

    private DriverErrors() {}

    /** Throws unless a call went well. */
    static void check(int result, String call) throws DeviceException {
        if (result != CUresult.CUDA_SUCCESS) {
            throw failure(result, call);
        }
    }

    static DeviceException failure(int result, String call) {
        Category category = LOST.contains(result)
                ? Category.LOST
                : RESOURCES.contains(result)
                        ? Category.RESOURCES
                        : MISSING.contains(result) ? Category.MISSING : Category.INTERNAL;
        return new DeviceException(category, "the CUDA driver gave " + name(result) + " to " + call + wayOut(category));
    }

    /** The driver's name of a result, with its number. */
    static String name(int result) {
        return result + " " + CUresult.stringFor(result);
    }

    private static String wayOut(Category category) {
        return switch (category) {
            case LOST ->
                ": the device is lost with its memory; a new one must be opened. Where it happens again, look for Xid in the"
                        + " system's log";
            case RESOURCES -> ": open the device with a smaller heap, or end what else uses it";
            case MISSING ->
                ": see whether nvidia-smi shows the device, and whether another process keeps it for itself";
            case USER, INTERNAL -> "";
        };
    }
}

package dev.coresident.backend.cuda.driver;

import static jcuda.driver.CUcomputemode.CU_COMPUTEMODE_EXCLUSIVE_PROCESS;
import static jcuda.driver.CUcomputemode.CU_COMPUTEMODE_PROHIBITED;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_MODE;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_KERNEL_EXEC_TIMEOUT;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import dev.coresident.backend.cuda.kernel.KernelImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What CUDA devices there are. Looked for once in the life of the program; the answer, or the reason for none, is kept. */
public final class DriverSearch {
    private static final long PROBE_MILLIS = 1_800;
    private static final long OPEN_MILLIS = 60_000;

    /**
     * What was found.
     *
     * @param units devices that the kernel runs on, in the driver's order; empty if there is none
     * @param reason why there is none, else empty
     * @param remedy what would help, else empty
     */
    public record Found(List<CudaUnit> units, String reason, String remedy) {
        /** Copies the list. */
        public Found {
            units = List.copyOf(units);
        }
    }

    private DriverSearch() {}

    /**
     * The answer, or, where the driver takes longer than a probe may, that it does; a later call may know more. Any thread. Never
     * throws; less than two seconds.
     */
    public static Found found() {
        return within(PROBE_MILLIS);
    }

    /** The answer, for who would rather wait. */
    public static Found foundPatiently() {
        return within(OPEN_MILLIS);
    }

    /** The CUDA version that the driver supports, as it counts: 1000 x major + 10 x minor. After something was found. */
    public static int version() {
        int[] number = new int[1];
        JCudaDriver.cuDriverGetVersion(number);
        return number[0];
    }

    /** Begins the search with the first call. */
    private static final class Once {
        static final FutureTask<Found> SEARCH = new FutureTask<>(DriverSearch::search);

        static {
            Thread.ofPlatform().daemon().name("coresident-cuda-search").start(SEARCH);
        }
    }

    private static Found within(long millis) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (true) {
                try {
                    return Once.SEARCH.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return missing(
                            "the CUDA driver did not answer within " + millis + " ms",
                            "ask again, and see whether nvidia-smi answers; nvidia-persistenced keeps the driver awake");
                } catch (ExecutionException e) {
                    return missing("looking for CUDA failed: " + e.getCause(), "see whether nvidia-smi answers");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // what a native library throws must become an answer
    private static Found search() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            return missing(
                    "JCuda's native library is here for Linux amd64, and this is " + system, "use another backend");
        }
        try {
            if (!isNativeAccessEnabled()) {
                return missing(
                        "native access is not enabled for the module jcuda",
                        "start java with --enable-native-access=jcuda");
            }
            DriverNatives.load();
            return ask();
        } catch (UnsatisfiedLinkError e) {
            return missing(
                    "there is no CUDA driver: libcuda.so.1 could not be loaded",
                    "install the NVIDIA driver, " + KernelImage.LEAST_DRIVER_RELEASE + " or newer");
        } catch (IOException e) {
            return missing(
                    "JCuda's native library could not be loaded: " + e.getMessage(),
                    "see whether the folder for temporary files can be written, and whether the jar jcuda-natives is on the"
                            + " module path");
        } catch (Throwable e) {
            return missing("CUDA could not be looked at: " + e, "see whether nvidia-smi answers");
        }
    }

    /** Whether JCuda may load its library; does not initialise it. */
    private static boolean isNativeAccessEnabled() throws ClassNotFoundException {
        return Class.forName("jcuda.driver.JCudaDriver", false, DriverSearch.class.getClassLoader())
                .getModule()
                .isNativeAccessEnabled();
    }

    private static Found ask() {
        int result = JCudaDriver.cuInit(0);
        int[] number = new int[1];
        if (result == CUresult.CUDA_ERROR_NO_DEVICE) {
            return noDevice();
        }
        if (result != CUresult.CUDA_SUCCESS) {
            return missing(
                    "the CUDA driver gave " + DriverErrors.name(result) + " when it was initialised",
                    "see whether nvidia-smi answers; after an update of the driver the machine must be restarted");
        }
        int version = version();
        if (version < KernelImage.LEAST_DRIVER) {
            return missing(
                    "the driver supports CUDA " + dotted(version) + " and the kernel needs "
                            + dotted(KernelImage.LEAST_DRIVER),
                    "install the NVIDIA driver " + KernelImage.LEAST_DRIVER_RELEASE + " or newer");
        }
        result = JCudaDriver.cuDeviceGetCount(number);
        if (result != CUresult.CUDA_SUCCESS || number[0] == 0) {
            return noDevice();
        }
        List<CudaUnit> units = new ArrayList<>();
        Found refused = noDevice();
        for (int ordinal = 0; ordinal < number[0]; ordinal++) {
            CUdevice device = new CUdevice();
            if (JCudaDriver.cuDeviceGet(device, ordinal) != CUresult.CUDA_SUCCESS) {
                continue;
            }
            CudaUnit unit = unit(device, ordinal);
            Found why = refusal(device, unit);
            if (why.reason().isEmpty()) {
                units.add(unit);
            } else {
                refused = why;
            }
        }
        return units.isEmpty() ? refused : new Found(units, "", "");
    }

    private static CudaUnit unit(CUdevice device, int ordinal) {
        byte[] name = new byte[256];
        long[] bytes = new long[1];
        JCudaDriver.cuDeviceGetName(name, name.length, device);
        JCudaDriver.cuDeviceTotalMem(bytes, device);
        return new CudaUnit(
                ordinal,
                new String(name, StandardCharsets.UTF_8).replace("\0", "").trim(),
                10 * attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                        + attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
                Math.max(1, attribute(device, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT)),
                bytes[0],
                attribute(device, CU_DEVICE_ATTRIBUTE_KERNEL_EXEC_TIMEOUT) != 0);
    }

    /** Why the kernel cannot run on a device; an empty reason if it can. */
    private static Found refusal(CUdevice device, CudaUnit unit) {
        if (unit.capability() < KernelImage.LEAST_CAPABILITY) {
            return missing(
                    unit.description() + " is too old: the kernel needs compute capability "
                            + KernelImage.LEAST_CAPABILITY / 10 + "." + KernelImage.LEAST_CAPABILITY % 10,
                    "use another backend");
        }
        if (attribute(device, CU_DEVICE_ATTRIBUTE_CAN_MAP_HOST_MEMORY) == 0) {
            return missing(unit.description() + " cannot map the host's memory", "use another backend");
        }
        int mode = attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_MODE);
        if (mode == CU_COMPUTEMODE_PROHIBITED) {
            return missing(
                    unit.description() + " is in compute mode prohibited",
                    "nvidia-smi -i " + unit.ordinal() + " -c DEFAULT");
        }
        return mode == CU_COMPUTEMODE_EXCLUSIVE_PROCESS ? refusalOfExclusive(device, unit) : missing("", "");
    }

    /** A device in exclusive mode may be somebody's; that shows only when it is asked for. */
    private static Found refusalOfExclusive(CUdevice device, CudaUnit unit) {
        CUcontext context = new CUcontext();
        int result = JCudaDriver.cuCtxCreate(context, 0, device);
        if (result == CUresult.CUDA_SUCCESS) {
            JCudaDriver.cuCtxDestroy(context);
            return missing("", "");
        }
        return missing(
                unit.description() + " is in exclusive mode and busy: the driver gave " + DriverErrors.name(result),
                "end the process that nvidia-smi shows, or nvidia-smi -i " + unit.ordinal() + " -c DEFAULT");
    }

    private static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        return JCudaDriver.cuDeviceGetAttribute(value, attribute, device) == CUresult.CUDA_SUCCESS ? value[0] : 0;
    }

    private static Found noDevice() {
        return missing(
                "the CUDA driver is there, but it shows no device",
                "see what nvidia-smi shows, and whether CUDA_VISIBLE_DEVICES hides the device");
    }

    private static String dotted(int version) {
        return version / 1_000 + "." + version % 1_000 / 10;
    }

    private static Found missing(String reason, String remedy) {
        return new Found(List.of(), reason, remedy);
    }
}

package dev.coresident.backend.aparapi.opencl;

import com.aparapi.Config;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.opencl.OpenCLLoader;
import com.aparapi.internal.opencl.OpenCLPlatform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What OpenCL devices there are. Looked for once in the life of the program; the answer, or the reason for none, is kept. */
public final class OpenClSearch {
    private static final long PROBE_MILLIS = 1_800;
    private static final long OPEN_MILLIS = 30_000;

    /**
     * What was found.
     *
     * @param units devices, the best first; empty if there is none
     * @param reason why there is none, else empty
     * @param remedy what would help, else empty
     */
    public record Found(List<OpenClUnit> units, String reason, String remedy) {
        /** Copies the list. */
        public Found {
            units = List.copyOf(units);
        }
    }

    private OpenClSearch() {}

    /**
     * The answer, or, where the drivers take longer than a probe may, that they do; a later call may know more. Any thread. Never
     * throws; less than two seconds.
     */
    public static Found found() {
        return within(PROBE_MILLIS);
    }

    /** The answer, for who would rather wait. */
    public static Found foundPatiently() {
        return within(OPEN_MILLIS);
    }

    /** Begins the search with the first call. */
    private static final class Once {
        static final FutureTask<Found> SEARCH = new FutureTask<>(OpenClSearch::search);

        static {
            Thread.ofPlatform().daemon().name("coresident-opencl-search").start(SEARCH);
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
                            "the OpenCL drivers did not answer within " + millis + " ms",
                            "ask again; if that does not help see whether clinfo answers, and remove the driver that hangs"
                                    + " from /etc/OpenCL/vendors");
                } catch (ExecutionException e) {
                    return missing("looking for OpenCL failed: " + e.getCause(), "see whether clinfo answers");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Found search() {
        try {
            if (!isNativeAccessEnabled()) {
                return missing(
                        "native access is not enabled for the modules aparapi and aparapi.jni",
                        "start java with --enable-native-access=aparapi,aparapi.jni,dev.coresident.backend.aparapi");
            }
            quieten();
            if (!NativeErrors.during(OpenCLLoader::isOpenCLAvailable, true).value()) {
                return missing(
                        "the OpenCL loader or Aparapi's native library could not be loaded on "
                                + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        "install an OpenCL loader and a driver (Debian, Ubuntu: ocl-icd-libopencl1 pocl-opencl-icd)");
            }
            List<OpenClUnit> units =
                    NativeErrors.during(OpenClSearch::list, true).value();
            return units.isEmpty()
                    ? missing(
                            "the OpenCL loader is there, but no platform has a device",
                            "install a driver (Debian, Ubuntu: pocl-opencl-icd for the processor, or your GPU vendor's)")
                    : new Found(units, "", "");
        } catch (LinkageError | RuntimeException e) {
            return missing(
                    "OpenCL could not be looked at: " + e,
                    "see whether clinfo answers, and whether Aparapi has a native library for this machine");
        }
    }

    private static Found missing(String reason, String remedy) {
        return new Found(List.of(), reason, remedy);
    }

    /** Both call restricted methods: one loads a library, the other binds to it. */
    private static boolean isNativeAccessEnabled() {
        try {
            ClassLoader loader = OpenClSearch.class.getClassLoader();
            Class<?> natives = Class.forName("com.aparapi.natives.NativeLoader", false, loader);
            return natives.getModule().isNativeAccessEnabled()
                    && OpenCLDevice.class.getModule().isNativeAccessEnabled();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the jar aparapi-jni is not there", e);
        }
    }

    /**
     * Silences Aparapi's own logger: what matters becomes an exception or a reason. Loading its Config sets the level of every
     * handler of the program's root logger, which is none of its business and is undone.
     */
    private static void quieten() {
        Map<Handler, Level> levels = new HashMap<>();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            levels.put(handler, handler.getLevel());
        }
        Logger aparapi = Logger.getLogger(Config.getLoggerName());
        for (Map.Entry<Handler, Level> before : levels.entrySet()) {
            before.getKey().setLevel(before.getValue());
        }
        aparapi.setLevel(Level.OFF);
    }

    private static List<OpenClUnit> list() {
        List<OpenClUnit> units = new ArrayList<>();
        List<OpenCLPlatform> platforms = OpenCLPlatform.getUncachedOpenCLPlatforms();
        for (int platform = 0; platform < platforms.size(); platform++) {
            List<OpenCLDevice> devices = platforms.get(platform).getOpenCLDevices();
            for (int index = 0; index < devices.size(); index++) {
                units.add(new OpenClUnit(units.size(), platform, index, devices.get(index)));
            }
        }
        units.sort(Comparator.comparingInt(OpenClUnit::rank)
                .thenComparingInt(OpenClUnit::computeUnits)
                .reversed());
        return units;
    }
}

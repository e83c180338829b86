package dev.coresident.bench.opencl;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * The time that all processors spent in this program: of the C library, in nanoseconds; elsewhere than on Linux of the JVM, in ticks. One
 * thread.
 */
final class ProcessorClock {
    private static final int PROCESS_CPUTIME = 2; // of Linux
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final MemorySegment time = Arena.ofAuto().allocate(16, 8);
    private final @Nullable MethodHandle clock = System.getProperty("os.name").equals("Linux") ? handle() : null;

    @SuppressWarnings("restricted") // a program that is started with native access
    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    long nanos() {
        MethodHandle precise = clock;
        if (precise == null) {
            return SYSTEM.getProcessCpuTime();
        }
        try {
            int failed = (int) precise.invokeExact(PROCESS_CPUTIME, time);
            if (failed != 0) {
                throw new IllegalStateException("the system has no clock of this program's processors");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000 + time.get(ValueLayout.JAVA_LONG, 8);
    }
}

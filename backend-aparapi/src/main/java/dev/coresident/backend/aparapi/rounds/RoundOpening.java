package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.KernelText;
import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.backend.aparapi.opencl.OpenClUnit;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.layout.Geometry;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Opens round devices: memory, compiled kernel, and a first launch that shows what the device can see. */
public final class RoundOpening {
    private static final int LAUNCHES_PER_ROUND = 4;
    private static final int ECHO = 0x5EED;

    /** How a device's memory is reached. */
    public enum Memory {
        /** Shared if the device is a processor and the first launch shows that it works in the arrays themselves. */
        AUTO,
        /** Shared, or the device does not open. */
        SHARED,
        /** What changed is sent and fetched, even where it need not be. */
        STAGED
    }

    private RoundOpening() {}

    /**
     * Opens a device.
     *
     * @param unit on which device of OpenCL
     * @param geometry the shape of the regions
     * @param memory how the memory is reached
     * @param round how long a round may last
     * @throws DeviceException nothing is left open then
     */
    public static Device open(OpenClUnit unit, Geometry geometry, Memory memory, Duration round)
            throws DeviceException {
        Places places = Places.of(geometry);
        check(unit, places);
        Arena arena = Arena.ofShared();
        @Nullable KernelRun run = null;
        try {
            HostRegions host = new HostRegions(geometry, arena);
            boolean mayShare = unit.isCpu() && memory != Memory.STAGED;
            RoundKernel kernel = kernel(unit, places, mayShare);
            run = KernelRun.compile(unit, kernel, KernelText.text());
            Shape shape = Shape.of(unit);
            String apart = greet(run, shape, mayShare);
            boolean shared = apart.isEmpty();
            if (memory == Memory.SHARED && !shared) {
                throw new DeviceException(
                        Category.USER,
                        "the property memory is \"shared\", but " + unit.description() + " keeps memory of its own ("
                                + apart + "): leave memory out");
            }
            ReentrantLock launching = new ReentrantLock();
            Transfers transfers = shared
                    ? new SharedTransfers(host, places, kernel)
                    : new StagedTransfers(host, places, run, launching, shape.most(), shape.group());
            Launches launches =
                    new Launches(host, places, run, transfers, launching, shape, round.toNanos() / LAUNCHES_PER_ROUND);
            DeviceFacts facts = RoundFacts.of(unit, transfers.description());
            long copies = shared ? 1 : 2; // the arrays, and the buffers that a unit with memory of its own has for them
            return new RoundDevice(
                    facts, geometry, arena, host, launches, round.toNanos(), copies * arrayBytes(kernel));
        } catch (DeviceException | RuntimeException e) {
            close(run, arena);
            throw e;
        } catch (OutOfMemoryError e) {
            close(run, arena);
            throw new DeviceException(
                    Category.RESOURCES,
                    "the regions, with a heap of " + geometry.heapBytes()
                            + " bytes here and again in the Java heap, could not be allocated: open the device with a smaller"
                            + " heap, or give Java more with -Xmx",
                    e);
        }
    }

    private static void check(OpenClUnit unit, Places places) throws DeviceException {
        long limit = Math.min(unit.bufferLimitBytes() / 4, Integer.MAX_VALUE - 16L);
        if (places.total() > limit) {
            throw new DeviceException(
                    Category.RESOURCES,
                    "the device needs one buffer of " + 4 * places.total() + " bytes and " + unit.description()
                            + " gives at most " + 4 * limit + ": open it with a smaller heap");
        }
    }

    /**
     * The arrays. Where the device has memory of its own, the large one is made so large that the collectors leave it where it is:
     * Aparapi makes a new buffer for an array that moved, and what the device wrote would be gone.
     */
    private static RoundKernel kernel(OpenClUnit unit, Places places, boolean mayShare) {
        int least = unit.isCpu() ? 0 : 17 << 18;
        int[] memory = new int[Math.max(least, (int) places.total())];
        int[] in = new int[Batch.IN_WORDS];
        places.describe(in);
        return new RoundKernel(
                memory, in, new int[Batch.OUT_WORDS], new int[mayShare ? 16 : StagedTransfers.BULK_WORDS]);
    }

    private static long arrayBytes(RoundKernel kernel) {
        return 4L * (kernel.memory().length + kernel.in().length + kernel.out().length + kernel.bulk().length);
    }

    /** Launches without entries; empty if the kernel saw and wrote the arrays themselves, else what it did instead. */
    private static String greet(KernelRun run, Shape shape, boolean mayShare) throws DeviceException {
        RoundKernel kernel = run.kernel();
        int[] in = kernel.in();
        run.put(kernel.memory());
        run.put(in);
        run.first(shape.group(), shape.group());
        run.get(kernel.out());
        if (kernel.out()[LaunchLayout.OUT_LAUNCHES] != 1) {
            throw new DeviceException(
                    Category.INTERNAL,
                    "the kernel ran on " + run.unit().description()
                            + " and wrote nothing: its driver is of no use here");
        }
        if (!mayShare) {
            return "it was not tried";
        }
        in[LaunchLayout.IN_ECHO] = ECHO; // not sent
        kernel.memory()[LaunchLayout.LAUNCHES_AT] += 1;
        run.first(shape.group(), shape.group());
        int echo = kernel.out()[LaunchLayout.OUT_ECHO]; // not fetched
        int launches = kernel.memory()[LaunchLayout.LAUNCHES_AT];
        return echo == ECHO && launches == 3 ? "" : "it answered " + echo + " and counted " + launches;
    }

    private static void close(@Nullable KernelRun run, Arena arena) {
        if (run != null) {
            run.close();
        }
        arena.close();
    }
}

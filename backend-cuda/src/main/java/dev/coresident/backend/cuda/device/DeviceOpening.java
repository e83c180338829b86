package dev.coresident.backend.cuda.device;

import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.backend.cuda.driver.CudaUnit;
import dev.coresident.backend.cuda.kernel.KernelImage;
import dev.coresident.backend.cuda.kernel.KernelLaunch;
import dev.coresident.backend.cuda.kernel.KernelProgram;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.Geometry;
import java.time.Duration;
import java.util.Optional;

/** Opens devices: a context, the kernel, memory on both sides. */
public final class DeviceOpening {
    /** The provider's name. */
    public static final String BACKEND = "cuda";
    /** Warps that do not work: the poller and the ender. */
    static final int OTHER_WARPS = 2;

    private static final int SLICE_BYTES = 1 << 16;
    private static final int IDLE_NANOS = 20_000;
    /** What the driver, the context and the work area need. */
    private static final long RESERVED_BYTES = 512L << 20;

    private DeviceOpening() {}

    /** Workers of a device if nobody says: a block on each multiprocessor. */
    public static int workers(CudaUnit unit) {
        return LaunchLayout.BLOCK_WARPS * unit.multiprocessors() - OTHER_WARPS;
    }

    /**
     * What a device is before it is opened.
     *
     * @param unit the device
     * @param workers how many slots it executes at once
     * @param slice how long a launch may last, or empty if it is resident
     */
    public static DeviceFacts facts(CudaUnit unit, int workers, Optional<Duration> slice) {
        String how = slice.map(limit -> "slices of " + limit.toMillis() + " ms").orElse("resident");
        return new DeviceFacts(
                BACKEND,
                unit.description() + ", " + workers + (workers == 1 ? " worker, " : " workers, ") + how,
                slice.isPresent() ? ExecutionModel.ROUNDS : ExecutionModel.RESIDENT,
                Coherence.COHERENT,
                workers,
                Math.max(unit.memoryBytes() / 2, unit.memoryBytes() - RESERVED_BYTES));
    }

    /**
     * Opens a device.
     *
     * @param program the kernel, as it is shipped or with custom ops
     * @throws DeviceException nothing is left open then
     */
    public static Device open(
            CudaUnit unit, KernelProgram program, Geometry geometry, int workers, Optional<Duration> slice)
            throws DeviceException {
        KernelLaunch launch = new KernelLaunch(geometry, workers)
                .word(LaunchLayout.LAUNCH_SLICE_BYTES, SLICE_BYTES)
                .word(LaunchLayout.LAUNCH_IDLE_NANOS, IDLE_NANOS);
        CudaContext context = CudaContext.open(unit, program, KernelImage.ENTRY);
        try {
            DeviceMemory memory = new DeviceMemory(context, geometry, launch);
            DeviceFacts facts = facts(unit, workers, slice);
            return slice.isPresent()
                    ? new SliceDevice(facts, context, memory, program.customOps(), slice.get())
                    : new ResidentDevice(facts, context, memory, program.customOps());
        } catch (DeviceException | RuntimeException e) {
            context.close();
            throw e;
        }
    }
}

package dev.coresident.backend.cuda.device;

import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.program.CustomOp;
import java.time.Duration;
import java.util.List;

/**
 * A launch for each round, bounded in time: for devices whose driver ends kernels that run for long. What a slice did not finish, scans
 * and fences, stays on the device and goes on in the next.
 */
final class SliceDevice extends CudaDevice {
    private int launches;
    /** Claims beyond completions that stood there before the start: the device goes on where another one ended. */
    private int claimedBefore;

    SliceDevice(DeviceFacts facts, CudaContext context, DeviceMemory memory, List<CustomOp> customOps, Duration slice) {
        super(facts, context, memory, customOps);
        memory.launch().address(LaunchLayout.LAUNCH_SLICE_NANOS, slice.toNanos());
    }

    @Override
    void begin() {
        // The first round launches.
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        DeviceException cause = lost();
        if (cause != null) {
            throw cause;
        }
        if (!isStarted() || isClosed()) {
            throw new IllegalStateException("a device takes rounds after start and before close");
        }
        if (maxSlots < 1) {
            throw new IllegalArgumentException("a round is for at least 1 slot, got " + maxSlots);
        }
        if (!isRunning()) {
            return 0;
        }
        try {
            return pass(maxSlots);
        } catch (DeviceException e) {
            lose(e);
            throw e;
        }
    }

    private int pass(int maxSlots) throws DeviceException {
        int before = memory().completionTail();
        slice(maxSlots);
        if (memory().endedBy() == LaunchLayout.ENDED_BY_SHUTDOWN) {
            while (isUnderWay()) {
                slice(0);
            }
            ended();
        }
        return memory().completionTail() - before;
    }

    private boolean isUnderWay() {
        return memory().claimed() != memory().completionTail() + claimedBefore;
    }

    private void slice(int maxSlots) throws DeviceException {
        if (launches == 0) {
            claimedBefore = memory().claimed() - memory().completionTail();
        }
        launches++;
        memory().launch().word(LaunchLayout.LAUNCH_LAUNCH, launches).word(LaunchLayout.LAUNCH_MAX_SLOTS, maxSlots);
        context()
                .launch(
                        memory().launch().workers() + DeviceOpening.OTHER_WARPS,
                        memory().launch().bytes());
        context().await();
    }

    @Override
    boolean drain(Duration limit) throws DeviceException {
        long begun = System.nanoTime();
        while (launches > 0 && isUnderWay()) {
            if (System.nanoTime() - begun >= limit.toNanos()) {
                return false;
            }
            slice(0);
        }
        return true;
    }
}

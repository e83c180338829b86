package dev.coresident.backend.cuda.device;

import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.program.CustomOp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One launch from start to stop. */
final class ResidentDevice extends CudaDevice {
    /** How often the driver is asked whether the kernel still runs: a question costs a microsecond or two. */
    private static final long ASK_NANOS = 1_000_000;

    private static final long STOP_PAUSE_NANOS = 50_000;
    private static final int NO_BOUND = -1;

    private final AtomicLong asked = new AtomicLong(System.nanoTime() - ASK_NANOS);

    ResidentDevice(DeviceFacts facts, CudaContext context, DeviceMemory memory, List<CustomOp> customOps) {
        super(facts, context, memory, customOps);
        memory.launch()
                .address(LaunchLayout.LAUNCH_SLICE_NANOS, 0)
                .word(LaunchLayout.LAUNCH_MAX_SLOTS, NO_BOUND)
                .word(LaunchLayout.LAUNCH_LAUNCH, 1);
    }

    @Override
    void begin() throws DeviceException {
        context()
                .launch(
                        memory().launch().workers() + DeviceOpening.OTHER_WARPS,
                        memory().launch().bytes());
    }

    /** {@inheritDoc} Always refused: this device is resident. */
    @Override
    public int round(int maxSlots) {
        throw new IllegalStateException(
                "this device is resident and takes no rounds: start it, or open it with mode=slices");
    }

    @Override
    boolean drain(Duration limit) throws DeviceException {
        long begun = System.nanoTime();
        boolean interrupted = false;
        try {
            while (context().isRunning()) {
                if (System.nanoTime() - begun >= limit.toNanos()) {
                    return false;
                }
                LockSupport.parkNanos(this, STOP_PAUSE_NANOS);
                interrupted |= Thread.interrupted();
            }
            context().await();
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Health health() {
        long now = System.nanoTime();
        long before = asked.get();
        if (isRunning() && now - before >= ASK_NANOS && asked.compareAndSet(before, now)) {
            exchange(this::ask);
        }
        return super.health();
    }

    /** A stop that waits at the same time knows by itself. */
    private void ask() throws DeviceException {
        if (!context().isRunning() && isRunning() && memory().endedBy() != LaunchLayout.ENDED_BY_HOST) {
            context().await();
            ended();
        }
    }
}

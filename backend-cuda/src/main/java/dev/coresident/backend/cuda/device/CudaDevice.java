package dev.coresident.backend.cuda.device;

import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.CustomOp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * What both ways to run the kernel share: memory, copies of the heap, losses, close.
 *
 * <p>All regions but the heap are the host's memory and need no exchange. The heap lies on the device: {@link #wrote} and {@link #fetch}
 * copy, and have copied when they return. A copy that fails is a loss, which the next {@link #health} tells.
 */
abstract sealed class CudaDevice implements Device permits ResidentDevice, SliceDevice {
    private static final Logger LOG = System.getLogger(CudaDevice.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final DeviceFacts facts;
    private final CudaContext context;
    private final DeviceMemory memory;
    private final List<CustomOp> customOps;
    /** Held for reading by who calls the driver from any thread, for writing while the context goes. */
    private final ReadWriteLock closing = new ReentrantReadWriteLock();

    private volatile boolean started;
    private volatile boolean stopped;
    private volatile boolean closed;
    private volatile @Nullable DeviceException lost;

    CudaDevice(DeviceFacts facts, CudaContext context, DeviceMemory memory, List<CustomOp> customOps) {
        this.facts = facts;
        this.context = context;
        this.memory = memory;
        this.customOps = customOps;
    }

    @Override
    public final DeviceFacts facts() {
        return facts;
    }

    @Override
    public final Geometry geometry() {
        return memory.geometry();
    }

    @Override
    public final MemorySegment region(Region region) {
        return memory.segment(region);
    }

    @Override
    public final long allocatedBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public final List<CustomOp> customOps() {
        return customOps;
    }

    @Override
    public final void start() throws DeviceException {
        if (started || stopped || closed) {
            throw new DeviceException(
                    Category.INTERNAL, "a device is started once and cannot be restarted: open a new one");
        }
        memory.begin();
        memory.workers(memory.launch().workers());
        memory.run(true);
        begin();
        started = true;
    }

    /** The first launch, if there is one. */
    abstract void begin() throws DeviceException;

    /** Waits until nothing of the kernel runs; gives whether that is so. The run word is 0. */
    abstract boolean drain(Duration limit) throws DeviceException;

    @Override
    public final void wrote(Region region, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, geometry().bytes(region));
        if (region == Region.HEAP && length > 0) {
            exchange(() -> memory.copyIn(offset, length));
        }
    }

    @Override
    public final void fetch(Region region, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, geometry().bytes(region));
        if (region == Region.HEAP && length > 0) {
            exchange(() -> memory.copyOut(offset, length));
        }
    }

    /** A call of the driver. */
    interface DriverCall {
        void run() throws DeviceException;
    }

    /** Makes a call unless the device is lost or closed; a failure is a loss. */
    final void exchange(DriverCall call) {
        closing.readLock().lock();
        try {
            if (lost == null && !closed) {
                call.run();
            }
        } catch (DeviceException e) {
            lose(e);
        } finally {
            closing.readLock().unlock();
        }
    }

    @Override
    public final void nudge() {
        // The poller looks at the tails by itself.
    }

    @Override
    public final boolean stop(Duration limit) {
        if (started && !stopped && !closed && lost == null) {
            memory.run(false);
            try {
                if (!drain(limit)) {
                    return false;
                }
            } catch (DeviceException e) {
                lose(e); // nothing of it runs any more, which is all that stopping asks for
            }
        }
        stopped = true;
        return true;
    }

    @Override
    public Health health() {
        DeviceException cause = lost;
        if (cause != null) {
            return new Health.Lost(cause);
        }
        return started && !stopped ? new Health.Alive(memory.heartbeat()) : new Health.Stopped();
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        if (!stop(CLOSE_LIMIT)) {
            memory.abandon();
            if (!stop(CLOSE_LIMIT)) {
                LOG.log(Level.WARNING, "the resident kernel did not end within {0}; its memory is kept", CLOSE_LIMIT);
                return;
            }
        }
        closing.writeLock().lock();
        try {
            closed = true;
            context.close();
            memory.release();
        } finally {
            closing.writeLock().unlock();
        }
    }

    final CudaContext context() {
        return context;
    }

    final DeviceMemory memory() {
        return memory;
    }

    final boolean isRunning() {
        return started && !stopped && !closed && lost == null;
    }

    final boolean isStarted() {
        return started;
    }

    final boolean isClosed() {
        return closed;
    }

    final @Nullable DeviceException lost() {
        return lost;
    }

    /** The kernel ended by itself: the host's SHUTDOWN was met. */
    final void ended() {
        if (memory.endedBy() != LaunchLayout.ENDED_BY_SHUTDOWN) {
            lose(new DeviceException(Category.INTERNAL, "the resident kernel ended and was not asked to"));
        }
        stopped = true;
    }

    final void lose(DeviceException cause) {
        if (lost == null) {
            LOG.log(Level.ERROR, "the device is lost", cause);
            lost = cause.category() == Category.LOST
                    ? cause
                    : new DeviceException(Category.LOST, "the device is of no more use: " + cause.getMessage(), cause);
        }
    }
}

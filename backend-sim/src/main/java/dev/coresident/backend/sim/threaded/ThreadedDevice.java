package dev.coresident.backend.sim.threaded;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.SlotWorker;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceCount;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A resident device: daemon threads that poll the ring in memory shared with the host. */
public final class ThreadedDevice implements Device {
    /** The most worker threads. */
    public static final int MAX_WORKERS = Idlers.MOST;

    private static final Logger LOG = System.getLogger(ThreadedDevice.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final DeviceFacts facts;
    private final Backing backing;
    private final DeviceMemory memory;
    private final ImageCache images;
    private final Idlers idlers = new Idlers();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger heartbeat = new AtomicInteger();
    private final AtomicInteger pollers = new AtomicInteger();

    private volatile boolean started;
    private volatile boolean stopping;
    private volatile @Nullable DeviceException lost;
    private boolean closed;

    /**
     * A device that is open and not started.
     *
     * @param facts what it says of itself; {@link DeviceFacts#computeUnits} is the number of threads
     * @param backing owns the memory; closed by {@link #close}
     * @param memory the regions
     */
    public ThreadedDevice(DeviceFacts facts, Backing backing, DeviceMemory memory) {
        this.facts = facts;
        this.backing = backing;
        this.memory = memory;
        this.images = new ImageCache(memory.heap());
    }

    @Override
    public List<DeviceCount> counts() {
        return images.counts().all();
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public Geometry geometry() {
        return memory.geometry();
    }

    @Override
    public MemorySegment region(Region region) {
        return memory.region(region);
    }

    @Override
    public void start() throws DeviceException {
        if (started || stopping) {
            throw new DeviceException(
                    DeviceException.Category.INTERNAL,
                    "a device is started once and cannot be restarted: open a new one");
        }
        started = true;
        Words.setRelease(memory.control(), ControlLayout.RUN, 1);
        Ring ring = new Ring(memory);
        ring.begin();
        pollers.set(facts.computeUnits());
        for (int index = 0; index < facts.computeUnits(); index++) {
            SlotWorker worker =
                    new SlotWorker(memory, ring, new Frame(memory, new Scanner(memory.heap(), images, memory.words())));
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("coresident-sim-" + index)
                    .unstarted(new Poller(this, index, worker, ring, idlers)));
        }
        startThreads();
    }

    private void startThreads() throws DeviceException {
        int running = 0;
        try {
            for (Thread thread : threads) {
                thread.start();
                running++;
            }
        } catch (OutOfMemoryError e) {
            pollers.addAndGet(running - threads.size());
            threads.subList(running, threads.size()).clear();
            stop(CLOSE_LIMIT);
            throw new DeviceException(
                    DeviceException.Category.RESOURCES,
                    "only " + running + " of " + facts.computeUnits()
                            + " worker threads could be started: open the device with fewer workers",
                    e);
        }
    }

    /** {@inheritDoc} Always refused: this device is resident. */
    @Override
    public int round(int maxSlots) {
        throw new IllegalStateException(
                "the threaded device is resident and takes no rounds: start it, or open the simulator with engine=stepped");
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        // The memory is the host's own.
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        // The memory is the host's own.
    }

    @Override
    public void nudge() {
        idlers.nudge();
    }

    @Override
    public boolean stop(Duration limit) {
        stopping = true;
        if (!started) {
            return true;
        }
        if (!closed) {
            Words.setRelease(memory.control(), ControlLayout.RUN, 0);
        }
        idlers.wakeAll();
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread, deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits for a thread, through interrupts; gives true if there was one. */
    private static boolean join(Thread thread, long deadline) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                thread.join(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    @Override
    public Health health() {
        DeviceException cause = lost;
        if (cause != null) {
            return new Health.Lost(cause);
        }
        return started && !stopping && pollers.get() > 0 ? new Health.Alive(heartbeat.get()) : new Health.Stopped();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (!stop(CLOSE_LIMIT)) {
            LOG.log(Level.WARNING, "a worker did not stop within {0}; its memory is kept", CLOSE_LIMIT);
            return;
        }
        closed = true;
        backing.close();
    }

    boolean isRunning() {
        return !stopping && Words.getAcquire(memory.control(), ControlLayout.RUN) != 0;
    }

    void entered() {
        Words.getAndAdd(memory.control(), memory.places().deviceLine() + DeviceLine.WORKERS, 1);
    }

    void left() {
        Words.getAndAdd(memory.control(), memory.places().deviceLine() + DeviceLine.WORKERS, -1);
        pollers.getAndDecrement();
    }

    void beat() {
        Words.setRelease(
                memory.control(), memory.places().deviceLine() + DeviceLine.HEARTBEAT, heartbeat.incrementAndGet());
    }

    /** A SHUTDOWN slot ended: nobody claims any more. */
    void shutDown() {
        stopping = true;
        idlers.wakeAll();
    }

    /** A worker met what must not happen, say a row that leads outside its region: the device is of no more use. */
    void lose(Throwable failure) {
        lost = new DeviceException(
                DeviceException.Category.INTERNAL,
                "a worker of the simulator failed, and the device is lost: " + failure,
                failure);
        LOG.log(Level.ERROR, "a worker of the simulator failed", failure);
        shutDown();
    }
}

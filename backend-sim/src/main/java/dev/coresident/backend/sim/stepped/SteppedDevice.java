package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A device in rounds whose every step is decided by a schedule. It has no thread of its own; a worker that is amid a run when a round
 * ends goes on in the next.
 */
public final class SteppedDevice implements Device, SimControl {
    private final DeviceFacts facts;
    private final long seed;
    private final Arena arena;
    private final DeviceMemory hostMemory;
    private final DeviceMemory memory;
    private final Exchange exchange;
    private final Ring ring;
    private final Trace trace = new Trace();
    private final List<VirtualWorker> workers = new ArrayList<>();
    private final VirtualWorker[] able;
    private final AtomicInteger rounds = new AtomicInteger();

    private Schedule schedule;
    private long extraTicks;
    private boolean begun;
    private boolean closed;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile @Nullable DeviceException lost;

    /**
     * A device that is open and not started.
     *
     * @param facts what it says of itself: {@link DeviceFacts#computeUnits} virtual workers, coherent or staged memory
     * @param seed what its schedule begins with
     * @param geometry the shape of the regions
     * @param arena owns the memory; closed by {@link #close}
     */
    public SteppedDevice(DeviceFacts facts, long seed, Geometry geometry, Arena arena) {
        this.facts = facts;
        this.seed = seed;
        this.arena = arena;
        this.hostMemory = DeviceMemory.allocate(geometry, arena);
        if (facts.coherence() == Coherence.STAGED) {
            this.memory = DeviceMemory.allocate(geometry, arena);
            this.exchange = new StagedExchange(hostMemory, memory);
        } else {
            this.memory = hostMemory;
            this.exchange = new Exchange.None();
        }
        this.ring = new Ring(memory);
        this.schedule = Schedule.seeded(seed);
        ImageCache images = new ImageCache(memory.heap());
        for (int index = 0; index < facts.computeUnits(); index++) {
            Frame frame = new Frame(memory, new Scanner(memory.heap(), images));
            workers.add(new VirtualWorker(index, memory, ring, frame, trace, exchange));
        }
        this.able = new VirtualWorker[workers.size()];
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public Geometry geometry() {
        return hostMemory.geometry();
    }

    @Override
    public MemorySegment region(Region region) {
        return hostMemory.region(region);
    }

    @Override
    public void start() throws DeviceException {
        if (started || stopped) {
            throw new DeviceException(
                    DeviceException.Category.INTERNAL,
                    "a device is started once and cannot be restarted: open a new one");
        }
        Words.setRelease(hostMemory.control(), ControlLayout.RUN, 1);
        Words.set(memory.control(), memory.places().deviceLine() + DeviceLine.WORKERS, workers.size());
        started = true;
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        DeviceException cause = lost;
        if (cause != null) {
            throw cause;
        }
        if (!started || closed) {
            throw new IllegalStateException("a device takes rounds after start and before close");
        }
        if (maxSlots < 1) {
            throw new IllegalArgumentException("a round is for at least 1 slot, got " + maxSlots);
        }
        if (stopped) {
            return 0;
        }
        try {
            return pass(maxSlots);
        } catch (RuntimeException | AssertionError e) {
            DeviceException failure = new DeviceException(
                    DeviceException.Category.INTERNAL,
                    "the simulator failed in a step, and the device is lost: " + e,
                    e);
            lost = failure;
            throw failure;
        }
    }

    private int pass(int maxSlots) {
        exchange.beginRound();
        if (!begun) {
            ring.begin();
            begun = true;
        }
        Words.set(memory.control(), memory.places().deviceLine() + DeviceLine.HEARTBEAT, rounds.incrementAndGet());
        boolean mayClaim = Words.getAcquire(memory.control(), ControlLayout.RUN) != 0;
        int ended = 0;
        while (ended < maxSlots) {
            int choices = ableWorkers(mayClaim);
            if (choices == 0) {
                break;
            }
            VirtualWorker worker = able[schedule.choose(choices)];
            ended += worker.step(schedule, mayClaim);
            if (worker.shutdownAsked()) {
                mayClaim = false;
                stopped = true;
                maxSlots = Integer.MAX_VALUE; // what was claimed ends now: there is no next round
            }
        }
        exchange.endRound();
        return ended;
    }

    private int ableWorkers(boolean mayClaim) {
        int count = 0;
        for (VirtualWorker worker : workers) {
            if (worker.canStep(mayClaim)) {
                able[count++] = worker;
            }
        }
        return count;
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        exchange.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        exchange.fetch(region, offset, length);
    }

    @Override
    public void nudge() {
        // Nothing polls between rounds.
    }

    /** {@inheritDoc} What was claimed ends in a last pass of the calling thread; the limit is not needed. */
    @Override
    public boolean stop(Duration limit) {
        if (started && !stopped && !closed) {
            Words.setRelease(hostMemory.control(), ControlLayout.RUN, 0);
            try {
                round(Integer.MAX_VALUE);
            } catch (DeviceException e) {
                // Lost: nothing of it runs any more, which is all that stopping asks for.
                stopped = true;
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
        return started && !stopped ? new Health.Alive(rounds.get()) : new Health.Stopped();
    }

    @Override
    public void close() {
        if (!closed) {
            stop(Duration.ZERO);
            closed = true;
            arena.close();
        }
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public long steps() {
        return trace.steps();
    }

    @Override
    public long clock() {
        return trace.steps() + extraTicks;
    }

    @Override
    public void advance(long ticks) {
        if (ticks < 0) {
            throw new IllegalArgumentException("virtual time never goes back, got " + ticks + " ticks");
        }
        extraTicks += ticks;
    }

    @Override
    public long traceHash() {
        return trace.hash();
    }

    @Override
    public List<Step> trace() {
        return trace.last();
    }

    @Override
    public void follow(Schedule replacement) {
        schedule = replacement;
    }
}

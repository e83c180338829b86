package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.weak.WeakWords;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceCount;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A device whose every step is decided by a schedule, in rounds or, as a resident one, when its {@link SimControl} says so. It has no
 * thread of its own; a worker that is amid a run when a round ends goes on in the next.
 */
public final class SteppedDevice implements Device, SimControl {
    private final DeviceFacts facts;
    private final long seed;
    private final Backing backing;
    private final DeviceMemory hostMemory;
    private final DeviceMemory memory;
    private final Exchange exchange;
    private final Ring ring;
    private final Trace trace;
    private final CompletionFaults completionFaults = new CompletionFaults();
    private final Decider decider;
    private final Crew crew;
    private final Breakage breakage;
    private final AtomicInteger heartbeat = new AtomicInteger();

    private boolean begun;
    private boolean closed;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile @Nullable DeviceException lost;

    /**
     * A device that is open and not started.
     *
     * @param facts what it says of itself: {@link DeviceFacts#computeUnits} virtual workers, model, coherent or staged memory
     * @param weak whether the workers see a memory weaker than the machine's
     * @param seed what its schedule begins with
     * @param traced steps that its trace keeps
     * @param geometry the shape of the regions
     * @param backing owns the memory; closed by {@link #close}
     */
    public SteppedDevice(DeviceFacts facts, boolean weak, long seed, int traced, Geometry geometry, Backing backing) {
        this(facts, weak ? WeakWords::new : (memory, schedule) -> null, seed, traced, geometry, backing);
    }

    SteppedDevice(DeviceFacts facts, Views views, long seed, int traced, Geometry geometry, Backing backing) {
        this.facts = facts;
        this.seed = seed;
        this.backing = backing;
        this.hostMemory = DeviceMemory.allocate(geometry, backing);
        boolean staged = facts.coherence() == Coherence.STAGED;
        this.memory = staged ? DeviceMemory.allocate(geometry, backing) : hostMemory;
        this.exchange = staged ? new StagedExchange(hostMemory, memory) : new SharedMemory(memory);
        this.ring = new Ring(memory);
        this.trace = new Trace(traced);
        this.decider = new Decider(Schedule.seeded(seed));
        this.crew = Crew.of(facts.computeUnits(), memory, ring, trace, exchange, completionFaults, decider, views);
        this.breakage = new Breakage(hostMemory, memory, exchange, trace, completionFaults, crew);
    }

    @Override
    public List<DeviceCount> counts() {
        return crew.counts().all();
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

    /** Staged memory is there twice. */
    @Override
    public long allocatedBytes() {
        return Device.super.allocatedBytes() * (facts.coherence() == Coherence.STAGED ? 2 : 1);
    }

    @Override
    public void start() throws DeviceException {
        throwIfLost();
        if (started || stopped) {
            throw new DeviceException(
                    Category.INTERNAL, "a device is started once and cannot be restarted: open a new one");
        }
        Words.setRelease(hostMemory.control(), ControlLayout.RUN, 1);
        Words.set(memory.control(), memory.places().deviceLine() + DeviceLine.WORKERS, crew.size());
        started = true;
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        if (facts.model() == ExecutionModel.RESIDENT) {
            throw new IllegalStateException("the stepped device was opened with model=resident and takes no rounds:"
                    + " call SimControl.step, or open it with model=rounds");
        }
        throwIfLost();
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
            throw broken(e);
        }
    }

    private DeviceException broken(Throwable failure) {
        DeviceException cause = new DeviceException(
                Category.INTERNAL, "the simulator failed in a step, and the device is lost: " + failure, failure);
        lost = cause;
        return cause;
    }

    private void throwIfLost() throws DeviceException {
        DeviceException cause = lost;
        if (cause != null) {
            throw cause;
        }
    }

    private int pass(int maxSlots) throws DeviceException {
        exchange.beginRound();
        boolean mayClaim = beginPass();
        int ended = 0;
        while (ended < maxSlots) {
            int released = crew.step(mayClaim);
            throwIfLost();
            if (released == Crew.NOBODY) {
                break;
            }
            ended += released;
            if (crew.shutdownAsked()) {
                mayClaim = false;
                stopped = true;
                maxSlots = Integer.MAX_VALUE; // what was claimed ends now: there is no next round
            }
        }
        crew.settle();
        exchange.endRound();
        return ended;
    }

    /** Beats if anybody is awake; gives whether slots may be claimed. */
    private boolean beginPass() {
        if (!begun) {
            ring.begin();
            begun = true;
        }
        if (crew.isAwake()) {
            Words.set(
                    memory.control(), memory.places().deviceLine() + DeviceLine.HEARTBEAT, heartbeat.incrementAndGet());
        }
        return !crew.shutdownAsked() && Words.getAcquire(memory.control(), ControlLayout.RUN) != 0;
    }

    @Override
    public int step(int most) {
        if (facts.model() != ExecutionModel.RESIDENT) {
            throw new IllegalStateException(
                    "the stepped device takes its steps in rounds: call round, or open it with model=resident");
        }
        if (most < 1) {
            throw new IllegalArgumentException("a device takes at least 1 step, got " + most);
        }
        return started && !stopped && !closed && lost == null ? steps(most) : 0;
    }

    private int steps(int most) {
        long before = trace.steps();
        try {
            boolean mayClaim = beginPass();
            while (trace.steps() - before < most && crew.step(mayClaim) != Crew.NOBODY && lost == null) {
                mayClaim &= !crew.shutdownAsked();
            }
        } catch (RuntimeException | AssertionError e) {
            broken(e);
        }
        return (int) (trace.steps() - before);
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        exchange.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        if (lost == null) {
            exchange.fetch(region, offset, length);
        }
    }

    @Override
    public void nudge() {
        // Nothing polls by itself.
    }

    /**
     * {@inheritDoc} What was claimed ends in a last pass of the calling thread. The limit is virtual time, a tick for a nanosecond: stalled
     * workers that have something in hand are waited for so long. Dead ones end nothing any more.
     */
    @Override
    public boolean stop(Duration limit) {
        if (!started || stopped || closed || lost != null) {
            stopped = true;
            return true;
        }
        Words.setRelease(hostMemory.control(), ControlLayout.RUN, 0);
        long left = ticks(limit);
        while (true) {
            if (!lastPass()) {
                break; // lost: nothing of it runs any more, which is all that stopping asks for
            }
            long wait = crew.untilSomebodyWakes();
            if (wait > left) {
                return false;
            }
            if (wait == 0) {
                break;
            }
            crew.advance(wait);
            left -= wait;
        }
        stopped = true;
        return true;
    }

    private boolean lastPass() {
        try {
            if (facts.model() == ExecutionModel.RESIDENT) {
                step(Integer.MAX_VALUE);
            } else {
                round(Integer.MAX_VALUE);
            }
            return lost == null;
        } catch (DeviceException e) {
            return false;
        }
    }

    private static long ticks(Duration limit) {
        try {
            return limit.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Health health() {
        DeviceException cause = lost;
        if (cause != null) {
            return new Health.Lost(cause);
        }
        return started && !stopped && !crew.shutdownAsked() ? new Health.Alive(heartbeat.get()) : new Health.Stopped();
    }

    /** {@inheritDoc} Nothing runs outside a call, so that a worker that will not stop keeps nothing open. */
    @Override
    public void close() {
        if (!closed) {
            stop(Duration.ZERO);
            stopped = true;
            closed = true;
            backing.close();
        }
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public int workers() {
        return crew.size();
    }

    @Override
    public long steps() {
        return trace.steps();
    }

    @Override
    public long clock() {
        return crew.clock();
    }

    @Override
    public void advance(long ticks) {
        crew.advance(Breakage.notNegative(ticks));
    }

    @Override
    public long traceHash() {
        return trace.hash();
    }

    @Override
    public long stateHash() {
        StateHash hash = new StateHash();
        hostMemory.addTo(hash);
        if (facts.coherence() == Coherence.STAGED) {
            memory.addTo(hash);
        }
        crew.hash(hash);
        completionFaults.hash(hash);
        hash.add(lost != null ? 1 : stopped ? 2 : started ? 3 : 4);
        return hash.value();
    }

    @Override
    public List<Step> trace() {
        return trace.last();
    }

    @Override
    public void follow(Schedule replacement) {
        decider.follow(replacement);
    }

    @Override
    public void stall(int worker, long ticks) {
        breakage.stall(worker, ticks);
    }

    @Override
    public void kill(int worker) {
        breakage.kill(worker);
    }

    @Override
    public void lose(String reason) {
        if (lost == null && !closed) {
            lost = new DeviceException(Category.LOST, "the simulated device was lost: " + reason);
            breakage.lose();
        }
    }

    @Override
    public void corrupt(Region region, long offset, int word) {
        breakage.corrupt(region, offset, word);
    }

    @Override
    public void duplicateNextCompletion() {
        breakage.duplicateNextCompletion();
    }

    @Override
    public void delayNextCompletion(long ticks) {
        breakage.delayNextCompletion(ticks);
    }
}

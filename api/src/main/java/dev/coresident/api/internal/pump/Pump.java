package dev.coresident.api.internal.pump;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle as a function with one owner at a time. Whoever calls {@link #poll} and finds it free runs one cycle: callers do
 * so when they wait or their queue is full, a backstop thread does so for work that nobody waits for.
 *
 * <p>Why not a thread of its own: docs/adr/0003. What it costs: docs/measurements.
 */
public final class Pump {
    /** Slots that one round of a ROUNDS device may end. */
    static final int ROUND_SLOTS = 4_096;

    private static final VarHandle OWNER;
    private static final VarHandle CYCLES;
    private static final VarHandle IN_RING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(Pump.class, "owner", Thread.class).withInvokeExactBehavior();
            CYCLES = lookup.findVarHandle(Pump.class, "cycles", long.class).withInvokeExactBehavior();
            IN_RING = lookup.findVarHandle(Pump.class, "inRing", int.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Device device;
    private final boolean rounds;
    private final SlotTable slots;
    private final ReadySet ready;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final Fill fill;
    private final Drain drain;
    private final Chores chores;
    private final @Nullable Recorder recorder;
    private final KernelTime time;
    private final boolean driven;

    @SuppressWarnings("UnusedVariable") // through OWNER
    private volatile @Nullable Thread owner;

    private volatile @Nullable DeviceException lost;
    private volatile @Nullable FaultCode over;
    private volatile boolean halted;

    @SuppressWarnings("UnusedVariable") // through CYCLES
    private volatile long cycles;

    @SuppressWarnings("UnusedVariable") // through IN_RING
    private volatile int inRing;

    /**
     * A pump over a device that was opened.
     *
     * @param device the device
     * @param chores what else is to be done between cycles
     * @param time by which it waits
     * @param driven true if no backstop looks at the device's health, so that every cycle must
     */
    public Pump(Device device, Chores chores, KernelTime time, boolean driven) {
        this(device, chores, time, driven, null);
    }

    /**
     * A pump that has every slot and every end recorded.
     *
     * @param recorder is told of them; null for nobody
     */
    public Pump(Device device, Chores chores, KernelTime time, boolean driven, @Nullable Recorder recorder) {
        this.recorder = recorder;
        Geometry geometry = device.geometry();
        this.device = device;
        this.chores = chores;
        this.time = time;
        this.driven = driven;
        this.rounds = device.facts().model() == ExecutionModel.ROUNDS;
        this.slots = new SlotTable(geometry.partitions());
        this.ready = new ReadySet(geometry.tenantRows());
        this.states = new AtomicReferenceArray<>(geometry.tenantRows());
        this.fill = new Fill(device.region(Region.CONTROL), device.region(Region.RING), slots, ready, states, recorder);
        this.drain = new Drain(device.region(Region.COMPLETION), geometry.completions(), slots, states, fill, time);
    }

    /** Work of the owner that is not slots: giving memory back, recycling ids. */
    public interface Chores {
        /** Called once a cycle by the owner; must be one volatile read when there is nothing to do. */
        void run();

        /** True if something waits to be done. */
        boolean pending();
    }

    /** True if the chores have something to do. */
    boolean hasChores() {
        return chores.pending();
    }

    /** Puts a new tenant in its id's place. The id's last tenant was sealed. Called before the tenant can submit. */
    public void attach(TenantState state) {
        if (recorder != null) {
            state.attachedQueue().record(recorder, state.word());
        }
        states.set(state.id(), state);
        ready.admit(state.id());
    }

    /** Called by producers after they put something into a queue. */
    void published(int id) {
        ready.set(id);
    }

    /**
     * Runs one cycle if nobody else does.
     *
     * @return how much was done; 0 also if somebody else runs it, or this thread already does
     */
    public int poll() {
        if (owner != null || !OWNER.compareAndSet(this, (Thread) null, Thread.currentThread())) {
            return 0;
        }
        try {
            return cycle();
        } finally {
            OWNER.setRelease(this, (Thread) null);
        }
    }

    /** True if the calling thread runs a cycle, that is, called from a listener. */
    public boolean isOwner() {
        return Thread.currentThread().equals(owner);
    }

    private int cycle() {
        FaultCode end = over;
        if (end != null) {
            drain.abandon(end);
            IN_RING.setRelease(this, slots.occupied);
            if (end == FaultCode.DEVICE_LOST) {
                chores.run();
            }
            return 0;
        }
        if (halted) {
            return drain.run();
        }
        if (driven) {
            look();
        }
        int done = drain.run();
        int written = fill.run();
        if (rounds) {
            if (slots.occupied > 0) {
                done += round();
            }
        } else if (written > 0) {
            device.nudge();
        }
        chores.run();
        IN_RING.setRelease(this, slots.occupied);
        CYCLES.setRelease(this, cycles + 1);
        return done + written;
    }

    private int round() {
        try {
            device.round(ROUND_SLOTS);
        } catch (DeviceException e) {
            lose(e);
            return 0;
        } catch (RuntimeException e) {
            lose(new DeviceException(
                    Category.INTERNAL, "a round of the device threw, and the device is lost: " + e, e));
            return 0;
        }
        int done = 0;
        for (int taken = drain.run(); taken > 0; taken = drain.run()) {
            done += taken;
        }
        return done;
    }

    /** Looks at the device's health. */
    void look() {
        if (lost == null && device.health() instanceof Health.Lost(DeviceException cause)) {
            lose(cause);
        }
    }

    /** The clock that everything here goes by. */
    public KernelTime time() {
        return time;
    }

    /** The device is gone: everything outstanding fails, nothing more is accepted. */
    public void lose(DeviceException cause) {
        lost = cause;
        over = FaultCode.DEVICE_LOST;
        shutAll(Refusal.DEVICE_LOST);
    }

    /** Refuses everything from now on. */
    public void shutAll(Refusal reason) {
        for (int id = 0; id < states.length(); id++) {
            TenantState state = states.get(id);
            if (state != null) {
                state.shut(reason);
            }
        }
    }

    /** Why the device was lost, or null. */
    public @Nullable DeviceException lost() {
        return lost;
    }

    /**
     * Stops the device as the pump's owner, so that nobody is in a round meanwhile, and gives it no more work. Waits for the owner.
     *
     * @return true if it stopped within the limit
     */
    public boolean halt(Duration limit) {
        if (!own(limit)) {
            halted = true;
            return false;
        }
        try {
            halted = true;
            return device.stop(limit);
        } finally {
            OWNER.setRelease(this, (Thread) null);
        }
    }

    /** Waits for the owner to return from its cycle; false if it does not within the limit. */
    private boolean own(Duration limit) {
        long begin = time.nanoTime();
        long limitNanos = Backoff.nanos(limit);
        for (long poll = 0; !OWNER.compareAndSet(this, (Thread) null, Thread.currentThread()); poll++) {
            if (time.nanoTime() - begin >= limitNanos) {
                return false;
            }
            time.pause(poll);
        }
        return true;
    }

    /**
     * Ends everything outstanding with a fault, and whatever still slips in. Called when the device has stopped for good; the device
     * is not touched afterwards. Waits for the owner.
     *
     * @param before called when all that the device ended has been told, and nothing else
     */
    public boolean finish(FaultCode why, Runnable before, Duration limit) {
        if (!own(limit)) {
            over = why;
            return false;
        }
        try {
            if (over == null) {
                while (drain.run() > 0) {
                    // what did end is told as it ended
                }
            }
            before.run();
            over = why;
            drain.abandon(why);
            IN_RING.setRelease(this, slots.occupied);
        } finally {
            OWNER.setRelease(this, (Thread) null);
        }
        return true;
    }

    /** True once nothing runs any more, so that whatever is still in a queue must be ended by polling. */
    boolean isOver() {
        return over != null;
    }

    /** Cycles run so far, for the backstop. */
    long cycles() {
        return cycles;
    }

    /** Slots in the ring now. */
    public int inRing() {
        return inRing;
    }

    /** Completions that named no outstanding submission. */
    public long spurious() {
        return drain.spurious();
    }

    /** The positions published at each level. The owner's own. */
    public ImmutableLongArray tails() {
        return ImmutableLongArray.copyOf(slots.tails);
    }

    /** True if everything published below these positions has ended. The owner's own. */
    public boolean isSettled(ImmutableLongArray tails) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (slots.settledBefore(level) < tails.get(level)) {
                return false;
            }
        }
        return true;
    }

    /** True if anything is queued or in the ring. */
    boolean hasWork() {
        if (inRing > 0) {
            return true;
        }
        for (int w = 0; w < ready.words(); w++) {
            for (long bits = ready.word(w); bits != 0; bits &= bits - 1) {
                TenantState state = states.get((w << 6) + Long.numberOfTrailingZeros(bits));
                if (state != null && state.outstanding() > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}

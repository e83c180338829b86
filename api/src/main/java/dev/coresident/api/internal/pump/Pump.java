package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.jfr.FlightEvents;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.FaultCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
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

    private static final VarHandle CYCLES;
    private static final VarHandle IN_RING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CYCLES = lookup.findVarHandle(Pump.class, "cycles", long.class).withInvokeExactBehavior();
            IN_RING = lookup.findVarHandle(Pump.class, "inRing", int.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Device device;
    private boolean rounds;
    private final Traffic traffic;
    private final Chores chores;
    private final @Nullable Recorder recorder;
    private final KernelTime time;
    private final boolean driven;
    private @Nullable Keeper keeper;

    private final Ownership ownership = new Ownership();

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
        this.device = device;
        this.chores = chores;
        this.time = time;
        this.driven = driven;
        this.rounds = device.facts().model() == ExecutionModel.ROUNDS;
        this.traffic = new Traffic(device, time, recorder);
    }

    /** Work of the owner that is not slots: giving memory back, recycling ids. */
    public interface Chores {
        /** Called once a cycle by the owner; must be one volatile read when there is nothing to do. */
        void run();

        /** True if something waits to be done. */
        boolean pending();
    }

    /** Sets who looks after the device. Once, before anybody polls. */
    public void keep(Keeper by) {
        keeper = by;
    }

    /** Sets who serves slots that ask the host, and ends them through {@link Traffic#ender}. Once, before anybody polls. */
    public void serve(HandOver by) {
        traffic.drain.handOverTo(by);
    }

    /** Who serves slots that ask the host. */
    public HandOver handOver() {
        return traffic.drain.handOver();
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
        traffic.attach(state);
    }

    /** Called by producers after they put something into a queue. */
    void published(int id) {
        traffic.published(id);
    }

    /**
     * Runs one cycle if nobody else does.
     *
     * @return how much was done; 0 also if somebody else runs it, or this thread already does
     */
    public int poll() {
        if (!ownership.tryTake()) {
            return 0;
        }
        try {
            return cycle();
        } finally {
            ownership.giveBack();
        }
    }

    /** True if the calling thread runs a cycle, that is, called from a listener. */
    public boolean isOwner() {
        return ownership.isMine();
    }

    private int cycle() {
        FaultCode end = over;
        if (end != null) {
            traffic.drain.abandon(end);
            IN_RING.setRelease(this, traffic.slots.occupied);
            if (end == FaultCode.DEVICE_LOST) {
                chores.run();
            }
            return 0;
        }
        if (halted) {
            return lost == null ? traffic.drain.run() : 0;
        }
        if (driven) {
            lookNow();
        }
        if (lost != null) {
            return handOver().run();
        }
        int done = traffic.drain.run() + handOver().run();
        int written = traffic.fill.run();
        if (written > 0) {
            FlightEvents.published(written);
        }
        if (rounds) {
            if (traffic.slots.occupied > 0) {
                done += round();
            }
        } else if (written > 0) {
            DeviceException thrown = DeviceGuard.nudge(device);
            if (thrown != null) {
                lost(thrown);
            }
        }
        chores.run();
        IN_RING.setRelease(this, traffic.slots.occupied);
        CYCLES.setRelease(this, cycles + 1);
        return done + written;
    }

    private int round() {
        DeviceException thrown = DeviceGuard.round(device, ROUND_SLOTS);
        if (thrown != null) {
            lost(thrown);
            return 0;
        }
        int done = 0;
        for (int taken = traffic.drain.run(); taken > 0; taken = traffic.drain.run()) {
            done += taken;
        }
        return done;
    }

    private void lost(DeviceException cause) {
        Keeper by = keeper;
        if (by == null) {
            lose(cause);
            giveUp();
        } else {
            by.lost(cause);
        }
    }

    /** Looks after the device, as the owner; false if somebody else is at it, who may be looking himself. */
    boolean look() {
        if (!ownership.tryTake()) {
            return false;
        }
        try {
            lookNow();
        } finally {
            ownership.giveBack();
        }
        return true;
    }

    private void lookNow() {
        Keeper by = keeper;
        if (by != null && over == null && !halted) {
            by.look();
        }
    }

    /** How long the backstop may go without a look. */
    long lookNanos() {
        Keeper by = keeper;
        return by == null ? Long.MAX_VALUE : by.lookNanos();
    }

    /** The clock that everything here goes by. */
    public KernelTime time() {
        return time;
    }

    /** The device is gone: it is not touched from now on. The owner's. */
    public void lose(DeviceException cause) {
        lost = cause;
    }

    /** There will be no other device: everything outstanding fails, nothing more is accepted. The owner's. */
    public void giveUp() {
        over = FaultCode.DEVICE_LOST;
        shutAll(Refusal.DEVICE_LOST);
    }

    /**
     * Goes on with another device, whose tables and heap are written. What was in the ring runs again or fails. The owner's.
     *
     * @param mayRunAgain judges what was in the ring
     * @param reruns the most times one submission runs again
     * @return how many run again in the low half, how many failed in the high half
     */
    public long moveTo(Device next, Survivors.Judge mayRunAgain, int reruns) {
        device = next;
        rounds = next.facts().model() == ExecutionModel.ROUNDS;
        long counts = traffic.moveTo(next, mayRunAgain, reruns);
        IN_RING.setRelease(this, traffic.slots.occupied);
        return counts;
    }

    /** The device runs: slots go to it from now on. The owner's. */
    public void goOn() {
        lost = null;
    }

    /** What goes on between queues and ring. */
    public Traffic traffic() {
        return traffic;
    }

    /** The device of the moment. */
    public Device device() {
        return device;
    }

    /** True if there is no backstop, and polling does all. */
    public boolean isDriven() {
        return driven;
    }

    /** False while there is none, and what is outstanding waits for another. */
    public boolean hasDevice() {
        return !isBetweenDevices();
    }

    /** True if the device was lost and another may come. */
    boolean isBetweenDevices() {
        return lost != null && over == null && !halted;
    }

    /** True if the device was lost and there will be no other. */
    public boolean isGivenUp() {
        return over == FaultCode.DEVICE_LOST;
    }

    /** Refuses everything from now on. */
    public void shutAll(Refusal reason) {
        traffic.shutAll(reason);
    }

    /** Why the device was lost, or null while there is one. */
    public @Nullable DeviceException lost() {
        return lost;
    }

    /**
     * Stops the device as the pump's owner, so that nobody is in a round meanwhile, and gives it no more work. Waits for the owner.
     *
     * @return true if it stopped within the limit
     */
    public boolean halt(Duration limit) {
        if (!ownership.take(limit, time)) {
            halted = true;
            return false;
        }
        try {
            halted = true;
            return DeviceGuard.stop(device, limit);
        } finally {
            ownership.giveBack();
        }
    }

    /**
     * Runs a piece as the pump's owner, between two cycles. Any thread but one that is inside a cycle.
     *
     * @return false if the owner did not return within the limit, or the calling thread is it; then nothing was run
     */
    public boolean between(Runnable piece, Duration limit) {
        if (isOwner() || !ownership.take(limit, time)) {
            return false;
        }
        try {
            piece.run();
        } finally {
            ownership.giveBack();
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
        if (!ownership.take(limit, time)) {
            over = why;
            return false;
        }
        try {
            if (over == null && lost == null) {
                traffic.drainAll(); // what did end is told as it ended
                while (handOver().run() > 0) {
                    // and what was answered as it was answered
                }
            }
            before.run();
            over = why;
            traffic.drain.abandon(why);
            IN_RING.setRelease(this, traffic.slots.occupied);
        } finally {
            ownership.giveBack();
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

    /** True if anything is queued or in the ring. */
    boolean hasWork() {
        return inRing > 0 || traffic.isAnyQueued();
    }
}

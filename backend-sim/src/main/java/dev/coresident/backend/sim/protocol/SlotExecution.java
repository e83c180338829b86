package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.interpreter.TenantView;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;

/** How one worker executes the slots of a run and ends them: what both engines share between a claim and its completions. */
public final class SlotExecution {
    private final DeviceMemory memory;
    private final Ring ring;
    private final PendingFences fences;
    private final Frame frame;
    private boolean shutdown;

    /** For one worker of a device. */
    public SlotExecution(DeviceMemory memory, Ring ring, Frame frame) {
        this.memory = memory;
        this.ring = ring;
        this.fences = new PendingFences(memory, ring);
        this.frame = frame;
    }

    /** The view that {@link Admission#check} fills before slots of a tenant are executed. */
    public TenantView tenant() {
        return frame.tenant();
    }

    /** The fences that this worker put aside. */
    public PendingFences fences() {
        return fences;
    }

    /** True once a slot of this worker asked the device to stop. */
    public boolean shutdownAsked() {
        return shutdown;
    }

    /** Result word 0 of the slot executed last. */
    public int result() {
        return frame.r0();
    }

    /** Adds the fences, whether the device is to stop, and of the slot executed last what its end needs. */
    public void hash(StateHash into, boolean amidSlot) {
        fences.hash(into);
        into.add(shutdown ? 1 : 0);
        if (amidSlot) {
            frame.hash(into);
        }
    }

    /** Where in the heap the slot executed last wrote. */
    public long outputAt() {
        return frame.outputAt();
    }

    /** How many bytes it wrote there; 0 if none. */
    public long outputBytes() {
        return frame.outputBytes();
    }

    /** Where in the heap the slot that was executed last wrote a scan's state. */
    public long stateAt() {
        return frame.stateAt();
    }

    /** How many bytes of state it wrote there; 0 if none. */
    public long stateBytes() {
        return frame.stateBytes();
    }

    /**
     * Executes the slot at an index of a run.
     *
     * @param refusal what {@link Admission#check} gave for the slot's tenant word
     * @return 0, a fault's number, {@link SlotInterpreter#HANDED} if the host is to end it, or {@link SlotInterpreter#FENCE} if the slot
     *     was put aside and has not ended
     */
    public int execute(Run run, int index, int refusal) {
        if (refusal != 0) {
            return frame.refuse(refusal);
        }
        int outcome = SlotInterpreter.run(frame, run.slot(index), run.level());
        if (outcome == SlotInterpreter.FENCE) {
            return fences.arrive(run, index, frame);
        }
        if (outcome == SlotInterpreter.SHUTDOWN) {
            shutdown = true;
            return 0;
        }
        return outcome;
    }

    /** Notes how the slot executed last ended, and releases its status, the results being written. */
    public void end(Run run, int index, int outcome) {
        int slot = run.slot(index);
        int status = switch (outcome) {
            case 0 -> SlotStatus.DONE;
            case SlotInterpreter.HANDED -> SlotStatus.WAIT_IO;
            default -> SlotStatus.FAULT;
        };
        int lap = ring.lap(run.level(), run.position() + index);
        run.end(index, CompletionLayout.ending(status, Math.max(outcome, 0), lap), frame);
        release(slot, status);
    }

    /** Moves the fences that can end into a run; their statuses are yet to be {@linkplain #releaseFence released}. */
    public int collectFences(Run run) {
        return fences.size() == 0 ? 0 : fences.collect(run, frame);
    }

    /** Releases the status of a collected fence. */
    public void releaseFence(Run run, int index) {
        release(run.slot(index), SlotStatus.DONE);
    }

    private void release(int slot, int status) {
        memory.words().setRelease(memory.ring(), SlotLayout.at(slot) + SlotLayout.STATUS, status);
    }
}

package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;

/**
 * Fences that one worker claimed and whose batches have not ended.
 *
 * <p>A fence waits only for positions before its own, and those were claimed before it. So of all slots that were claimed at a level
 * and have not ended, the one with the lowest position always can end: fences never wait in a circle, and a worker whose list is
 * full may stop claiming until one of its fences has ended.
 *
 * <p>A predecessor counts as ended when its status is terminal, or EMPTY, which only the host writes, to a slot that ended. The
 * host leaves the slots of a batch alone until its fence has ended.
 */
public final class PendingFences {
    /** Fences that a worker keeps; with so many it stops claiming. */
    static final int CAPACITY = 256;

    private final DeviceMemory memory;
    private final Ring ring;
    private final int[] slots = new int[CAPACITY];
    private final int[] words = new int[CAPACITY];
    private final int[] levels = new int[CAPACITY];
    private final int[] positions = new int[CAPACITY];
    private final int[] remaining = new int[CAPACITY];
    private int size;

    /** An empty list for one worker. */
    public PendingFences(DeviceMemory memory, Ring ring) {
        this.memory = memory;
        this.ring = ring;
    }

    /** Fences that wait. */
    public int size() {
        return size;
    }

    /** True if a run of the length given may not be claimed, because its slots might all be fences. */
    public boolean isTooFullFor(int slotsOfRun) {
        return size > CAPACITY - slotsOfRun;
    }

    /** True if {@link #collect} would end at least one. */
    public boolean canEnd() {
        for (int i = 0; i < size; i++) {
            remaining[i] = stillWaitingFor(levels[i], positions[i], remaining[i]);
            if (remaining[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks at a fence that was claimed.
     *
     * @param run the run it belongs to
     * @param index its index there
     * @param frame receives its results if it ends at once
     * @return 0 if it ended, FENCE_MALFORMED, or {@link SlotInterpreter#FENCE} if it was put aside
     */
    public int arrive(Run run, int index, Frame frame) {
        int slot = run.slot(index);
        int count = argument(slot, 0);
        int level = run.level();
        int position = run.position() + index;
        boolean beforeTheBeginning = Integer.compareUnsigned(count, position) > 0 && !ring.hasWrapped(level);
        if (Integer.compareUnsigned(count, ring.capacity(level)) >= 0 || beforeTheBeginning) {
            return FaultCode.FENCE_MALFORMED.number();
        }
        int left = stillWaitingFor(level, position, count);
        if (left == 0) {
            SlotInterpreter.fenceResults(frame, count, argument(slot, 1));
            return 0;
        }
        slots[size] = slot;
        words[size] = run.word(index);
        levels[size] = level;
        positions[size] = position;
        remaining[size++] = left;
        return SlotInterpreter.FENCE;
    }

    /**
     * Moves fences whose batches have ended into a run, at most as many as fit.
     *
     * @param run is emptied, then receives them, each noted as ended DONE
     * @param frame scratch for results
     * @return fences that ended
     */
    public int collect(Run run, Frame frame) {
        run.begin(0, 0);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (run.size() < Run.MOST) {
                remaining[i] = stillWaitingFor(levels[i], positions[i], remaining[i]);
            }
            if (remaining[i] == 0 && run.size() < Run.MOST) {
                run.add(slots[i], words[i]);
                SlotInterpreter.fenceResults(frame, argument(slots[i], 0), argument(slots[i], 1));
                int lap = ring.lap(levels[i], positions[i]);
                run.end(run.size() - 1, CompletionLayout.ending(SlotStatus.DONE, 0, lap), frame);
            } else {
                keep(i, kept++);
            }
        }
        size = kept;
        return run.ended();
    }

    /** Adds the fences that wait. */
    public void hash(StateHash into) {
        into.add(size);
        into.add(slots, size);
        into.add(words, size);
        into.add(levels, size);
        into.add(positions, size);
    }

    private void keep(int from, int to) {
        slots[to] = slots[from];
        words[to] = words[from];
        levels[to] = levels[from];
        positions[to] = positions[from];
        remaining[to] = remaining[from];
    }

    /** Of the nearest {@code count} predecessors, how many are left from the oldest that has not ended on. */
    private int stillWaitingFor(int level, int position, int count) {
        int left = count;
        while (left != 0) {
            int status = ring.status(ring.slot(level, position - left));
            if (!SlotStatus.isWritable(status)) {
                break;
            }
            left--;
        }
        return left;
    }

    private int argument(int slot, int index) {
        return memory.words().get(memory.ring(), SlotLayout.at(slot) + SlotLayout.ARGUMENT + 4L * index);
    }
}

package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;

/**
 * The duty cycle of one worker: claim a run, execute it, end it. One thread at a time calls it; it allocates nothing.
 *
 * <p>Within a run, neighbours of one tenant word are counted and admitted together. The order for every slot is: claim counted, row
 * read, results, status released, end counted, completion entry written, its sequence released.
 */
public final class SlotWorker {
    private final DeviceMemory memory;
    private final Claiming claiming;
    private final PendingFences fences;
    private final Frame frame;
    private final Run run = new Run();
    private boolean shutdown;

    /** A worker of a device. */
    public SlotWorker(DeviceMemory memory, Ring ring, Frame frame) {
        this.memory = memory;
        this.claiming = new Claiming(memory, ring);
        this.fences = new PendingFences(memory, ring);
        this.frame = frame;
    }

    /**
     * One pass: ends the fences that can end, then claims and executes one run.
     *
     * @return slots claimed plus fences ended; 0 means that there was nothing to do
     */
    public int pass() {
        int ended = endFences();
        if (fences.isTooFullFor(Run.MOST)) {
            return ended;
        }
        int claimed = claiming.claim(run, Run.MOST);
        if (claimed == 0) {
            return ended;
        }
        int index = 0;
        while (index < claimed) {
            index = executeNeighbours(index, claimed);
        }
        complete();
        return ended + claimed;
    }

    /** Ends the fences that can end; gives how many did. Also what a worker does once it was asked to stop. */
    public int endFences() {
        if (fences.size() == 0 || fences.collect(run, frame) == 0) {
            return 0;
        }
        for (int i = 0; i < run.ended(); i++) {
            release(run.slot(i), SlotStatus.DONE);
            Counts.ended(memory, run.word(i), 1, 0);
        }
        complete();
        return run.ended();
    }

    /** Fences that this worker claimed and that wait. */
    public int pendingFences() {
        return fences.size();
    }

    /** True once a slot of this worker asked the device to stop. */
    public boolean shutdownAsked() {
        return shutdown;
    }

    private int executeNeighbours(int from, int claimed) {
        int word = run.word(from);
        int to = from + 1;
        while (to < claimed && run.word(to) == word) {
            to++;
        }
        Counts.claimed(memory, word, to - from);
        int refusal = Admission.check(memory, word, frame.tenant());
        int done = 0;
        int faulted = 0;
        for (int i = from; i < to; i++) {
            int slot = run.slot(i);
            int outcome = refusal == 0 ? execute(slot, i) : frame.refuse(refusal);
            if (outcome == SlotInterpreter.FENCE) {
                continue;
            }
            int status = outcome == 0 ? SlotStatus.DONE : SlotStatus.FAULT;
            done += outcome == 0 ? 1 : 0;
            faulted += outcome == 0 ? 0 : 1;
            run.end(i, CompletionLayout.ending(status, outcome), frame);
            release(slot, status);
        }
        Counts.ended(memory, word, done, faulted);
        return to;
    }

    private int execute(int slot, int index) {
        int outcome = SlotInterpreter.run(frame, slot, run.level());
        if (outcome >= 0) {
            return outcome;
        }
        if (outcome == SlotInterpreter.FENCE) {
            return fences.arrive(run, index, frame);
        }
        shutdown = true;
        return 0;
    }

    private void release(int slot, int status) {
        Words.setRelease(memory.ring(), SlotLayout.at(slot) + SlotLayout.STATUS, status);
    }

    private void complete() {
        int entries = run.ended();
        if (entries == 0) {
            return;
        }
        int position = Completions.reserve(memory, entries);
        for (int i = 0; i < entries; i++) {
            Completions.write(memory, position + i, run, i);
            Completions.release(memory, position + i);
        }
    }
}

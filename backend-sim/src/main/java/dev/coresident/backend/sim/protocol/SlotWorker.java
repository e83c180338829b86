package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.memory.DeviceMemory;

/**
 * The duty cycle of one worker: claim a run, execute it, end it. One thread at a time calls it; it allocates nothing.
 *
 * <p>Within a run, neighbours of one tenant word are counted and admitted together. The order for every slot is: claim counted, row
 * read, results, status released, end counted, completion entry written, its sequence released.
 */
public final class SlotWorker {
    private final DeviceMemory memory;
    private final Claiming claiming;
    private final SlotExecution execution;
    private final Completions completions;
    private final Run run = new Run();

    /** A worker of a device. */
    public SlotWorker(DeviceMemory memory, Ring ring, Frame frame) {
        this.memory = memory;
        this.claiming = new Claiming(memory, ring);
        this.execution = new SlotExecution(memory, ring, frame);
        this.completions = new Completions(memory);
    }

    /**
     * One pass: ends the fences that can end, then claims and executes one run.
     *
     * @return slots claimed plus fences ended; 0 means that there was nothing to do
     */
    public int pass() {
        int ended = endFences();
        if (execution.fences().isTooFullFor(Run.MOST)) {
            return ended;
        }
        int claimed = claiming.claim(run, Run.MOST);
        if (claimed == 0) {
            return ended;
        }
        int index = 0;
        while (index < claimed) {
            index = executeNeighbours(index, run.neighboursEnd(index));
        }
        complete();
        return ended + claimed;
    }

    /** Ends the fences that can end; gives how many did. Also what a worker does once it was asked to stop. */
    public int endFences() {
        int ended = execution.collectFences(run);
        for (int i = 0; i < ended; i++) {
            execution.releaseFence(run, i);
            Counts.ended(memory, run.word(i), 1, 0, 0);
        }
        if (ended > 0) {
            complete();
        }
        return ended;
    }

    /** Fences that this worker claimed and that wait. */
    public int pendingFences() {
        return execution.fences().size();
    }

    /** True once a slot of this worker asked the device to stop. */
    public boolean shutdownAsked() {
        return execution.shutdownAsked();
    }

    private int executeNeighbours(int from, int to) {
        int word = run.word(from);
        Counts.claimed(memory, word, to - from);
        int refusal = Admission.check(memory, word, execution.tenant());
        int done = 0;
        int handed = 0;
        int ended = 0;
        for (int i = from; i < to; i++) {
            int outcome = execution.execute(run, i, refusal);
            if (outcome == SlotInterpreter.FENCE) {
                continue;
            }
            execution.end(run, i, outcome);
            ended++;
            done += outcome == 0 ? 1 : 0;
            handed += outcome == SlotInterpreter.HANDED ? 1 : 0;
        }
        Counts.ended(memory, word, done, ended - done - handed, handed);
        return to;
    }

    private void complete() {
        int entries = run.ended();
        if (entries == 0) {
            return;
        }
        int position = completions.reserve(entries);
        for (int i = 0; i < entries; i++) {
            completions.write(position + i, run, i);
            completions.release(position + i, run, i);
        }
    }
}

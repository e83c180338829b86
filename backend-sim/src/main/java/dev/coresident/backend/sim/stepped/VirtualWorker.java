package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.protocol.Admission;
import dev.coresident.backend.sim.protocol.Claiming;
import dev.coresident.backend.sim.protocol.Completions;
import dev.coresident.backend.sim.protocol.Counts;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.Run;
import dev.coresident.backend.sim.protocol.SlotExecution;
import dev.coresident.spi.layout.CompletionLayout;

/**
 * One worker of the stepped engine: the duty cycle of {@code SlotWorker}, stopped after every action. It holds what a thread would
 * hold on its stack: which action comes next, and how far it is in its run.
 */
final class VirtualWorker {
    /** Short runs give the schedule more to choose from than long ones. */
    private static final int LONGEST_RUN = 4;

    private final int index;
    private final DeviceMemory memory;
    private final Ring ring;
    private final Claiming claiming;
    private final SlotExecution execution;
    private final Completions completions;
    private final Run run = new Run();
    private final Trace trace;
    private final Exchange exchange;

    /** What comes next; CLAIM also stands for having nothing in hand. */
    private Action next = Action.CLAIM;

    private boolean endingFences;
    private int from;
    private int to;
    private int at;
    private int refusal;
    private int outcome;
    private int done;
    private int faulted;
    private int position;
    private int released;

    VirtualWorker(int index, DeviceMemory memory, Ring ring, Frame frame, Trace trace, Exchange exchange) {
        this.index = index;
        this.memory = memory;
        this.ring = ring;
        this.claiming = new Claiming(memory, ring);
        this.execution = new SlotExecution(memory, ring, frame);
        this.completions = new Completions(memory);
        this.trace = trace;
        this.exchange = exchange;
    }

    /** True if a step would do something. */
    boolean canStep(boolean mayClaim) {
        return next != Action.CLAIM || execution.fences().canEnd() || (mayClaim && hasRoom() && ring.work() != 0);
    }

    boolean shutdownAsked() {
        return execution.shutdownAsked();
    }

    /** Does one action; gives the completion entries that it released, 0 or 1. */
    int step(Schedule schedule, boolean mayClaim) {
        switch (next) {
            case CLAIM -> {
                if (execution.fences().canEnd()) {
                    collectFences();
                } else if (mayClaim && hasRoom()) {
                    claim(1 + schedule.choose(LONGEST_RUN));
                }
            }
            case COUNT_CLAIMS -> countClaims();
            case ADMIT -> admit();
            case EXECUTE -> execute();
            case END -> end();
            case COUNT_ENDS -> countEnds();
            case RESERVE -> reserve();
            case WRITE -> write();
            case RELEASE -> {
                release();
                return 1;
            }
            case COLLECT_FENCES -> throw new AssertionError("fences are collected by a worker with nothing in hand");
        }
        return 0;
    }

    private boolean hasRoom() {
        return !execution.fences().isTooFullFor(LONGEST_RUN);
    }

    private void claim(int most) {
        int claimed = claiming.claim(run, most);
        if (claimed > 0) {
            endingFences = false;
            from = 0;
            next = Action.COUNT_CLAIMS;
            trace.add(index, Action.CLAIM, run.slot(0), run.word(0), run.level(), claimed);
        }
    }

    private void countClaims() {
        to = run.neighboursEnd(from);
        Counts.claimed(memory, run.word(from), to - from);
        trace.add(index, Action.COUNT_CLAIMS, -1, run.word(from), to - from, 0);
        next = Action.ADMIT;
    }

    private void admit() {
        refusal = Admission.check(memory, run.word(from), execution.tenant());
        trace.add(index, Action.ADMIT, -1, run.word(from), refusal, 0);
        at = from;
        done = 0;
        faulted = 0;
        next = Action.EXECUTE;
    }

    private void execute() {
        outcome = execution.execute(run, at, refusal);
        trace.add(index, Action.EXECUTE, run.slot(at), run.word(at), outcome, execution.result());
        if (outcome == SlotInterpreter.FENCE) {
            at++;
            next = at < to ? Action.EXECUTE : Action.COUNT_ENDS;
        } else {
            next = Action.END;
        }
    }

    private void end() {
        int slot = run.slot(at);
        int word = run.word(at);
        if (endingFences) {
            outcome = 0;
            execution.releaseFence(run, at);
        } else {
            execution.end(run, at, outcome);
        }
        exchange.ended(slot);
        trace.add(index, Action.END, slot, word, outcome, 0);
        done += outcome == 0 ? 1 : 0;
        faulted += outcome == 0 ? 0 : 1;
        at++;
        if (at == to || endingFences) {
            next = Action.COUNT_ENDS;
        } else {
            next = Action.EXECUTE;
        }
    }

    private void countEnds() {
        int word = run.word(endingFences ? at - 1 : to - 1);
        Counts.ended(memory, word, done, faulted);
        trace.add(index, Action.COUNT_ENDS, -1, word, done, faulted);
        done = 0;
        faulted = 0;
        from = endingFences ? at : to;
        if (from < run.size()) {
            next = endingFences ? Action.END : Action.COUNT_CLAIMS;
        } else {
            next = run.ended() > 0 ? Action.RESERVE : Action.CLAIM;
        }
    }

    private void reserve() {
        position = completions.reserve(run.ended());
        released = 0;
        trace.add(index, Action.RESERVE, -1, 0, position, run.ended());
        next = Action.WRITE;
    }

    private void write() {
        completions.write(position + released, run, released);
        int word = (int) run.tenantAndEnding(released);
        trace.add(index, Action.WRITE, run.endedSlot(released), word, position + released, 0);
        next = Action.RELEASE;
    }

    private void release() {
        completions.release(position + released, run, released);
        exchange.released(position + released);
        int word = (int) run.tenantAndEnding(released);
        int fault = CompletionLayout.fault((int) (run.tenantAndEnding(released) >>> 32));
        trace.add(index, Action.RELEASE, run.endedSlot(released), word, position + released, fault);
        released++;
        next = released < run.ended() ? Action.WRITE : Action.CLAIM;
    }

    private void collectFences() {
        int fences = execution.collectFences(run);
        trace.add(index, Action.COLLECT_FENCES, run.slot(0), run.word(0), fences, 0);
        endingFences = true;
        at = 0;
        to = fences;
        done = 0;
        faulted = 0;
        next = Action.END;
    }
}

package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.interpreter.SlotInterpreter;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.backend.sim.protocol.Admission;
import dev.coresident.backend.sim.protocol.Claiming;
import dev.coresident.backend.sim.protocol.Completions;
import dev.coresident.backend.sim.protocol.Counts;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.Run;
import dev.coresident.backend.sim.protocol.SlotExecution;
import dev.coresident.backend.sim.weak.WeakWords;
import dev.coresident.spi.layout.CompletionLayout;
import org.jspecify.annotations.Nullable;

/**
 * One worker of the stepped engine: the duty cycle of {@code SlotWorker}, stopped after every action. It holds what a thread would
 * hold on its stack: which action comes next, and how far it is in its run.
 */
final class VirtualWorker {
    /** Short runs give the schedule more to choose from than long ones. */
    private static final int LONGEST_RUN = 4;

    private final int index;
    private final DeviceMemory memory;
    private final Claiming claiming;
    private final SlotExecution execution;
    private final Completions completions;
    private final Run run = new Run();
    private final Trace trace;
    private final Exchange exchange;
    private final CompletionFaults faults;
    private final @Nullable WeakWords weak;

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
    private int handed;
    private int position;
    private int released;
    private int copies;
    private long wakesAt;
    private boolean dead;

    VirtualWorker(
            int index,
            DeviceMemory memory,
            Ring ring,
            Frame frame,
            Trace trace,
            Exchange exchange,
            CompletionFaults faults,
            @Nullable WeakWords weak) {
        this.index = index;
        this.memory = memory;
        this.claiming = new Claiming(memory, ring);
        this.execution = new SlotExecution(memory, ring, frame);
        this.completions = new Completions(memory);
        this.trace = trace;
        this.exchange = exchange;
        this.faults = faults;
        this.weak = weak;
    }

    /**
     * True if a step would do something.
     *
     * @param work whether there is something to claim
     */
    boolean canStep(boolean work) {
        return !dead
                && (next != Action.CLAIM
                        || (work && hasRoom())
                        || execution.fences().canEnd());
    }

    boolean isAlive() {
        return !dead;
    }

    /** It never steps again. */
    void kill() {
        dead = true;
        if (weak != null) {
            weak.drainAll(); // what it stored is on its way, and no matter of its own any more
        }
    }

    /** True if it holds stores back. */
    boolean canDrain() {
        return weak != null && weak.pending() > 0;
    }

    /** Lets one store become visible. */
    void drain() {
        if (weak != null) {
            long which = weak.drainOne();
            trace.add(index, Action.DRAIN, -1, 0, (int) (which >>> 32), (int) which);
        }
    }

    /** A border of a round: nothing is held back, nothing is remembered. */
    void settle() {
        if (weak != null) {
            weak.settle();
        }
    }

    /** Adds all that its later steps depend on. */
    void hash(StateHash into, long now) {
        into.add(next.number());
        into.add((dead ? 1 : 0) | (endingFences ? 2 : 0));
        into.add(Math.max(0, wakesAt - now));
        into.add(claiming.passed());
        execution.hash(into, next != Action.CLAIM);
        if (next != Action.CLAIM) {
            run.hash(into);
            into.add(new int[] {from, to, at, refusal, outcome, done, faulted, handed, position, released, copies}, 11);
        }
        if (weak != null) {
            weak.hash(into);
        }
    }

    /** It takes no step before a tick. */
    void sleepUntil(long tick) {
        wakesAt = tick;
    }

    long wakesAt() {
        return wakesAt;
    }

    boolean sleepsAt(long now) {
        return now < wakesAt;
    }

    boolean shutdownAsked() {
        return execution.shutdownAsked();
    }

    /** Does one action; gives the completion entries that it released, 0 or 1. */
    int step(Schedule schedule, boolean mayClaim, long now) {
        int entries = act(schedule, mayClaim, now);
        if (weak != null) {
            weak.endStep();
        }
        return entries;
    }

    private int act(Schedule schedule, boolean mayClaim, long now) {
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
            case WRITE -> write(now);
            case RELEASE -> {
                return release();
            }
            case COLLECT_FENCES, DRAIN -> throw new AssertionError(next + " is never what comes next");
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
        handed = 0;
        next = Action.EXECUTE;
    }

    private void execute() {
        outcome = execution.execute(run, at, refusal);
        if (execution.outputBytes() > 0) {
            exchange.output(execution.outputAt(), execution.outputBytes());
        }
        if (execution.stateBytes() > 0) {
            exchange.output(execution.stateAt(), execution.stateBytes());
        }
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
        faulted += outcome > 0 ? 1 : 0;
        handed += outcome == SlotInterpreter.HANDED ? 1 : 0;
        at++;
        if (at == to || endingFences) {
            next = Action.COUNT_ENDS;
        } else {
            next = Action.EXECUTE;
        }
    }

    private void countEnds() {
        int word = run.word(endingFences ? at - 1 : to - 1);
        Counts.ended(memory, word, done, faulted, handed);
        trace.add(index, Action.COUNT_ENDS, -1, word, done, faulted | handed << 16);
        done = 0;
        faulted = 0;
        handed = 0;
        from = endingFences ? at : to;
        if (from < run.size()) {
            next = endingFences ? Action.END : Action.COUNT_CLAIMS;
        } else {
            next = run.ended() > 0 ? Action.RESERVE : Action.CLAIM;
        }
    }

    private void reserve() {
        copies = faults.takeDuplicate();
        position = completions.reserve(run.ended() + copies);
        released = 0;
        trace.add(index, Action.RESERVE, -1, 0, position, run.ended() + copies);
        next = Action.WRITE;
    }

    private void write(long now) {
        int entry = entry();
        completions.write(position + released, run, entry);
        int word = (int) run.tenantAndEnding(entry);
        trace.add(index, Action.WRITE, run.endedSlot(entry), word, position + released, 0);
        next = Action.RELEASE;
        long delay = faults.takeDelay();
        if (delay > 0) {
            sleepUntil(now + delay);
        }
    }

    /** Gives 1, or 0 for a copy. */
    private int release() {
        int entry = entry();
        completions.release(position + released, run, entry);
        exchange.released(position + released);
        int word = (int) run.tenantAndEnding(entry);
        int fault = CompletionLayout.fault((int) (run.tenantAndEnding(entry) >>> 32));
        trace.add(index, Action.RELEASE, run.endedSlot(entry), word, position + released, fault);
        released++;
        next = released < run.ended() + copies ? Action.WRITE : Action.CLAIM;
        return released <= run.ended() ? 1 : 0;
    }

    /** Which of the run's ends the next entry is for: in order, then the first once more for a duplicate. */
    private int entry() {
        return released < run.ended() ? released : 0;
    }

    private void collectFences() {
        int fences = execution.collectFences(run);
        trace.add(index, Action.COLLECT_FENCES, run.slot(0), run.word(0), fences, 0);
        endingFences = true;
        at = 0;
        to = fences;
        done = 0;
        faulted = 0;
        handed = 0;
        next = Action.END;
    }
}

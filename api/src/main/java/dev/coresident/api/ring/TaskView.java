package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Continuation tasks in memory that the caller manages: work that pauses, yields or is requeued and goes on where it left off.
 *
 * <p>One thread at a time spawns and resumes, and faults what is PAUSED. Any thread claims, by one compare-and-swap, so that one runner
 * wins; only the thread that claimed a task advances it and leaves it. Every transition writes its words first and the state last with
 * release; one that does not start from the task's state is refused and changes nothing. The view owns nothing and is valid as
 * long as its memory. Nothing here allocates unless it refuses.
 */
public final class TaskView {
    /** The most tasks in one view. */
    public static final int MAX_TASKS = Geometry.MAX_RECORDS;
    /** Words of a task. */
    public static final int TASK_WORDS = (int) (TaskLayout.BYTES / Integer.BYTES);
    /** What {@link #claimFrom} gives when no task can be taken. */
    public static final int NONE = -1;

    private static final Extent EXTENT =
            new Extent("a task table", "tasks", 0, TaskLayout.BYTES, MAX_TASKS, TaskLayout.BYTES);

    private final MemorySegment memory;
    private final int tasks;

    private TaskView(MemorySegment memory, int tasks) {
        this.memory = memory;
        this.tasks = tasks;
    }

    /**
     * A view over memory that holds exactly so many tasks.
     *
     * @param memory writable, 64-byte aligned, exactly {@code 64 * tasks} bytes; zeros are EMPTY tasks
     * @param tasks u32, at most {@link #MAX_TASKS}
     */
    public static Opening<TaskView> open(MemorySegment memory, int tasks) {
        RingRefusal refusal = EXTENT.refuse(memory, UnsignedInts.toLong(tasks));
        if (refusal == null && memory.isReadOnly()) {
            refusal = new RingRefusal.ReadOnly();
        }
        return refusal != null ? new Opening.Refused<>(refusal) : new Opening.Opened<>(new TaskView(memory, tasks));
    }

    /** Tasks there is room for. */
    public int tasks() {
        return tasks;
    }

    /**
     * Writes a new task and makes it READY; age, requeues and yields begin at 0.
     *
     * @param task u32
     * @return accepted, or {@link RingRefusal.ReservedOpcode}, or as {@link #advance}
     */
    public RingOutcome spawn(int task, ContinuationTask what) {
        RingRefusal refusal = refuse(task, TaskTransition.SPAWN);
        if (refusal == null && !RingView.isPublishableByTenant(what.opcode())) {
            refusal = new RingRefusal.ReservedOpcode(what.opcode());
        }
        if (refusal != null) {
            return refusal;
        }
        set(task, TaskLayout.OPCODE, what.opcode());
        set(task, TaskLayout.TENANT, what.tenantWord());
        set(task, TaskLayout.PRIORITY, what.priority().level());
        set(task, TaskLayout.INPUT_HANDLE, what.inputHandle());
        set(task, TaskLayout.OUTPUT_HANDLE, what.outputHandle());
        set(task, TaskLayout.PARAMETER, what.parameter());
        set(task, TaskLayout.CONTINUATION_PC, what.continuationPc());
        set(task, TaskLayout.CONTINUATION_DATA, what.continuationData());
        set(task, TaskLayout.RESUME_EPOCH, 0);
        set(task, TaskLayout.TASK_ID, what.taskId());
        set(task, TaskLayout.PARENT_ID, what.parentId());
        set(task, TaskLayout.AGE, 0);
        set(task, TaskLayout.REQUEUES, 0);
        set(task, TaskLayout.YIELDS, 0);
        set(task, TaskLayout.FLAGS, what.requeueRequested() ? TaskLayout.FLAG_REQUEUE_REQUESTED : 0);
        return release(task, TaskLayout.READY);
    }

    /**
     * A runner takes one task.
     *
     * @param task u32
     * @return accepted, for one of many callers, or as {@link #advance}
     */
    public RingOutcome claim(int task) {
        if (Integer.compareUnsigned(task, tasks) >= 0) {
            return noSuchTask(task);
        }
        long at = TaskLayout.at(task) + TaskLayout.STATE;
        int state = Words.getAcquire(memory, at);
        while (TaskTransition.CLAIM.isAllowedFrom(state)) {
            int before = Words.compareAndExchange(memory, at, state, TaskLayout.RUNNING);
            if (before == state) {
                return RingOutcome.Accepted.ACCEPTED;
            }
            state = before;
        }
        return refusal(task, state, TaskTransition.CLAIM);
    }

    /**
     * A runner takes the first schedulable task at or after a place.
     *
     * @param first where to look first, 0 to {@link #tasks}; start after the last one taken, so that no task waits behind others
     * @return the task, now the caller's to run, or {@link #NONE}
     */
    public int claimFrom(int first) {
        for (int task = Math.max(first, 0); task < tasks; task++) {
            int state = state(task);
            if (TaskLayout.isSchedulable(state)
                    && Words.compareAndSet(memory, TaskLayout.at(task) + TaskLayout.STATE, state, TaskLayout.RUNNING)) {
                return task;
            }
        }
        return NONE;
    }

    /**
     * The runner notes how far it is.
     *
     * @param task u32
     * @param pc where it goes on
     * @param data what it carries there
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.UnknownTaskState},
     *     {@link RingRefusal.TaskInState}
     */
    public RingOutcome advance(int task, int pc, int data) {
        RingRefusal refusal = refuse(task, TaskTransition.ADVANCE);
        if (refusal != null) {
            return refusal;
        }
        set(task, TaskLayout.CONTINUATION_PC, pc);
        set(task, TaskLayout.CONTINUATION_DATA, data);
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * The runner leaves the task until an epoch.
     *
     * @param task u32
     * @param pc where it goes on
     * @param data what it carries there
     * @param resumeEpoch u32, from which epoch; epochs wrap
     * @return as {@link #advance}
     */
    public RingOutcome pause(int task, int pc, int data, int resumeEpoch) {
        RingRefusal refusal = refuse(task, TaskTransition.PAUSE);
        if (refusal != null) {
            return refusal;
        }
        set(task, TaskLayout.CONTINUATION_PC, pc);
        set(task, TaskLayout.CONTINUATION_DATA, data);
        set(task, TaskLayout.RESUME_EPOCH, resumeEpoch);
        flag(task, TaskLayout.FLAG_PAUSED);
        return release(task, TaskLayout.PAUSED);
    }

    /**
     * A paused task may run again.
     *
     * @param task u32
     * @param epoch u32, the epoch it is now; at most 2^31 - 1 past the one it waits for
     * @return accepted, or {@link RingRefusal.EpochNotReached}, or as {@link #advance}
     */
    public RingOutcome resume(int task, int epoch) {
        RingRefusal refusal = refuse(task, TaskTransition.RESUME);
        if (refusal != null) {
            return refusal;
        }
        int resumeEpoch = get(task, TaskLayout.RESUME_EPOCH);
        if (epoch - resumeEpoch < 0) {
            return new RingRefusal.EpochNotReached(task, UnsignedInts.toLong(epoch), UnsignedInts.toLong(resumeEpoch));
        }
        flag(task, TaskLayout.FLAG_RESUME_READY);
        return release(task, TaskLayout.READY);
    }

    /**
     * The runner gives up its turn.
     *
     * @param task u32
     * @return as {@link #advance}
     */
    public RingOutcome yieldTurn(int task) {
        RingRefusal refusal = refuse(task, TaskTransition.YIELD);
        if (refusal != null) {
            return refusal;
        }
        raise(task, TaskLayout.YIELDS);
        flag(task, TaskLayout.FLAG_YIELDED);
        return release(task, TaskLayout.YIELDED);
    }

    /**
     * The runner puts the task behind the others at its priority.
     *
     * @param task u32
     * @return as {@link #advance}
     */
    public RingOutcome requeue(int task) {
        return requeue(task, null);
    }

    /**
     * The runner puts the task behind the others at another priority.
     *
     * @param task u32
     * @param priority its level from now on; null leaves it
     * @return as {@link #advance}
     */
    public RingOutcome requeue(int task, @Nullable Priority priority) {
        RingRefusal refusal = refuse(task, TaskTransition.REQUEUE);
        if (refusal != null) {
            return refusal;
        }
        if (priority != null) {
            set(task, TaskLayout.PRIORITY, priority.level());
        }
        raise(task, TaskLayout.REQUEUES);
        raise(task, TaskLayout.AGE);
        set(task, TaskLayout.FLAGS, TaskLayout.FLAG_REQUEUE_REQUESTED);
        return release(task, TaskLayout.REQUEUED);
    }

    /**
     * The runner is done with the task.
     *
     * @param task u32
     * @return as {@link #advance}
     */
    public RingOutcome complete(int task) {
        RingRefusal refusal = refuse(task, TaskTransition.COMPLETE);
        if (refusal != null) {
            return refusal;
        }
        set(task, TaskLayout.FLAGS, 0);
        return release(task, TaskLayout.DONE);
    }

    /**
     * The task ends in a fault: its runner found one, or what a paused task waits for will not come.
     *
     * @param task u32
     * @param code why; becomes the continuation data
     * @return as {@link #advance}
     * @throws IllegalArgumentException for {@link FaultCode#NONE}
     */
    public RingOutcome fault(int task, FaultCode code) {
        if (code == FaultCode.NONE) {
            throw new IllegalArgumentException("a fault has a code, got NONE: complete the task instead");
        }
        RingRefusal refusal = refuse(task, TaskTransition.FAULT);
        if (refusal != null) {
            return refusal;
        }
        set(task, TaskLayout.CONTINUATION_DATA, code.number());
        set(task, TaskLayout.FLAGS, 0);
        return release(task, TaskLayout.FAULTED);
    }

    /**
     * Reads a task, its state with acquire before the rest. The words belong together unless somebody moves the task meanwhile.
     *
     * @param task u32
     * @param into receives 16 words in the order of {@link TaskLayout}; the rest stays as it was
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.ShortOutput}
     */
    public RingOutcome read(int task, int[] into) {
        if (Integer.compareUnsigned(task, tasks) >= 0) {
            return noSuchTask(task);
        }
        if (into.length < TASK_WORDS) {
            return new RingRefusal.ShortOutput(into.length, TASK_WORDS);
        }
        into[0] = state(task);
        for (int word = 1; word < TASK_WORDS; word++) {
            into[word] = get(task, 4L * word);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * Counts states, requeues and yields, and finds the highest age; O(tasks).
     *
     * @param into receives the figures; as it was when refused
     * @return accepted, or {@link RingRefusal.UnknownTaskState} with the first task that has one
     */
    public RingOutcome snapshot(TaskSnapshot into) {
        into.begin();
        for (int task = 0; task < tasks; task++) {
            int state = state(task);
            if (!TaskLayout.isState(state)) {
                return new RingRefusal.UnknownTaskState(task, state);
            }
            boolean empty = state == TaskLayout.EMPTY;
            into.add(
                    state,
                    empty ? 0 : UnsignedInts.toLong(get(task, TaskLayout.REQUEUES)),
                    empty ? 0 : UnsignedInts.toLong(get(task, TaskLayout.YIELDS)),
                    empty ? 0 : UnsignedInts.toLong(get(task, TaskLayout.AGE)));
        }
        into.commit();
        return RingOutcome.Accepted.ACCEPTED;
    }

    private @Nullable RingRefusal refuse(int task, TaskTransition transition) {
        if (Integer.compareUnsigned(task, tasks) >= 0) {
            return noSuchTask(task);
        }
        int state = state(task);
        return transition.isAllowedFrom(state) ? null : refusal(task, state, transition);
    }

    private static RingRefusal refusal(int task, int state, TaskTransition transition) {
        return TaskLayout.isState(state)
                ? new RingRefusal.TaskInState(task, state, transition)
                : new RingRefusal.UnknownTaskState(task, state);
    }

    private RingRefusal noSuchTask(int task) {
        return new RingRefusal.IndexOutOfRange("task", UnsignedInts.toLong(task), tasks);
    }

    private int state(int task) {
        return Words.getAcquire(memory, TaskLayout.at(task) + TaskLayout.STATE);
    }

    private int get(int task, long word) {
        return Words.get(memory, TaskLayout.at(task) + word);
    }

    private void set(int task, long word, int value) {
        Words.set(memory, TaskLayout.at(task) + word, value);
    }

    /** Counts up and stays at 2^32 - 1. */
    private void raise(int task, long word) {
        int before = get(task, word);
        if (before != -1) {
            set(task, word, before + 1);
        }
    }

    /** One of the flags that say how a task was left; a request to be requeued stays. */
    private void flag(int task, int flag) {
        set(task, TaskLayout.FLAGS, (get(task, TaskLayout.FLAGS) & TaskLayout.FLAG_REQUEUE_REQUESTED) | flag);
    }

    private RingOutcome release(int task, int state) {
        Words.setRelease(memory, TaskLayout.at(task) + TaskLayout.STATE, state);
        return RingOutcome.Accepted.ACCEPTED;
    }
}

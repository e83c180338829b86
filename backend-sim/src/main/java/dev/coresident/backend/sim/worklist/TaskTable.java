package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.spi.layout.TaskLayout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The tasks that a slot brings, checked and copied, and those that it leaves. One worker's.
 *
 * <p>Room grows with the tasks that passed the checks, never with the number that a slot claims: it takes at most 24 bytes for each task of
 * {@link TaskLayout#BYTES} that stands in the tenant's memory. Between slots no more than a bound is kept.
 */
final class TaskTable {
    private static final int FEW = 16;
    /** Tasks for which room is kept: 768 KiB. */
    private static final int MOST_KEPT = 1 << 16;

    private final MemorySegment heap;
    private final SharedWords words;
    private final int mostKept;
    private long[] indices = new long[FEW];
    private int[] states = new int[FEW];
    private long at;
    private int count;

    TaskTable(DeviceMemory memory) {
        this(memory, MOST_KEPT);
    }

    TaskTable(DeviceMemory memory, int mostKept) {
        this.mostKept = mostKept;
        this.heap = memory.heap();
        this.words = memory.words();
    }

    /**
     * Takes the tasks at a place in; only their places and pairs are kept.
     *
     * @return false if one of them is not what the slot may take
     */
    boolean take(long place, int tasks, Brought brought) {
        at = place;
        count = tasks;
        for (int task = 0; task < tasks; task++) {
            long row = place + TaskLayout.at(task);
            int state = words.get(heap, row + TaskLayout.PARAMETER);
            long index = Integer.toUnsignedLong(words.get(heap, row + TaskLayout.CONTINUATION_PC));
            if (!isOwn(row, brought)
                    || words.get(heap, row + TaskLayout.CONTINUATION_DATA) != state
                    || Integer.compareUnsigned(state, brought.root()) > 0
                    || index < brought.firstIndex()
                    || index > brought.lastIndex()
                    || (task > 0 && !ascends(task, index, state))) {
                return false;
            }
            if (task == indices.length) {
                int size = (int) Math.min(tasks, 2L * task);
                indices = Arrays.copyOf(indices, size);
                states = Arrays.copyOf(states, size);
            }
            indices[task] = index;
            states[task] = state;
        }
        return true;
    }

    /** Gives room beyond the bound back; the tasks are then not there any more. */
    void letGo() {
        if (indices.length > mostKept) {
            count = 0;
            indices = new long[FEW];
            states = new int[FEW];
        }
    }

    private boolean isOwn(long row, Brought brought) {
        return TaskLayout.isSchedulable(words.getAcquire(heap, row + TaskLayout.STATE))
                && words.get(heap, row + TaskLayout.TENANT) == brought.tenantWord()
                && words.get(heap, row + TaskLayout.INPUT_HANDLE) == brought.inputHandle()
                && words.get(heap, row + TaskLayout.OUTPUT_HANDLE) == brought.outputHandle();
    }

    private boolean ascends(int task, long index, int state) {
        return index > indices[task - 1] || (index == indices[task - 1] && state > states[task - 1]);
    }

    /** Tasks for which there is room at the moment. */
    int room() {
        return indices.length;
    }

    int count() {
        return count;
    }

    long index(int task) {
        return indices[task];
    }

    int state(int task) {
        return states[task];
    }

    /** The number of the first task; 0 if there is none. */
    int firstId() {
        return count == 0 ? 0 : words.get(heap, at + TaskLayout.TASK_ID);
    }

    /** Leaves a task that was brought: requeued. */
    void leaveBrought(int task, long row) {
        long from = at + TaskLayout.at(task);
        for (long word = TaskLayout.OPCODE; word < TaskLayout.BYTES; word += Integer.BYTES) {
            words.set(heap, row + word, words.get(heap, from + word));
        }
        words.set(heap, row + TaskLayout.REQUEUES, oneMore(from + TaskLayout.REQUEUES));
        words.set(heap, row + TaskLayout.AGE, oneMore(from + TaskLayout.AGE));
        words.set(heap, row + TaskLayout.FLAGS, TaskLayout.FLAG_REQUEUE_REQUESTED);
        words.setRelease(heap, row + TaskLayout.STATE, TaskLayout.REQUEUED);
    }

    private int oneMore(long place) {
        int value = words.get(heap, place);
        return value == -1 ? value : value + 1;
    }

    /** Leaves a task for a pair that was reached. */
    void leaveReached(long row, long index, int state, int taskId, Brought brought, int parentId) {
        words.set(heap, row + TaskLayout.OPCODE, brought.opcode());
        words.set(heap, row + TaskLayout.TENANT, brought.tenantWord());
        words.set(heap, row + TaskLayout.PRIORITY, brought.priority());
        words.set(heap, row + TaskLayout.INPUT_HANDLE, brought.inputHandle());
        words.set(heap, row + TaskLayout.OUTPUT_HANDLE, brought.outputHandle());
        words.set(heap, row + TaskLayout.PARAMETER, state);
        words.set(heap, row + TaskLayout.CONTINUATION_PC, (int) index);
        words.set(heap, row + TaskLayout.CONTINUATION_DATA, state);
        words.set(heap, row + TaskLayout.RESUME_EPOCH, 0);
        words.set(heap, row + TaskLayout.TASK_ID, taskId);
        words.set(heap, row + TaskLayout.PARENT_ID, parentId);
        words.set(heap, row + TaskLayout.AGE, 0);
        words.set(heap, row + TaskLayout.REQUEUES, 0);
        words.set(heap, row + TaskLayout.YIELDS, 0);
        words.set(heap, row + TaskLayout.FLAGS, TaskLayout.FLAG_REQUEUE_REQUESTED);
        words.setRelease(heap, row + TaskLayout.STATE, TaskLayout.READY);
    }
}

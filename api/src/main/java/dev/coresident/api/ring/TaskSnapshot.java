package dev.coresident.api.ring;

import dev.coresident.spi.layout.TaskLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * Figures of many continuation tasks in storage that the caller owns: filled again and again by {@link TaskView#snapshot} without
 * allocating. Tasks that move meanwhile are counted in one of the states they passed. Not thread-safe.
 */
public final class TaskSnapshot {
    private final int[] counts = new int[TaskLayout.STATES];
    private final int[] counting = new int[TaskLayout.STATES];
    private long requeues;
    private long requeuesSoFar;
    private long yields;
    private long yieldsSoFar;
    private long oldest;
    private long oldestSoFar;

    /** An empty snapshot. */
    public TaskSnapshot() {}

    void begin() {
        Arrays.fill(counting, 0);
        requeuesSoFar = 0;
        yieldsSoFar = 0;
        oldestSoFar = 0;
    }

    void add(int state, long taskRequeues, long taskYields, long age) {
        counting[state]++;
        requeuesSoFar += taskRequeues;
        yieldsSoFar += taskYields;
        oldestSoFar = Math.max(oldestSoFar, age);
    }

    void commit() {
        System.arraycopy(counting, 0, counts, 0, counts.length);
        requeues = requeuesSoFar;
        yields = yieldsSoFar;
        oldest = oldestSoFar;
    }

    /**
     * Tasks in a state.
     *
     * @param state a state of {@link TaskLayout}, 0 to 7
     */
    public int count(int state) {
        return counts[Objects.checkIndex(state, counts.length)];
    }

    /** Tasks that a runner may take: READY, YIELDED and REQUEUED. */
    public int schedulable() {
        return counts[TaskLayout.READY] + counts[TaskLayout.YIELDED] + counts[TaskLayout.REQUEUED];
    }

    /** Requeues of all tasks that are not EMPTY, ended ones included until something is spawned in their place. */
    public long requeues() {
        return requeues;
    }

    /** Yields of the same tasks. */
    public long yields() {
        return yields;
    }

    /** The age of the oldest of them: how often it went behind the others. */
    public long maximumAge() {
        return oldest;
    }
}

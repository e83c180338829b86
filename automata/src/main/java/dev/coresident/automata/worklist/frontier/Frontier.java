package dev.coresident.automata.worklist.frontier;

import dev.coresident.spi.layout.TaskLayout;
import java.util.Arrays;

/**
 * The tasks that wait, ascending by byte index and state, each pair once. On the host: no device can be lost with them. One thread.
 */
public final class Frontier {
    /** Words of a task. */
    static final int WORDS = (int) (TaskLayout.BYTES / Integer.BYTES);

    private static final int PARAMETER = (int) (TaskLayout.PARAMETER / Integer.BYTES);
    private static final int INDEX = (int) (TaskLayout.CONTINUATION_PC / Integer.BYTES);
    private static final int REQUEUES = (int) (TaskLayout.REQUEUES / Integer.BYTES);

    private int[] words = new int[4 * WORDS];
    private int[] spare = new int[0];
    private int size;

    /** An empty one. */
    public Frontier() {}

    /** Tasks that wait. */
    public int size() {
        return size;
    }

    /** Forgets all. */
    public void clear() {
        size = 0;
    }

    /** Becomes what another one is. */
    public void copy(Frontier other) {
        if (words.length < other.size * WORDS) {
            words = new int[other.size * WORDS];
        }
        System.arraycopy(other.words, 0, words, 0, other.size * WORDS);
        size = other.size;
    }

    /** The byte index of a task. */
    public long index(int task) {
        return Integer.toUnsignedLong(words[task * WORDS + INDEX]);
    }

    /** The state of a task. */
    public int state(int task) {
        return words[task * WORDS + PARAMETER];
    }

    /** True if it holds the same pairs. */
    public boolean hasPairsOf(Frontier other) {
        if (size != other.size) {
            return false;
        }
        for (int task = 0; task < size; task++) {
            if (index(task) != other.index(task) || state(task) != other.state(task)) {
                return false;
            }
        }
        return true;
    }

    int[] words() {
        return words;
    }

    /**
     * Adds tasks that ascend. Of two tasks with one pair the one that was requeued more often stays.
     *
     * @param run words of tasks
     * @param tasks how many
     */
    public void add(int[] run, int tasks) {
        if (tasks == 0) {
            return;
        }
        if (size == 0 || compare(words, size - 1, run, 0) < 0) {
            if (words.length < (size + tasks) * WORDS) {
                words = Arrays.copyOf(words, Math.max(2 * words.length, (size + tasks) * WORDS));
            }
            System.arraycopy(run, 0, words, size * WORDS, tasks * WORDS);
            size += tasks;
            return;
        }
        merge(run, tasks);
    }

    private void merge(int[] run, int tasks) {
        if (spare.length < (size + tasks) * WORDS) {
            spare = new int[Math.max(2 * spare.length, (size + tasks) * WORDS)];
        }
        int to = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < tasks) {
            int order = mine == size ? 1 : theirs == tasks ? -1 : compare(words, mine, run, theirs);
            boolean takeMine = order < 0 || (order == 0 && requeues(words, mine) >= requeues(run, theirs));
            System.arraycopy(takeMine ? words : run, (takeMine ? mine : theirs) * WORDS, spare, to * WORDS, WORDS);
            to++;
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        int[] before = words;
        words = spare;
        spare = before;
        size = to;
    }

    private static long requeues(int[] words, int task) {
        return Integer.toUnsignedLong(words[task * WORDS + REQUEUES]);
    }

    private static int compare(int[] one, int task, int[] other, int otherTask) {
        int byIndex = Integer.compareUnsigned(one[task * WORDS + INDEX], other[otherTask * WORDS + INDEX]);
        return byIndex != 0
                ? byIndex
                : Integer.compareUnsigned(one[task * WORDS + PARAMETER], other[otherTask * WORDS + PARAMETER]);
    }
}

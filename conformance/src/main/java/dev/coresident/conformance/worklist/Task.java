package dev.coresident.conformance.worklist;

import dev.coresident.spi.layout.TaskLayout;
import java.util.Arrays;
import java.util.List;

/** The sixteen words of a task. */
final class Task {
    static final int WORDS = (int) (TaskLayout.BYTES / 4);

    private final int[] words;

    private Task(int[] words) {
        this.words = words;
    }

    static Task of(int[] words) {
        return new Task(words.clone());
    }

    /** A task that a slot may take. */
    static Task ready(long pair, int tenantWord, int input, int worklist) {
        return new Task(new int[WORDS])
                .with(TaskLayout.STATE, TaskLayout.READY)
                .with(TaskLayout.TENANT, tenantWord)
                .with(TaskLayout.PRIORITY, 2)
                .with(TaskLayout.INPUT_HANDLE, input)
                .with(TaskLayout.OUTPUT_HANDLE, worklist)
                .with(TaskLayout.PARAMETER, Pairs.state(pair))
                .with(TaskLayout.CONTINUATION_PC, (int) Pairs.index(pair))
                .with(TaskLayout.CONTINUATION_DATA, Pairs.state(pair))
                .with(TaskLayout.FLAGS, TaskLayout.FLAG_REQUEUE_REQUESTED);
    }

    Task with(long field, int value) {
        int[] copy = words.clone();
        copy[(int) (field / 4)] = value;
        return new Task(copy);
    }

    int word(long field) {
        return words[(int) (field / 4)];
    }

    long pair() {
        return Pairs.pair(Integer.toUnsignedLong(word(TaskLayout.CONTINUATION_PC)), word(TaskLayout.PARAMETER));
    }

    /** What becomes of it when a slot leaves it. */
    Task requeued() {
        return with(TaskLayout.STATE, TaskLayout.REQUEUED)
                .with(TaskLayout.REQUEUES, oneMore(word(TaskLayout.REQUEUES)))
                .with(TaskLayout.AGE, oneMore(word(TaskLayout.AGE)))
                .with(TaskLayout.FLAGS, TaskLayout.FLAG_REQUEUE_REQUESTED);
    }

    private static int oneMore(int count) {
        return count == -1 ? count : count + 1;
    }

    int[] words() {
        return words.clone();
    }

    List<Integer> list() {
        return Arrays.stream(words).boxed().toList();
    }

    @Override
    public String toString() {
        return list().toString();
    }
}

package dev.coresident.automata.worklist.frontier;

import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.WorklistLayout;

/**
 * What a slot has room for.
 *
 * @param states of the automaton
 * @param tasks that it may take, and leave
 * @param events that it may report
 */
public record Shape(int states, int tasks, int events) {
    /** Where in the worklist memory the output begins. */
    int outputAt() {
        return Math.toIntExact(TaskLayout.BYTES * tasks);
    }

    /** Bytes of worklist memory that a slot needs. */
    public long bytes() {
        return TaskLayout.BYTES * tasks + WorklistLayout.outputBytes(states, tasks, events);
    }
}

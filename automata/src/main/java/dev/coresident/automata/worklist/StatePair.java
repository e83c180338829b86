package dev.coresident.automata.worklist;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.ContinuationTask;

/**
 * A state that is active before the byte with an index: what a worklist consists of. Immutable.
 *
 * @param state u32; of an automaton of n states, n itself stands for what is enabled at every byte
 * @param byteIndex u32
 */
public record StatePair(int state, int byteIndex) {
    /** The pair as a continuation task: parameter and data are the state, the pc is the index, and it wants another turn. */
    public ContinuationTask toTask(
            int opcode,
            int tenantWord,
            Priority priority,
            int inputHandle,
            int outputHandle,
            int taskId,
            int parentId) {
        return new ContinuationTask(
                opcode,
                tenantWord,
                priority,
                inputHandle,
                outputHandle,
                state,
                byteIndex,
                state,
                taskId,
                parentId,
                true);
    }

    @Override
    public String toString() {
        return "(" + UnsignedInts.toString(state) + ", " + UnsignedInts.toString(byteIndex) + ")";
    }
}

package dev.coresident.conformance.callers;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.ContinuationTask;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.api.ring.TaskTransition;
import dev.coresident.api.ring.TaskView;
import dev.coresident.spi.layout.FaultCode;

/** A continuation task as sixteen words, from the table of docs/protocol.md alone. */
final class TaskModel {
    /** The states a transition starts from, a bit each, and the one it leads to. */
    private static final int[][] TABLE = {
        {1 << 0 | 1 << 3 | 1 << 7, 1}, // spawn
        {1 << 1 | 1 << 5 | 1 << 6, 2}, // claim
        {1 << 2, 2}, // advance
        {1 << 2, 4}, // pause
        {1 << 4, 1}, // resume
        {1 << 2, 5}, // yield
        {1 << 2, 6}, // requeue
        {1 << 2, 3}, // complete
        {1 << 2 | 1 << 4, 7}, // fault
    };

    private static final int RESUME = 4;

    /** The transitions in the order of the table. */
    static final TaskTransition[] TRANSITIONS = {
        TaskTransition.SPAWN,
        TaskTransition.CLAIM,
        TaskTransition.ADVANCE,
        TaskTransition.PAUSE,
        TaskTransition.RESUME,
        TaskTransition.YIELD,
        TaskTransition.REQUEUE,
        TaskTransition.COMPLETE,
        TaskTransition.FAULT
    };

    private TaskModel() {}

    static boolean isAllowed(int transition, int state) {
        return state >= 0 && state < 8 && (TABLE[transition][0] >>> state & 1) != 0;
    }

    /** Does what the table says, with the words of the call; false if the table says no. */
    static boolean apply(int transition, int[] t, int p, int q, int r) {
        if (!isAllowed(transition, t[0])) {
            return false;
        }
        int again = t[15] & 4;
        switch (transition) {
            case 0 -> {
                int[] fresh = {1, 0x4000_0000, q, 3, p, q, 0, r, p, 0, r, 0, 0, 0, 0, 0};
                System.arraycopy(fresh, 0, t, 0, 16);
            }
            case 2 -> proceed(t, p, q);
            case 3 -> {
                proceed(t, p, q);
                t[9] = r;
                t[15] = again | 1;
            }
            case RESUME -> {
                if (((p - t[9]) & 0x8000_0000) != 0) {
                    return false;
                }
                t[15] = again | 8;
            }
            case 5 -> {
                t[14] += t[14] == -1 ? 0 : 1;
                t[15] = again | 2;
            }
            case 6 -> {
                t[3] = p < 0 ? t[3] : p % 5;
                t[12] += t[12] == -1 ? 0 : 1;
                t[13] += t[13] == -1 ? 0 : 1;
                t[15] = 4;
            }
            case 7 -> t[15] = 0;
            case 8 -> {
                t[8] = 19;
                t[15] = 0;
            }
            default -> {}
        }
        t[0] = TABLE[transition][1];
        return true;
    }

    private static void proceed(int[] task, int pc, int data) {
        task[7] = pc;
        task[8] = data;
    }

    /** The call that {@link #apply} models. */
    static RingOutcome call(TaskView tasks, int transition, int task, int p, int q, int r) {
        return switch (transition) {
            case 0 ->
                tasks.spawn(
                        task,
                        ContinuationTask.of(0x4000_0000, q, Priority.LOW, r)
                                .withHandles(p, q)
                                .withContinuation(r, p));
            case 1 -> tasks.claim(task);
            case 2 -> tasks.advance(task, p, q);
            case 3 -> tasks.pause(task, p, q, r);
            case 4 -> tasks.resume(task, p);
            case 5 -> tasks.yieldTurn(task);
            case 6 -> p < 0 ? tasks.requeue(task) : tasks.requeue(task, Priority.of(p % 5));
            case 7 -> tasks.complete(task);
            default -> tasks.fault(task, FaultCode.NO_HOST_SERVICE);
        };
    }
}

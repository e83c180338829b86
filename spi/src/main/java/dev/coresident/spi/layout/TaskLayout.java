package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * One continuation task: 64 bytes, work that goes on where it left off.
 *
 * <pre>
 * word   0      1       2            3         4             5              6          7
 *        state  opcode  tenant word  priority  input handle  output handle  parameter  continuation pc
 * word   8                  9             10       11         12   13        14      15
 *        continuation data  resume epoch  task id  parent id  age  requeues  yields  flags
 * </pre>
 *
 * <p>The states are numerically the slot statuses. Whoever spawns a task writes every word and releases READY last. A runner takes
 * a schedulable task by compare-and-swap to RUNNING and is then its only writer, until it releases the state that it leaves it in.
 * The layout is the reference design's.
 */
public final class TaskLayout {
    /** Bytes of a task. */
    public static final long BYTES = 64;

    /** Never used. May be spawned into. */
    public static final int EMPTY = SlotStatus.EMPTY;
    /** Spawned or resumed; a runner may take it. */
    public static final int READY = SlotStatus.PUBLISHED;
    /** A runner's. */
    public static final int RUNNING = SlotStatus.CLAIMED;
    /** Ended well. May be spawned into. */
    public static final int DONE = SlotStatus.DONE;
    /** Waits for its resume epoch. */
    public static final int PAUSED = SlotStatus.WAIT_IO;
    /** Gave up its turn; a runner may take it. */
    public static final int YIELDED = SlotStatus.YIELD;
    /** Went behind the others, perhaps at another priority; a runner may take it. */
    public static final int REQUEUED = SlotStatus.REQUEUE;
    /** Ended with a {@link FaultCode}, which is its continuation data. May be spawned into. */
    public static final int FAULTED = SlotStatus.FAULT;
    /** How many states there are. */
    public static final int STATES = 8;

    /** Flag: its last transition was a pause. */
    public static final int FLAG_PAUSED = 1;
    /** Flag: a yield was what a runner last left it by. */
    public static final int FLAG_YIELDED = 2;
    /** Flag: it wants another turn after the next one; stays set until the task ends. */
    public static final int FLAG_REQUEUE_REQUESTED = 4;
    /** Flag: it was paused, its epoch came, and no runner has left it since. */
    public static final int FLAG_RESUME_READY = 8;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "continuation task",
            BYTES,
            Fields.word("state"),
            Fields.word("opcode"),
            Fields.word("tenant"),
            Fields.word("priority"),
            Fields.word("inputHandle"),
            Fields.word("outputHandle"),
            Fields.word("parameter"),
            Fields.word("continuationPc"),
            Fields.word("continuationData"),
            Fields.word("resumeEpoch"),
            Fields.word("taskId"),
            Fields.word("parentId"),
            Fields.word("age"),
            Fields.word("requeues"),
            Fields.word("yields"),
            Fields.word("flags"));

    /** Offset of the state. */
    public static final long STATE = Fields.offset(LAYOUT, "state");
    /** Offset of the global opcode that runs it. */
    public static final long OPCODE = Fields.offset(LAYOUT, "opcode");
    /** Offset of the {@link TenantWord}. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the priority level, 0 to 4. */
    public static final long PRIORITY = Fields.offset(LAYOUT, "priority");
    /** Offset of the {@link HandleWord} of what it reads, or 0. */
    public static final long INPUT_HANDLE = Fields.offset(LAYOUT, "inputHandle");
    /** Offset of the {@link HandleWord} of what it writes, or 0. */
    public static final long OUTPUT_HANDLE = Fields.offset(LAYOUT, "outputHandle");
    /** Offset of the op's parameter. */
    public static final long PARAMETER = Fields.offset(LAYOUT, "parameter");
    /** Offset of the place where it goes on; its meaning is the op's. */
    public static final long CONTINUATION_PC = Fields.offset(LAYOUT, "continuationPc");
    /** Offset of what it carries there; the {@link FaultCode} once it is FAULTED. */
    public static final long CONTINUATION_DATA = Fields.offset(LAYOUT, "continuationData");
    /** Offset of the epoch from which a PAUSED task may go on; epochs wrap. */
    public static final long RESUME_EPOCH = Fields.offset(LAYOUT, "resumeEpoch");
    /** Offset of the task's own number. */
    public static final long TASK_ID = Fields.offset(LAYOUT, "taskId");
    /** Offset of the number of the task that spawned it, or 0. */
    public static final long PARENT_ID = Fields.offset(LAYOUT, "parentId");
    /** Offset of how often it went behind the others; stops at 2^32 - 1. */
    public static final long AGE = Fields.offset(LAYOUT, "age");
    /** Offset of how often it was requeued; stops at 2^32 - 1. */
    public static final long REQUEUES = Fields.offset(LAYOUT, "requeues");
    /** Offset of how often it yielded; stops at 2^32 - 1. */
    public static final long YIELDS = Fields.offset(LAYOUT, "yields");
    /** Offset of the flags. */
    public static final long FLAGS = Fields.offset(LAYOUT, "flags");

    private static final String[] NAMES = {
        "EMPTY", "READY", "RUNNING", "DONE", "PAUSED", "YIELDED", "REQUEUED", "FAULTED"
    };

    private TaskLayout() {}

    /**
     * Where a task starts.
     *
     * @param task its index
     */
    public static long at(int task) {
        return BYTES * Integer.toUnsignedLong(task);
    }

    /** True if the word is one of the states. */
    public static boolean isState(int state) {
        return state >= 0 && state < STATES;
    }

    /** True if a runner may take the task: READY, YIELDED or REQUEUED. */
    public static boolean isSchedulable(int state) {
        return state == READY || state == YIELDED || state == REQUEUED;
    }

    /** True if a task may be spawned there: EMPTY, DONE or FAULTED. */
    public static boolean isFree(int state) {
        return SlotStatus.isWritable(state);
    }

    /** The name of a state, or {@code UNKNOWN(n)}. */
    public static String name(int state) {
        return isState(state) ? NAMES[state] : "UNKNOWN(" + Integer.toUnsignedString(state) + ")";
    }
}

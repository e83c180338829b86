package dev.coresident.spi.program;

import dev.coresident.spi.layout.TaskLayout;

/**
 * The arguments, results and memory of WORKLIST_BLOCKING and WORKLIST_NON_BLOCKING: the traversal of an NFA image by (state, byte index)
 * pairs.
 *
 * <pre>
 * a0 input handle     a1 input offset    a2 input bytes     a3 index of the first of them
 * a4 worklist handle  a5 tasks at        a6 tasks           a7 flags
 *                        (bytes, x 64)
 * a8 output at        a9 room for tasks  a10 room for events  a11 visit budget
 *    (bytes, x 64)
 *
 * r0 tasks left       r1 pairs visited   r2 events written  r3 why tasks are left
 * </pre>
 *
 * <p>A pair (s, i) says that state s is active before the byte of the input with index i. State {@link #root} of an image of S states is
 * S itself, the root: it leads to itself and to the states enabled at every byte, whatever the byte. To visit (s, i) is to report s's accept
 * entries as matches that end at i - delta, and to reach (t, i + 1) for every t that s leads to and whose set has the byte at i; the root
 * reaches the root. At the end of an input whose end is told ({@link #LAST}) it is to report the accept entries and then the end entries. So
 * the pairs (0, 0) and (S, 0) visited with all that follows from them report what SCAN reports with FIRST and LAST.
 *
 * <p>Pairs are visited by ascending index, at one index by ascending state, each at most once in a slot, however many lead to it. Events
 * are two words each, rule and end relative to a3, signed; those of one index come together, accept entries ascending by rule and delta and
 * each once, then end entries likewise. A slot that stops amid an index reports of that index what it visited there; the next one may
 * report a match of that index again that another state reports too.
 *
 * <p>A pair rides in a continuation task ({@link TaskLayout}): parameter = continuation data = state, continuation pc = index, input handle
 * a0, output handle a4, requeue requested. The tasks to take are schedulable, of the slot's tenant word, with the slot's handles, states up
 * to S, indices from a3 on (up to a3 + a2 where the end is told), strictly ascending by index and state; anything else is
 * BAD_ARGUMENT before a byte is written. They are only read. What is not visited when the slot ends is left at a8, ascending, so that the
 * next slot can take it as it stands: a pair that was brought with its words as they were but REQUEUED, requeues and age one more
 * (stopping at 2^32 - 1), flags requeue requested; a pair that was reached READY, with the slot's opcode, tenant word, priority and
 * handles, task id = its place among the tasks left + 1, parent id = the task id of the first task that was brought, all else 0.
 *
 * <p>Output: a9 tasks, then a10 events, then {@link #scratchBytes} for the device's work, each from a multiple of 64 bytes on. Tasks to take
 * and output must not overlap, so that a slot may run twice; a9 is at least a6 and at most {@link
 * #MOST_TASKS}. The input must lie outside the output: a device may read it
 * ahead.
 *
 * <p>A slot stops when nothing is left, or, tried in this order before each index: {@link #INPUT}, all that is left is at the end of
 * the range or behind it and the input's end is not told; {@link #BUDGET}, so many pairs were visited as it may; {@link #EVENTS}, no room for
 * the events of the pairs that it may still visit at this index. Before each pair: {@link #BUDGET}; and {@link #TASKS}, what would be left
 * after the visit is more than a9: the frontier must be spilled, that is parted among slots, or given more room. A slot of one task
 * that has room for the image's {@link ProgramImage#widestAccept} events, twice where the end is told, and for the task's successors
 * always gets further.
 *
 * <p>Budget: a non-blocking slot may visit {@link #VISITS_EACH} pairs for each task that it takes, or fewer, as a11 says (more is
 * BAD_ARGUMENT); a blocking one, whose a11 is 0, as many as r1 can count.
 */
public final class WorklistLayout {
    /** Flag: this range ends the input. The number is SCAN's. */
    public static final int LAST = ScanLayout.LAST;
    /** Arguments that both kinds take. */
    public static final int ARGUMENTS = 12;
    /** Visits that a non-blocking slot may have for each task that it takes. */
    public static final int VISITS_EACH = 8;
    /** Visits that a blocking slot may have: what a result word can say. */
    public static final long MOST_VISITS = 0xFFFF_FFFFL;
    /** The most tasks that one slot may leave room for. */
    public static final int MOST_TASKS = 1 << 24;
    /** Tasks and output stand at multiples of this many bytes. */
    public static final int ALIGN_BYTES = 64;

    /** Why tasks are left: none are. */
    public static final int NOTHING = 0;
    /** Why tasks are left: the visit budget is spent. */
    public static final int BUDGET = 1;
    /** Why tasks are left: there is no room for the next events. */
    public static final int EVENTS = 2;
    /** Why tasks are left: there is no room for the tasks that the next visit would leave. Spill. */
    public static final int TASKS = 3;
    /** Why tasks are left: they wait for bytes behind the range. */
    public static final int INPUT = 4;

    private WorklistLayout() {}

    /** The state that stands for what is enabled at every byte. */
    public static int root(int states) {
        return states;
    }

    /**
     * Where events begin in the output.
     *
     * @param tasks room for tasks, u32
     */
    public static long eventsAt(long tasks) {
        return TaskLayout.BYTES * tasks;
    }

    /**
     * Where the device's work begins in the output.
     *
     * @param tasks room for tasks, u32
     * @param events room for events, u32
     */
    public static long scratchAt(long tasks, long events) {
        return (eventsAt(tasks) + ScanLayout.EVENT_BYTES * events + ALIGN_BYTES - 1) & -ALIGN_BYTES;
    }

    /**
     * Bytes for the device's work: two sets of states, root included.
     *
     * @param states of the image
     */
    public static long scratchBytes(int states) {
        return NfaLayout.stateBytes(states + 1);
    }

    /**
     * Bytes of the whole output.
     *
     * @param states of the image
     * @param tasks room for tasks, u32
     * @param events room for events, u32
     */
    public static long outputBytes(int states, long tasks, long events) {
        return scratchAt(tasks, events) + scratchBytes(states);
    }
}

package dev.coresident.backend.cuda.kernel;

/**
 * Offsets and sizes that the kernel and this backend share beyond the protocol, in bytes unless said otherwise. The kernel compares
 * them with its own structs when it is compiled.
 */
public final class LaunchLayout {
    /** Address of the control region; those of ring, completion ring, debug log and observables follow. */
    public static final int LAUNCH_CONTROL = 0;
    /** Address of the ring. */
    public static final int LAUNCH_RING = 8;
    /** Address of the completion ring. */
    public static final int LAUNCH_COMPLETION = 16;
    /** Address of the debug log. */
    public static final int LAUNCH_DEBUG_LOG = 24;
    /** Address of the observables. */
    public static final int LAUNCH_OBSERVABLE = 32;
    /** Address of the heap. */
    public static final int LAUNCH_HEAP = 40;
    /** Bytes of the heap. */
    public static final int LAUNCH_HEAP_BYTES = 48;
    /** Address of the work area. */
    public static final int LAUNCH_WORK = 56;
    /** Address of the line that host and kernel share beyond the regions. */
    public static final int LAUNCH_LINE = 64;
    /** Nanoseconds of a slice, or 0. */
    public static final int LAUNCH_SLICE_NANOS = 72;
    /** Bytes that a scan walks before it looks up. */
    public static final int LAUNCH_SLICE_BYTES = 80;
    /** Number of the launch, from 1. */
    public static final int LAUNCH_LAUNCH = 84;
    /** Slots that a slice claims at most. */
    public static final int LAUNCH_MAX_SLOTS = 88;
    /** The longest pause of the poller. */
    public static final int LAUNCH_IDLE_NANOS = 92;
    /** Workers. */
    public static final int LAUNCH_WORKERS = 96;
    /** Mails, a power of two. */
    public static final int LAUNCH_MAILS = 100;
    /** Entries of the completion ring; the geometry's other numbers and places follow, a word each. */
    public static final int LAUNCH_COMPLETIONS = 104;
    /** Six words: the first slot of each level, then the number of slots. */
    public static final int LAUNCH_PARTITIONS = 152;
    /** The parameter of the kernel. */
    public static final int LAUNCH_BYTES = 176;

    /** In the work area: positions claimed at each level. */
    public static final int SHARED_HEADS = 640;
    /** In the work area: a bit for each level whose positions have passed 2^32. */
    public static final int SHARED_WRAPPED = 668;
    /** In the work area: positions used in the completion ring. */
    public static final int SHARED_COMPLETION_TAIL = 772;
    /** What warps share. The mails follow, then endings, counts and jobs. */
    public static final int SHARED_BYTES = 896;
    /** A mail. */
    public static final int MAIL_BYTES = 16;
    /** An ending. */
    public static final int ENDING_BYTES = 32;
    /** The counts of a tenant row. */
    public static final int COUNTS_BYTES = 16;
    /** Fences that a worker keeps; with so many it asks for no more work. */
    public static final int FENCES = 64;
    /** A worker's own. */
    public static final int JOB_BYTES = 192 + 32 * FENCES;

    /** Word of the line: why the launch ended. */
    public static final int LINE_ENDED = 0;
    /** Word of the line: the host wants no more of it. */
    public static final int LINE_ABANDON = 32;
    /** Bytes of the line. */
    public static final int LINE_LINE_BYTES = 4_096;
    /** In {@link #LINE_ENDED}: the run word was 0. */
    public static final int ENDED_BY_HOST = 1;
    /** In {@link #LINE_ENDED}: the host's SHUTDOWN slot ran. */
    public static final int ENDED_BY_SHUTDOWN = 2;
    /** In {@link #LINE_ENDED}: the slice was over. */
    public static final int ENDED_SLICE = 3;

    /** What an op gives that goes on in the next slice. */
    public static final int OUTCOME_CONTINUE = -1;
    /** What a fence gives. */
    public static final int OUTCOME_FENCE = -2;
    /** What the host's SHUTDOWN gives. */
    public static final int OUTCOME_SHUTDOWN = -3;
    /** What LOAD_MISS gives where the host serves it. */
    public static final int OUTCOME_HANDED = -4;

    /** The longest pause of who waits for another warp, nanoseconds. */
    public static final int WORKER_PAUSE_NANOS = 1_024;
    /** Passes of the poller between heartbeats. */
    public static final int PASSES_PER_BEAT = 64;
    /** Warps of a block. */
    public static final int BLOCK_WARPS = 4;
    /**
     * Entries of a DFA's table that a warp keeps in shared memory, 2 bytes each: with the other 256 bytes of its warps, two blocks fit into the 64 KiB
     * of compute 7.5, and one into the 48 KiB that need no asking.
     */
    public static final int NEAR_ENTRIES = 3_840;

    private LaunchLayout() {}
}

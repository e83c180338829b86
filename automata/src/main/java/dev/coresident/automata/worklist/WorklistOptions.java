package dev.coresident.automata.worklist;

import java.util.Objects;

/**
 * The bounds of traversals. Immutable.
 *
 * @param chunkBytes input in device memory at a time, at least 1
 * @param windowBytes how far one decision for the blocking mode reaches, at least 1
 * @param taskRoom tasks that a slot has room for, at least 1; a plan raises it to what one task can need
 * @param eventRoom events that a slot has room for, at least 1; likewise
 * @param places slots that a frontier may be parted among at a time, at least 1
 * @param policy how modes are decided
 * @param parity true to run both modes for each decision and to compare what they find: more than twice the work
 * @param evidenceKept the newest records that are kept, 0 or more
 */
public record WorklistOptions(
        int chunkBytes,
        int windowBytes,
        int taskRoom,
        int eventRoom,
        int places,
        WorklistPolicy policy,
        boolean parity,
        int evidenceKept) {
    private static final WorklistOptions DEFAULTS =
            new WorklistOptions(1 << 20, 1 << 16, 1 << 14, 1 << 14, 2, WorklistPolicy.reference(), false, 1_024);

    /** Checks the bounds. */
    public WorklistOptions {
        Objects.requireNonNull(policy, "policy");
        if (chunkBytes < 1 || windowBytes < 1 || taskRoom < 1 || eventRoom < 1 || places < 1 || evidenceKept < 0) {
            throw new IllegalArgumentException(
                    "chunk %d, window %d, tasks %d, events %d, places %d: each is at least 1; evidence kept %d: at least 0"
                            .formatted(chunkBytes, windowBytes, taskRoom, eventRoom, places, evidenceKept));
        }
    }

    /** Chunks of 1 MiB, windows of 64 KiB, room for 16,384 tasks and events, two places, the reference's policy, no parity. */
    public static WorklistOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other chunks and windows. */
    public WorklistOptions withBytes(int chunk, int window) {
        return new WorklistOptions(chunk, window, taskRoom, eventRoom, places, policy, parity, evidenceKept);
    }

    /** The same with other room. */
    public WorklistOptions withRoom(int tasks, int events) {
        return new WorklistOptions(chunkBytes, windowBytes, tasks, events, places, policy, parity, evidenceKept);
    }

    /** The same with other places. */
    public WorklistOptions withPlaces(int count) {
        return new WorklistOptions(chunkBytes, windowBytes, taskRoom, eventRoom, count, policy, parity, evidenceKept);
    }

    /** The same under another policy. */
    public WorklistOptions withPolicy(WorklistPolicy other) {
        return new WorklistOptions(chunkBytes, windowBytes, taskRoom, eventRoom, places, other, parity, evidenceKept);
    }

    /** The same with or without parity. */
    public WorklistOptions withParity(boolean asked) {
        return new WorklistOptions(chunkBytes, windowBytes, taskRoom, eventRoom, places, policy, asked, evidenceKept);
    }
}

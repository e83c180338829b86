package dev.coresident.conformance.worklist;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import java.util.List;

/** The chapter of this room. */
public final class WorklistChapters {
    /** Chapter 20. */
    public static final List<Chapter> ALL = List.of(Chapter.of(
                    20,
                    "Worklist",
                    "WORKLIST_BLOCKING and WORKLIST_NON_BLOCKING visit (state, byte index) pairs of an NFA image. The checks keep all pairs"
                            + " in one sorted set and visit one after the other, and want the same visits, events and tasks, word by word.")
            .must(
                    1,
                    "A blocking traversal of the whole input, from the first state and the root, reports the events of SCAN of the same"
                            + " image, in the same order, and leaves nothing.",
                    TraversalChecks::blockingReportsWhatScanReports,
                    Capability.SCAN,
                    Capability.WORKLIST)
            .must(
                    2,
                    "Traversals of both kinds, from any tasks, over any range, with any room and budget, equal the naive one: visits,"
                            + " events, reason, and every word of the tasks left.",
                    TraversalChecks::traversalsEqualTheNaiveOne,
                    Capability.WORKLIST)
            .must(
                    3,
                    "Turns of eight visits a task, each taking what the one before left, visit as many pairs as one blocking traversal and"
                            + " report the same matches.",
                    TraversalChecks::turnsReportWhatBlockingReports,
                    Capability.WORKLIST)
            .must(
                    4,
                    "A traversal without room for the tasks of the next visit stops before it; parted among slots, the frontier goes on"
                            + " and every match is found.",
                    TraversalChecks::aSpilledFrontierGoesOnInParts,
                    Capability.WORKLIST)
            .must(
                    5,
                    "A blocking traversal without room for the events of an index stops before it; the next one goes on without an event"
                            + " lost or doubled.",
                    TraversalChecks::littleRoomForEventsLosesNone,
                    Capability.WORKLIST)
            .must(
                    6,
                    "What waits for bytes behind the range is left, and goes on in the next range.",
                    TraversalChecks::rangesFollowEachOther,
                    Capability.WORKLIST)
            .must(
                    7,
                    "The same slot run again, its tasks being as they were, gives the same results, events and tasks.",
                    TraversalChecks::slotsMayRunTwice,
                    Capability.WORKLIST)
            .must(
                    8,
                    "An unknown flag, an offset that is no multiple of 64, an index that does not fit a word, room for fewer tasks than are"
                            + " taken, tasks that overlap the output, or a budget above eight visits a task (above 0 for a blocking"
                            + " slot) end with BAD_ARGUMENT.",
                    RefusalChecks::argumentsAreChecked,
                    Capability.WORKLIST)
            .must(
                    9,
                    "A task that is not schedulable, of another tenant or generation, with another handle, with a state or an index out of"
                            + " bounds, with data that is not its state, or out of order ends the slot with BAD_ARGUMENT.",
                    RefusalChecks::tasksAreChecked,
                    Capability.WORKLIST)
            .must(
                    10,
                    "Input, tasks or output that reach beyond their handle end with HANDLE_BOUNDS; an output that fits to the byte runs.",
                    RefusalChecks::rangesAreChecked,
                    Capability.WORKLIST)
            .must(
                    11,
                    "An image, input or worklist handle that is closed, stale or of another tenant ends the slot with the handle's fault; a"
                            + " worklist that is read only with HANDLE_READ_ONLY; an image handle without the flag with BAD_IMAGE.",
                    RefusalChecks::handlesAreChecked,
                    Capability.WORKLIST)
            .must(
                    12,
                    "An image of another kind or version ends the slot with BAD_IMAGE.",
                    RefusalChecks::othersImagesAreNoAutomata,
                    Capability.WORKLIST)
            .must(
                    13,
                    "Inside a pack both kinds end with PACK_OP_REFUSED.",
                    RefusalChecks::packsAreRefused,
                    Capability.WORKLIST,
                    Capability.PACKED)
            .must(
                    14,
                    "A slot writes its output and no other byte, the tasks that it took among them; one that faults writes nothing and has"
                            + " zero results.",
                    RefusalChecks::nothingElseIsWritten,
                    Capability.WORKLIST)
            .end());

    private WorklistChapters() {}
}

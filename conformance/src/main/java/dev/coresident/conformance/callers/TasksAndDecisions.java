package dev.coresident.conformance.callers;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 18. */
public final class TasksAndDecisions {
    /** Continuation tasks, and decisions as pure functions. */
    public static final Chapter CHAPTER = Chapter.of(
                    18,
                    "Continuation tasks and decisions",
                    "Work that goes on where it left off, and the decisions that are functions of a few figures. Tables say what must"
                            + " come out; no device is involved.")
            .must(
                    1,
                    "Every transition from every state does what the table of the protocol says, or is refused with state and"
                            + " transition and changes nothing.",
                    TaskChecks::transitionsFollowTheTable)
            .must(
                    2,
                    "A state word that is none is an error that names it, from every transition and from a snapshot.",
                    TaskChecks::unknownStatesAreNamed)
            .must(
                    3,
                    "Any course of transitions leaves the words that a model leaves.",
                    TaskChecks::coursesFollowTheModel)
            .must(
                    4,
                    "A paused task resumes at its epoch or later, across the wrap of epochs, and not before.",
                    TaskChecks::pausedTasksResumeAtTheirEpoch)
            .must(
                    5,
                    "A requeue may change the priority, and adds one to requeues and age, which stop at 2^32 - 1.",
                    TaskChecks::requeuesAddAge)
            .must(
                    6,
                    "A snapshot counts states, requeues and yields and gives the highest age, into the caller's storage.",
                    TaskChecks::snapshotsCount)
            .must(7, "Of several runners that claim a task one gets it.", TaskChecks::oneRunnerClaims)
            .must(
                    8,
                    "A wait begins at 2 us, never shrinks and never exceeds 50 us, for any number of the poll.",
                    DecisionChecks::waitsGrowToABound)
            .must(
                    9,
                    "Of two conflicting tenants never both are selected, and an unaffected one always: by ascending id, as a greedy"
                            + " oracle does over 512 random conflict matrices, with storage used again.",
                    DecisionChecks::selectionIsGreedy)
            .must(
                    10,
                    "No conflicts select everybody in the order of ids and leave the scratch untouched; a matrix of another size"
                            + " means no conflicts.",
                    DecisionChecks::noConflictsSelectEverybody)
            .must(
                    11,
                    "A worklist is empty at depth 0, spilled above 1,048,576, at 2^29 and at 2^32 - 1 too, non-blocking from 64 on or"
                            + " below 5,000 basis points, blocking else; occupancy is clamped and the budget is 8 times the depth.",
                    DecisionChecks::worklistModesFollowTheTable)
            .must(
                    12,
                    "Policies out of their bounds are refused when they are made; a backlog cap of 0 is 1.",
                    DecisionChecks::policiesAreChecked)
            .end();

    private TasksAndDecisions() {}
}

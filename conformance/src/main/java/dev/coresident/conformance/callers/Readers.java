package dev.coresident.conformance.callers;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 17. */
public final class Readers {
    /** Readers and the IO queue. */
    public static final Chapter CHAPTER = Chapter.of(
                    17,
                    "Readers and the IO queue",
                    "What is read from the debug log and the observables while a device writes them, and the cells in which device and"
                            + " host ask and answer.")
            .must(
                    1,
                    "The debug log keeps the first records, whole and with their writer, and counts every one that found no room.",
                    ReaderChecks::logsKeepTheFirstRecords,
                    Capability.DEBUG_LOG)
            .must(
                    2,
                    "A record that is reserved and not released is refused with what stands there; numbers beyond the kept records,"
                            + " short outputs and logs of another length are refused with the value.",
                    ReaderChecks::logReadersAreStrict)
            .must(
                    3,
                    "What a tenant's ops wrote to its observable window is what the reader of that window gives, and no other"
                            + " window changes.",
                    ReaderChecks::observablesAreReadBack)
            .must(
                    4,
                    "Ranges beyond the window, short outputs and windows of another length or alignment are refused with the value,"
                            + " the largest values included.",
                    ReaderChecks::observableReadersAreStrict)
            .must(
                    5,
                    "Of several threads that claim a request one gets it, every request is served once, and none is lost.",
                    IoChecks::requestsAreServedOnce)
            .must(
                    6,
                    "A cell goes FREE, FILLING, REQUESTED, SERVED, ANSWERED or FAILED, FREE; every call from another state is refused"
                            + " with the state and changes nothing.",
                    IoChecks::cellsGoRound)
            .must(
                    7,
                    "A batch of answers checks every cell before it writes any; a cell named twice is refused.",
                    IoChecks::batchesOfAnswersCheckAllFirst)
            .must(8, "The 65th request is refused and changes nothing.", IoChecks::theSixtyFifthIsRefused)
            .end();

    private Readers() {}
}

package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 6. */
final class OpsChapter {
    static final Chapter CHAPTER = Chapter.of(
                    6,
                    "Ops, handles, debug log and IO queue",
                    "What each small op does, compared with a model that has nothing in common with a device but the protocol's page.")
            .must(
                    1,
                    "STORE_U32, ATOMIC_ADD, LOAD_U32, COMPARE_SWAP and MEMCPY change the observables and give the results that the"
                            + " protocol says, for every kind of value and index.",
                    OpsChecks::observableOpsFollowTheModel)
            .must(2, "MEMCPY copies as if through a buffer when its ranges overlap.", OpsChecks::copiesMayOverlap)
            .must(
                    3,
                    "An index beyond the window, read as u32, or a range that reaches beyond it ends with INDEX_OUT_OF_BOUNDS and"
                            + " changes nothing.",
                    OpsChecks::indicesAreUnsignedAndBounded)
            .must(
                    4,
                    "ATOMIC_ADD and COMPARE_SWAP of slots that run at once lose nothing.",
                    OpsChecks::atomicOpsLoseNothing)
            .must(
                    5,
                    "A local opcode bound to a small kind does what the system op of its name does.",
                    OpsChecks::boundKindsAreTheSystemOps,
                    Capability.BOUND_OPS)
            .must(
                    6,
                    "DFA_STEP gives the word of the table, reading the byte's low eight bits and the state as u32.",
                    HandleChecks::dfaStepReadsItsTable)
            .must(
                    7,
                    "DFA_STEP ends with HANDLE_BOUNDS when the entry does not lie within the handle's length, however large state and"
                            + " length are.",
                    HandleChecks::tablesEndWhereTheHandleEnds)
            .must(
                    8,
                    "A handle of row 0, of a row beyond the table or of a closed row ends with HANDLE_INVALID, one of another"
                            + " generation with HANDLE_STALE, one of another tenant with HANDLE_FOREIGN.",
                    HandleChecks::handlesAreChecked)
            .must(
                    9,
                    "A handle whose owner word is 0 may be used by every tenant.",
                    HandleChecks::sharedHandlesServeEveryTenant)
            .must(
                    10,
                    "PRINTF writes tenant word, slot and all twelve arguments of the first records in the order of their numbers.",
                    DebugLogChecks::firstRecordsAreKept,
                    Capability.DEBUG_LOG)
            .must(
                    11,
                    "PRINTF beyond the records ends DONE, is counted, and changes no record.",
                    DebugLogChecks::laterRecordsAreCounted,
                    Capability.DEBUG_LOG)
            .must(
                    12,
                    "The count of attempts stops at 2^31.",
                    DebugLogChecks::attemptsStopAtTwoToThe31,
                    Capability.DEBUG_LOG)
            .must(
                    13,
                    "Slots that print at once get a record each, or are counted as dropped, and none is written twice.",
                    DebugLogChecks::printingAtOnceLosesNothing,
                    Capability.DEBUG_LOG)
            .must(
                    14,
                    "LOAD_MISS ends with NO_HOST_SERVICE where no host service is attached, and every cell of the IO queue stays FREE.",
                    HandOverChecks::nobodyServes)
            .must(
                    15,
                    "Where the host serves LOAD_MISS the device leaves the slot in WAIT_IO with its other words as they were, writes a"
                            + " completion entry with the status WAIT_IO, no fault and results 0, and counts it as handed, not as"
                            + " done or faulted; every cell of the IO queue stays FREE.",
                    HandOverChecks::slotsAreHandedOver)
            .must(
                    16,
                    "A slot that was handed over may be published again once its entry was read, however many are unanswered.",
                    HandOverChecks::handedSlotsAreUsedAgain)
            .must(
                    17,
                    "A fence over a slot that was handed over ends only after the host wrote DONE or FAULT to it.",
                    HandOverChecks::fencesWaitForTheHost)
            .must(
                    18,
                    "A tenant that is not admitted asks nobody: its LOAD_MISS ends in the fault of the admission.",
                    HandOverChecks::strangersAskNobody)
            .end();

    private OpsChapter() {}
}

package dev.coresident.conformance.callers;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 11. */
public final class CallersRings {
    /** Publication into rings that callers manage. */
    public static final Chapter CHAPTER = Chapter.of(
                    11,
                    "Rings that callers manage",
                    "Publication slot by slot, as the reference design has it. A model of the ring, an array of bytes written by the"
                            + " words of the protocol alone, says what every call must leave behind.")
            .must(
                    1,
                    "Whatever tenants publish into a ring, every byte of it is what the protocol says; a refused call leaves every"
                            + " byte, and every count but that of its refusal, as it was.",
                    PublishChecks::ringAndModelAgree)
            .must(
                    2,
                    "A publication writes the tenant word and the global opcode into the slot and raises published by one.",
                    PublishChecks::tenantWordAndOpcodeAreWritten)
            .must(
                    3,
                    "A slot can be published when it is EMPTY, DONE or FAULT; any other status refuses and is named.",
                    PublishChecks::onlyEndedSlotsAreWritten)
            .must(
                    4,
                    "Twelve arguments fit and unused ones are zero; thirteen are refused.",
                    PublishChecks::twelveArgumentsFit)
            .must(
                    5,
                    "A batch writes its items and a fence, or no byte; the slots beside it stay as they were.",
                    PublishChecks::batchesAreAllOrNothing)
            .must(
                    6,
                    "What the ring refuses gives its reservation back, and counts as RING.",
                    PublishChecks::refusedSlotsGiveTheirReservationBack)
            .must(
                    7,
                    "A drain counts what the caller says has ended, at most what is outstanding, and frees the backlog.",
                    PublishChecks::drainsFreeTheBacklog)
            .must(
                    8,
                    "Indices from the ring's size to 2^32 - 1, outputs too short and rings of another length are refused with the"
                            + " value.",
                    ShapeChecks::shapesAreExact)
            .must(
                    9,
                    "More than 1,048,576 slots, records or words are refused before anything is reserved.",
                    ShapeChecks::limitsComeFirst)
            .must(
                    10,
                    "A done count is the number of slots whose status is DONE, for every pattern of eight slots.",
                    ShapeChecks::doneCountsAreScans)
            .must(
                    11,
                    "A split of 0 to 10,000,000 slots has six offsets, the first 0, the last the slots, never falling, a fifth each"
                            + " and the remainder in normal.",
                    ShapeChecks::splitsAreFifths)
            .must(
                    12,
                    "A pack is read back as it was built, for every count of ops and arguments that fits; what does not fit is"
                            + " refused and leaves the pack as it was.",
                    PackChecks::packsAreReadBack)
            .must(
                    13,
                    "A tenant of a registry without a kernel can publish and cannot submit: NOT_ATTACHED.",
                    PublishChecks::tenantsWithoutAKernelOnlyPublish)
            .end();

    private CallersRings() {}
}

package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 7. */
final class FencesChapter {
    static final Chapter CHAPTER = Chapter.of(
                    7,
                    "Fences and packs",
                    "The two slots that are about other work: BATCH_FENCE waits for slots before it, PACKED_SLOT holds several ops.")
            .must(
                    1,
                    "A fence ends DONE with r0 = the slots it counts and r1 = its tag, from every place of a partition and for every"
                            + " count below the capacity.",
                    FenceChecks::everyPlaceAndEveryCount)
            .must(
                    2,
                    "When a fence is terminal, so are all slots it counts, faulted ones included, and what they wrote is there.",
                    FenceChecks::batchesEndBeforeTheirFence)
            .must(
                    3,
                    "A count of the capacity or more, or of more slots than were ever published at the level, ends with"
                            + " FENCE_MALFORMED at once.",
                    FenceChecks::countsThatReachTooFarAreMalformed)
            .must(4, "Fences that count fences end.", FenceChecks::fencesOfFencesEnd)
            .must(
                    5,
                    "A fence counts across the wrap of its level's positions.",
                    FenceChecks::fencesLookBackAcrossTheWrap,
                    Capability.SET_POSITIONS)
            .must(
                    6,
                    "Fences that wait keep no other level from ending, however many they are.",
                    FenceChecks::waitingFencesBlockNobody)
            .must(
                    7,
                    "An empty pack is a legal no-op with zero results.",
                    PackChecks::emptyPacksAreLegal,
                    Capability.PACKED)
            .must(
                    8,
                    "A pack of every count from 0 to 23 that fits twelve words runs all its ops in order, r0 their number, r1 = r0 of"
                            + " the last.",
                    PackChecks::everyCountRuns,
                    Capability.PACKED)
            .must(
                    9,
                    "Packs of every mix of ops and arguments do what the model does: same end, same results, same observables.",
                    PackChecks::everyMixFollowsTheModel,
                    Capability.PACKED)
            .must(
                    10,
                    "A pack with more than 23 ops, or whose head and arguments need more than twelve words, ends with PACK_MALFORMED"
                            + " and runs nothing.",
                    PackChecks::malformedPacksRunNothing,
                    Capability.PACKED)
            .must(
                    11,
                    "The first op that faults ends the pack with its code and r0 = the ops that ran before; the ops after it do not"
                            + " run.",
                    PackChecks::theFirstFaultEndsThePack,
                    Capability.PACKED)
            .must(
                    12,
                    "Arguments that a descriptor does not give read as zero.",
                    PackChecks::argumentsNotGivenAreZero,
                    Capability.PACKED)
            .must(
                    13,
                    "An inner system opcode from 7 on, and a local opcode bound to SCAN, end the pack with PACK_OP_REFUSED.",
                    PackChecks::someOpsAreRefused,
                    Capability.PACKED)
            .must(
                    14,
                    "Inner local opcodes run as the tenant bound them and are checked against window and op rows.",
                    PackChecks::localOpcodesRun,
                    Capability.PACKED,
                    Capability.BOUND_OPS)
            .end();

    private FencesChapter() {}
}

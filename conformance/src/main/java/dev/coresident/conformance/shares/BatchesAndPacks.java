package dev.coresident.conformance.shares;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 14. */
public final class BatchesAndPacks {
    /** Several ops as one submission. */
    public static final Chapter CHAPTER = Chapter.of(
                    14,
                    "Batches and packs",
                    "Two ways to submit several ops as one: slots with a fence behind them, and small ops inside one slot.")
            .must(
                    1,
                    "The tickets of a batch's items are those just before its fence's; the fence gives the number of items and the"
                            + " tag, and when it is told every slot of the batch is terminal: at each level, for each number of"
                            + " items that fits.",
                    BatchChecks::fencesCountTheirItems)
            .must(
                    2,
                    "A batch and its fence stand one after the other in the ring, whatever other tenants submit.",
                    BatchChecks::batchesStandTogether)
            .must(3, "An empty batch is a fence that ends at once.", BatchChecks::emptyBatchesAreFences)
            .must(4, "Items that fault do not keep the fence from ending well.", BatchChecks::faultsDoNotStopTheFence)
            .must(5, "A refused batch takes no ticket and leaves no slot.", BatchChecks::refusedBatchesLeaveNothing)
            .must(
                    6,
                    "A pack does what its ops do one after the other, for every number of ops and arguments that fits; r0 is the"
                            + " number of ops that ran and r1 the last one's r0.",
                    PackedChecks::packsDoWhatTheirOpsDo,
                    Capability.PACKED)
            .must(
                    7,
                    "A pack stops at the first op that faults, with its code and the number of ops before it.",
                    PackedChecks::packsStopAtTheFirstFault,
                    Capability.PACKED)
            .must(
                    8,
                    "A pack runs ops of its own tenant's window by their local opcodes, and no other tenant's.",
                    PackedChecks::packsRunOwnOps,
                    Capability.PACKED,
                    Capability.BOUND_OPS)
            .must(
                    9,
                    "An empty pack does nothing and ends well; words that are no pack end with PACK_MALFORMED or PACK_OP_REFUSED"
                            + " before any op has run that follows them.",
                    PackedChecks::malformedPacksFault,
                    Capability.PACKED)
            .end();

    private BatchesAndPacks() {}
}

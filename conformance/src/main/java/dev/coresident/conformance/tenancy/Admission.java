package dev.coresident.conformance.tenancy;

import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 12. */
public final class Admission {
    /** Caps, quotas, refusals. */
    public static final Chapter CHAPTER = Chapter.of(
                    12,
                    "Admission to the queue and to the ring",
                    "How much a tenant may have outstanding, and how much of it in the ring at once. What is refused is counted by its"
                            + " reason and leaves everything else as it was.")
            .must(
                    1,
                    "With a cap of n the submission after n outstanding ones is refused with BACKLOG_CAP, outstanding n and cap n,"
                            + " published stays n, and when one has ended the next is accepted; a cap of 0 counts as 1.",
                    AdmissionChecks::capsBoundWhatIsOutstanding)
            .must(
                    2,
                    "Submissions and publications into rings of one's own share the cap.",
                    AdmissionChecks::bothWaysShareTheCap)
            .must(
                    3,
                    "A batch counts its items and its fence against the cap, is accepted whole or not at all, and is refused with"
                            + " BATCH_TOO_LARGE if it could never fit the cap or the partition.",
                    AdmissionChecks::batchesCountWhole)
            .must(
                    4,
                    "A tenant never has more slots in the ring than its quota, at any hand-over to the device.",
                    AdmissionChecks::quotasBoundTheRing)
            .must(5, "A batch larger than its tenant's quota runs, alone.", AdmissionChecks::largeBatchesRunAlone)
            .must(
                    6,
                    "A tenant at its quota, or with a full partition before it, does not keep others from the other partitions.",
                    AdmissionChecks::fullPartitionsHoldUpNobodyElse)
            .must(
                    7,
                    "Every refusal is counted once, under its own reason, and names rule, values and way out.",
                    AdmissionChecks::refusalsAreCountedByReason)
            .must(
                    8,
                    "The arguments arrive in the ring as they were submitted, unused ones zero, beside the tenant word, the global"
                            + " opcode, and the level of the partition.",
                    AdmissionChecks::slotsArriveAsSubmitted)
            .untested(
                    9,
                    Strength.MUST,
                    "A submission whose place is still held by the oldest outstanding one is refused with BACKLOG_STRAGGLER.",
                    "Needs a device that holds back one slot while later ones end; the api's own tests do it with a device moved by"
                            + " hand.")
            .end();

    private Admission() {}
}

package dev.coresident.conformance.serving;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 22. */
public final class ServingChapter {
    /** The rules. */
    public static final Chapter CHAPTER = Chapter.of(
                    22,
                    "Slots that ask the host",
                    "LOAD_MISS asks a service of the host: a0 its number, a1 microseconds to wait at most, a2 to a11 its words. The"
                            + " device hands the slot over, and the ticket ends when the service has answered.")
            .must(
                    1,
                    "A LOAD_MISS ends DONE with the first four result words of its service's outcome, those that were not written"
                            + " being 0.",
                    ServingChecks::resultsComeBack)
            .must(
                    2,
                    "What a service rejects ends in SERVICE_REJECTED with the number of the fault kind in r0; a service that throws"
                            + " gives EXECUTION_FAILED, a number that nobody serves NOT_REGISTERED. A tenant that cools down is told"
                            + " COOL_DOWN, with the microseconds to wait in r1.",
                    ServingChecks::rejectionsAreTold)
            .must(
                    3,
                    "Slots that wait for the host hold up nobody: with more of them waiting than the ring has slots, other slots of"
                            + " the same tenant and level end.",
                    ServingChecks::whatWaitsHoldsUpNobody)
            .must(
                    4,
                    "Tickets that wait end once each, when their own answer comes, in whatever order answers come; a second answer and"
                            + " one that is too late change nothing and are counted.",
                    AnswerChecks::eachTicketEndsByItsOwnAnswer)
            .must(
                    5,
                    "A ticket that names a time ends with TIMEOUT when it has passed, and not before.",
                    AnswerChecks::deadlinesHold)
            .must(
                    6,
                    "What a service wrote to a buffer is read by every slot that is submitted after its ticket ended.",
                    ServingChecks::whatServicesWriteIsRead)
            .must(
                    7,
                    "A service reaches the memory of the asking tenant alone, within its bounds; everything else is refused with every"
                            + " byte as it was.",
                    ServingChecks::servicesReachTheirTenantOnly)
            .must(
                    8,
                    "Tickets that wait are outstanding: they count against the backlog cap, and published = done + faulted +"
                            + " outstanding at every moment.",
                    AnswerChecks::whatWaitsIsOutstanding)
            .must(
                    9,
                    "A revoked tenant's tickets that wait still end by their answers, and its id is free only then.",
                    AnswerChecks::revokedTenantsAreAnswered)
            .must(
                    10,
                    "A close fails what still waits with KERNEL_CLOSED, once each, and gives every byte back.",
                    AnswerChecks::closingFailsWhatWaits)
            .must(
                    11,
                    "Where the kernel serves, a batch with a LOAD_MISS is refused with OPCODE_REFUSED and nothing of it is published.",
                    ServingChecks::batchesDoNotAsk)
            .must(
                    12,
                    "A tenant's request id is served once: tickets that ask with it again end with the first outcome, when that is"
                            + " there, and the service is not called for them. What no service was called for is not remembered."
                            + " Another tenant's ids are its own, and tickets without an id are never repeats.",
                    RequestChecks::requestsRunOnce)
            .end();

    private ServingChapter() {}
}

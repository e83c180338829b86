package dev.coresident.conformance.shares;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 16. */
public final class Ends {
    /** Tickets, listeners, stages, close. */
    public static final Chapter CHAPTER = Chapter.of(
                    16,
                    "Tickets, listeners, stages and closing",
                    "How a submission's end is learnt, and how a kernel ends.")
            .must(
                    1,
                    "A ticket is outstanding, then done or faulted with the outcome, then overwritten when its place was taken again;"
                            + " what was never issued is unknown.",
                    TicketChecks::ticketsGoThroughTheirStates)
            .must(
                    2,
                    "A listener is told once, with the outcome that the ticket has, and never for a refused submission.",
                    TicketChecks::listenersAreToldOnce)
            .must(
                    3,
                    "A listener that throws changes nothing for the ticket, the other listeners and the pump.",
                    TicketChecks::throwingListenersHurtNobody)
            .must(
                    4,
                    "A listener may submit, register, revoke and allocate; await, quiesce and close refuse with an exception and"
                            + " change nothing.",
                    TicketChecks::listenersMaySubmitAndNotWait)
            .must(
                    5,
                    "A stage completes with a copy of the outcome, a fault is an outcome too, and a refusal completes it"
                            + " exceptionally.",
                    TicketChecks::stagesCompleteWithCopies)
            .must(6, "An interrupted wait leaves the ticket as it is.", TicketChecks::interruptedWaitsLeaveTheTicket)
            .must(
                    7,
                    "A kernel that is closed with nothing outstanding reports a clean end, and says the same when it is closed"
                            + " again.",
                    CloseChecks::cleanEndsAreReported)
            .must(
                    8,
                    "Close ends everything accepted once: by the device, or with KERNEL_CLOSED, which the report counts by tenant.",
                    CloseChecks::closingEndsEverythingOnce)
            .must(
                    9,
                    "After close submissions are refused with CLOSED, registrations and allocations with a reason, and nothing is"
                            + " held.",
                    CloseChecks::closedKernelsRefuse)
            .must(
                    10,
                    "A kernel reports no completion that names no outstanding submission, whatever its tenants do.",
                    CloseChecks::nothingIsSpurious)
            .end();

    private Ends() {}
}

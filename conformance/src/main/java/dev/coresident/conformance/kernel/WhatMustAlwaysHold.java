package dev.coresident.conformance.kernel;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 0: the eleven sentences of the floor plan. Everything below them is there so that they hold. */
final class WhatMustAlwaysHold {
    static final Chapter CHAPTER = Chapter.of(
                    0,
                    "What must always hold",
                    "What a tenant may rely on, whatever the device and whatever the other tenants do. The other chapters say what a"
                            + " device and a host have to do for it; each check here looks from above, through a kernel.")
            .must(
                    1,
                    "For every tenant, published = done + faulted + outstanding, at every moment; nothing is negative.",
                    AccountChecks::figuresAddUp)
            .must(
                    2,
                    "Every accepted submission ends exactly once: done, faulted by the device, or failed by the host with a reason;"
                            + " what names no outstanding submission is counted as spurious and changes nothing.",
                    AccountChecks::everySubmissionEndsOnce)
            .must(
                    3,
                    "Nothing a tenant can submit changes a word of another tenant, or of the control region but its own counts.",
                    HouseChecks::tenantsReachOnlyTheirOwn)
            .must(
                    4,
                    "Once unregister has returned, no slot of that generation begins to run.",
                    HouseChecks::nothingBeginsAfterUnregister)
            .must(5, "A refused call leaves every byte as it was.", AccountChecks::refusalsChangeNothing)
            .must(
                    6,
                    "Who sees DONE sees the results; a done count of n means n slots are terminal.",
                    HouseChecks::doneMeansResults)
            .must(
                    7,
                    "No level and no tenant waits for ever: a worker claims at most 16 slots above a level that has work before it"
                            + " claims one of it, and a tenant with work, within its quota, waits at most for its rivals' turns.",
                    HouseChecks::nobodyWaitsForEver)
            .must(8, "A fence ends after every slot of its batch.", HouseChecks::fencesEndLast)
            .must(
                    9,
                    "No account is above its ceiling, the accounts together not above the kernel's, and all are at zero when"
                            + " everything was closed.",
                    AccountChecks::accountsStayBelowTheirCeilings)
            .must(
                    10,
                    "The same seed and the same calls give the same trace, on any JVM.",
                    HouseChecks::theSameCallsGiveTheSameEnds,
                    Capability.REPEATABLE)
            .must(
                    11,
                    "Every bound counts what it refused; nothing accepted is dropped.",
                    AccountChecks::boundsCountWhatTheyRefuse)
            .end();

    private WhatMustAlwaysHold() {}
}

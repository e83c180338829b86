package dev.coresident.conformance.tenancy;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 13. */
public final class Leaving {
    /** Counts, quiesce, revocation. */
    public static final Chapter CHAPTER = Chapter.of(
                    13,
                    "Counts, waiting and leaving",
                    "What is counted of a tenant while it works, how one waits for its work to end, and how it leaves. Revocation and"
                            + " waiting are tried at every place of a course of submissions.")
            .must(
                    1,
                    "published = done + faulted + outstanding after every call, inside every listener and beside every cycle, and"
                            + " no figure ever falls.",
                    CountChecks::figuresAddUpAtEveryStep)
            .must(
                    2,
                    "The figures add up, and never fall, for a thread that looks while others submit and poll.",
                    CountChecks::figuresAddUpFromOutside)
            .must(
                    3,
                    "When a tenant's work has ended, the device's counts of its id have risen by what the host counted: claimed by"
                            + " done and faulted together, done by done, faulted by faulted.",
                    CountChecks::deviceAndHostAgree)
            .must(
                    4,
                    "Quiesce returns when all has ended: one call counted, no timeout, nothing outstanding.",
                    CountChecks::quiesceWaitsForTheEnd)
            .must(
                    5,
                    "Quiesce that cannot end times out with the exact outstanding count; call, timeout and waited time are counted.",
                    CountChecks::quiesceTimesOutWithTheCount)
            .must(
                    6,
                    "After revocation the old handle is refused, lookup finds nothing, and every accepted submission still ends"
                            + " once: as it would have, or with TENANT_REVOKED.",
                    RevokeChecks::revokedTenantsEndAndAreGone)
            .must(
                    7,
                    "This holds wherever in a course of submissions, batches and cycles the revocation comes.",
                    RevokeChecks::revocationMayComeAnywhere)
            .must(
                    8,
                    "Quiesce and then unregister loses nothing: every submission ends DONE.",
                    RevokeChecks::hardDrainsLoseNothing)
            .must(
                    9,
                    "A wait for a tenant's end ends although the tenant is revoked meanwhile.",
                    RevokeChecks::waitingOutlivesRevocation)
            .must(10, "Revoking one tenant ends no slot of another.", RevokeChecks::revocationHitsOnlyItsTenant)
            .must(
                    11,
                    "Four threads that submit, revoke and register at random leave every accepted submission ended once.",
                    RevokeChecks::threadsComeAndGo)
            .end();

    private Leaving() {}
}

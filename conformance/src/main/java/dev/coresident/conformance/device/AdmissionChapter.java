package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 4. */
final class AdmissionChapter {
    static final Chapter CHAPTER = Chapter.of(
                    4,
                    "Admission",
                    "Whose slots run. The device counts the claim, reads the tenant's row, and executes only if the slot's tenant"
                            + " word is the row's admitted word.")
            .must(
                    1,
                    "A slot whose tenant word is the admitted word of its row runs, and is counted as claimed and done in the count"
                            + " row of its id.",
                    AdmissionChecks::admittedSlotsRun)
            .must(
                    2,
                    "A slot of an id that is 0 with a generation, beyond the table, or free ends with UNKNOWN_TENANT.",
                    AdmissionChecks::unknownTenantsFault)
            .untested(
                    3,
                    Strength.MUST,
                    "The claim is counted before the tenant's row is read, both sequentially consistent.",
                    "The order of two accesses of a device cannot be seen; rule 4.7 tries what depends on it.")
            .must(
                    4,
                    "A slot of another generation than the row's present or last tenant ends with STALE_GENERATION, up to the last"
                            + " generation of an id.",
                    AdmissionChecks::otherGenerationsAreStale)
            .must(
                    5,
                    "A slot of a tenant that was revoked ends with TENANT_REVOKED until its row is freed or given to a successor.",
                    AdmissionChecks::revokedTenantsFault)
            .must(
                    6,
                    "Tenants at the ids 1, 28, 29, 1023, 1024 and 4094 run, each in its own window and its own observables, and are"
                            + " unknown, stale and revoked like any other.",
                    AdmissionChecks::everyBoundaryIdWorks,
                    Capability.ALL_TENANTS)
            .must(
                    7,
                    "When the host has cleared the admitted word and then reads n claimed, at most n slots of that tenant ever run.",
                    AdmissionChecks::theClaimedCountBoundsWhatRuns)
            .must(
                    8,
                    "A slot that is not admitted does nothing, has zero results, and is counted as claimed and faulted where its id"
                            + " has a row.",
                    AdmissionChecks::refusedSlotsDoNothing)
            .must(
                    9,
                    "A user opcode outside the tenant's window ends with OPCODE_OUTSIDE_WINDOW, first and last opcode of the window"
                            + " being inside.",
                    OpcodeChecks::windowsHaveSharpEdges,
                    Capability.BOUND_OPS)
            .must(
                    10,
                    "An opcode inside the window that no op row of the tenant binds to a known kind ends with UNBOUND_OPCODE.",
                    OpcodeChecks::unboundOpcodesFault)
            .must(
                    11,
                    "An opcode that is neither reserved nor in user space ends with OPCODE_OUTSIDE_WINDOW.",
                    OpcodeChecks::opcodesBetweenTheSpacesFault)
            .must(
                    12,
                    "A reserved opcode without a meaning ends with RESERVED_OPCODE.",
                    OpcodeChecks::reservedOpcodesFault)
            .must(
                    13,
                    "SHUTDOWN of a tenant ends with HOST_ONLY and the device goes on.",
                    OpcodeChecks::tenantsCannotShutDown)
            .must(
                    14,
                    "Under tenant word 0 the host may publish NOP, BATCH_FENCE and SHUTDOWN; every other opcode ends with"
                            + " UNKNOWN_TENANT.",
                    OpcodeChecks::theHostPublishesThreeOps)
            .must(
                    15,
                    "What the host changes in a tenant's row or op rows, it having been told, holds for slots published after it.",
                    OpcodeChecks::changedRowsHold,
                    Capability.BOUND_OPS)
            .must(
                    16,
                    "A row's window, op rows and observables bound the tenant, not the geometry's defaults.",
                    OpcodeChecks::rowsBoundTheTenant,
                    Capability.BOUND_OPS)
            .end();

    private AdmissionChapter() {}
}

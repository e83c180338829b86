package dev.coresident.conformance.tenancy;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 10. */
public final class Tenants {
    /** Ids, generations, windows. */
    public static final Chapter CHAPTER = Chapter.of(
                    10,
                    "Tenants",
                    "Ids, generations and windows: who is registered, which opcodes are whose, and how an id comes to be another's.")
            .must(
                    1,
                    "Every id can submit, in kernels of 1, 28, 29, 1,023, 1,024 and 4,094 tenants: its slots run, and ops bound at"
                            + " the boundary ids run in their own windows.",
                    TenantChecks::everyIdCanSubmit,
                    Capability.ALL_TENANTS,
                    Capability.BOUND_OPS)
            .must(
                    2,
                    "Ids are given out ascending from 1; when all are taken a registration is refused, counted, and changes nothing.",
                    TenantChecks::idsAscendUntilAllAreTaken)
            .must(
                    3,
                    "An id that was unregistered comes back with the next generation once all it published has ended, in the order"
                            + " in which ids came free, and a handle of the old generation stays refused.",
                    TenantChecks::idsComeBackWithTheNextGeneration)
            .must(
                    4,
                    "An id is not given out again while anything of its last tenant is outstanding.",
                    TenantChecks::idsWaitForTheirLastSlot)
            .must(
                    5,
                    "Windows of different tenants do not overlap, and window and label are what registration said.",
                    WindowChecks::windowsAreDisjoint)
            .must(
                    6,
                    "A local opcode below the window's size maps to base + local, and one from the size on is refused.",
                    WindowChecks::localOpcodesMapIntoTheWindow)
            .must(
                    7,
                    "A tenant can submit the opcodes of its own window and the system ops that tenants may publish, and no other.",
                    WindowChecks::otherOpcodesAreRefused)
            .must(
                    8,
                    "A slot of the own window that is bound to nothing ends with UNBOUND_OPCODE, at the window's last opcode as well.",
                    WindowChecks::unboundOpcodesFault)
            .must(
                    9,
                    "32 threads that register at once get 32 different ids.",
                    TenantChecks::registeringAtOnceGivesDifferentIds)
            .must(
                    10,
                    "All handles of one registration count into one state, from any number of threads.",
                    TenantChecks::handlesAreShared)
            .must(
                    11,
                    "Active tenants and their counters are listed by ascending id without the unregistered, and snapshots into the"
                            + " caller's storage say the same.",
                    TenantChecks::listsAreSorted)
            .untested(
                    12,
                    Strength.MUST,
                    "A generation follows its last one up to 2^20, and then starts again at 0.",
                    "A million registrations of one id take longer than a check may; the device chapters try the words of high"
                            + " generations.")
            .end();

    private Tenants() {}
}

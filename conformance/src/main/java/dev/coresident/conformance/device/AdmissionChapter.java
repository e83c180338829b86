package dev.coresident.conformance.device;

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
                    "The order of two accesses of a device cannot be seen; rule 0.4 shows what depends on it.")
            .end();

    private AdmissionChapter() {}
}

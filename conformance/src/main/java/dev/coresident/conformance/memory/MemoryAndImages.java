package dev.coresident.conformance.memory;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 19. */
public final class MemoryAndImages {
    /** Handles, quarantine, the ledger, program images. */
    public static final Chapter CHAPTER = Chapter.of(
                    19,
                    "Memory and images",
                    "Buffers that ops name by handles, the ledger that they are charged to, and program images. Images are made here by"
                            + " a builder that knows no trick, and walked one byte after the other.")
            .must(
                    1,
                    "A buffer is zero when it is granted, whoever had its bytes before, exactly as long as asked, and does not"
                            + " overlap another.",
                    BufferChecks::buffersAreZeroAndApart)
            .must(
                    2,
                    "Another tenant's handle, a closed one and one that never was end an op with a fault, and shared memory can be"
                            + " read by all.",
                    BufferChecks::handlesAreTheirOwners)
            .must(
                    3,
                    "A closed buffer's bytes are neither charged off nor given to others before every slot that was in the ring has"
                            + " ended.",
                    BufferChecks::closedBuffersAreQuarantined)
            .must(
                    4,
                    "At every step each account holds the bytes of its open buffers, rounded up to 64, and of those in quarantine;"
                            + " peaks never fall; the accounts add up to the total.",
                    LedgerChecks::accountsAddUpAtEveryStep)
            .must(
                    5,
                    "A charge up to the ceiling is granted and one beyond it refused, counted, and changes nothing, the peak"
                            + " included.",
                    LedgerChecks::ceilingsAreExact)
            .must(
                    6,
                    "The heap and the handles can be used up to the last and given back whole; beyond that is a refusal that"
                            + " changes nothing.",
                    LedgerChecks::everythingCanBeUsedAndGivenBack)
            .must(
                    7,
                    "A revoked tenant's memory is given back once its work has ended, all that is left at close, and then every"
                            + " account is at zero.",
                    LedgerChecks::leavingGivesEverythingBack)
            .must(
                    8,
                    "A scan of any automaton over any input gives the state, the bytes and the events that a walk byte by byte"
                            + " gives, for any division into chunks and any room for events.",
                    ScanChecks::scansEqualTheWalk,
                    Capability.SCAN)
            .must(
                    9,
                    "Tenants that scan the same input with different images at the same time each get their own events.",
                    ScanChecks::imagesAreTheirTenants,
                    Capability.SCAN)
            .must(
                    10,
                    "An image that is exchanged while slots are in the ring gives the old or the new result, the new one for what"
                            + " is submitted afterwards, and the old image is given back.",
                    ScanChecks::exchangedImagesEndWell,
                    Capability.SCAN)
            .untested(
                    11,
                    Strength.MUST,
                    "Rules compiled by the automata module find what a backtracking matcher finds.",
                    "The suite stands on api alone and builds its own images; the automata module duels its compiler with oracles"
                            + " in its own tests.")
            .must(
                    12,
                    "The ledger's pool holds what the device says it allocated, each region by its name; the pool's own and what"
                            + " accounts have of it are together all of that, at open, at every step, after revocation, and zero"
                            + " after close.",
                    LedgerChecks::poolAndTenantsAreWhatIsAllocated)
            .must(
                    13,
                    "A budget grants exactly its limit in each window and denies the next with the time until it renews;"
                            + " settling charges the exact use, a dropped reservation is charged in full, and nothing is reserved"
                            + " when idle.",
                    FuelChecks::windowsGrantExactlyTheirLimit)
            .must(
                    14,
                    "An account below others never holds more than each of them may, with all accounts below it; a lease owns at"
                            + " most what it touches and touches at most its ceiling.",
                    FuelChecks::accountsBelowAreBounded)
            .must(
                    15,
                    "A tenant's budget admits exactly its slots in a window, fences included, and refuses the next with SLOT_BUDGET and"
                            + " the time until the window turns; what is refused has changed nothing but counts, the first refusal"
                            + " of a window stands in the journal, and nothing is reserved when idle.",
                    SlotFuelChecks::slotsAreAdmittedUpToTheBudget)
            .must(
                    16,
                    "A scan reserves its input of the budget of bytes and is settled to what the device says it consumed; one that"
                            + " faults is charged in full; what scans nothing needs none of it.",
                    SlotFuelChecks::scansAreSettledToWhatTheyConsumed,
                    Capability.SCAN)
            .must(
                    17,
                    "Tenants below another never use more slots or hold more memory, all together, than that one may; what they used"
                            + " and held adds up there, and stays added up when they leave.",
                    SlotFuelChecks::tenantsBelowAreBounded)
            .must(
                    18,
                    "Memory whose owner can do without it is asked for when an allocation is refused, and not before; it counts until"
                            + " it is closed and every slot that was in the ring has ended, and then it is granted.",
                    SlotFuelChecks::memoryThatCanBeDoneWithoutIsAskedFor)
            .end();

    private MemoryAndImages() {}
}

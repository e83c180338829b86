package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 2. */
final class EndsChapter {
    static final Chapter CHAPTER = Chapter.of(
                    2,
                    "Slots, ends and counts",
                    "The life of a slot from PUBLISHED to its end, and everything that tells the host of it: status, counts,"
                            + " completion entry.")
            .must(
                    1,
                    "A published slot goes from PUBLISHED to CLAIMED and from there to DONE or FAULT, and takes no other way.",
                    StateChecks::onlyLegalTransitionsAreSeen)
            .must(2, "Of a slot the device writes the status and nothing else.", StateChecks::onlyTheStatusIsWritten)
            .must(
                    3,
                    "A slot that the level's tail does not cover is left alone, whatever its words say.",
                    StateChecks::slotsBeyondTheTailAreLeftAlone)
            .must(
                    4,
                    "A terminal status stays until the host writes the slot again.",
                    StateChecks::terminalStaysTerminal)
            .must(
                    5,
                    "A slot whose completion entry stands is terminal, with the entry's status.",
                    StateChecks::entriesAgreeWithTheSlots)
            .must(6, "Whoever sees a slot DONE sees what the slot wrote.", StateChecks::resultsComeBeforeDone)
            .must(
                    7,
                    "A tenant's done and faulted counts are never above the number of its terminal slots, and its claimed count is"
                            + " never below their sum.",
                    CountChecks::countsComeAfterTheStatus)
            .must(
                    8,
                    "Every published slot ends exactly once: one completion entry, one more in done or faulted, over any number of"
                            + " laps, levels and tenants.",
                    CountChecks::everySlotEndsExactlyOnce)
            .must(
                    9,
                    "A completion entry names slot, tenant word, status, fault code and lap of the slot that ended, and result words"
                            + " that its op does not give are zero.",
                    CountChecks::entriesNameWhatEnded)
            .must(
                    10,
                    "Completion positions are used one after the other without a gap, and completionTail is their number.",
                    CountChecks::positionsHaveNoGap)
            .must(11, "When all that was published has ended, each head is its tail.", CountChecks::headsMeetTails)
            .must(
                    12,
                    "Positions of levels wrap at 2^32 without a slot lost, doubled or taken for another.",
                    WrapChecks::positionsWrap,
                    Capability.SET_POSITIONS)
            .must(
                    13,
                    "Completion positions wrap at 2^32, their sequence words with them.",
                    WrapChecks::completionPositionsWrap,
                    Capability.SET_POSITIONS)
            .must(
                    14,
                    "Claimed, done and faulted counts go on from what stands in the row and wrap at 2^32.",
                    WrapChecks::countsWrap,
                    Capability.SET_POSITIONS)
            .must(
                    15,
                    "The lap in an ending is the low 16 bits of the slot's position divided by the level's capacity, at every lap and"
                            + " across every wrap.",
                    WrapChecks::lapsAreThoseOfThePosition,
                    Capability.SET_POSITIONS)
            .untested(
                    16,
                    Strength.MUST,
                    "Status, handle word and sequence word are released and the tail is acquired, so that no reader on any memory"
                            + " system sees an older word behind a newer one.",
                    "A machine that happens to order the accesses hides a missing release; rules 2.6, 2.7 and 2.9 only make it"
                            + " likely, and the simulator's weak memory searches for it.")
            .untested(
                    17,
                    Strength.MUST,
                    "The claim is a compare-and-swap and no lock is held between claim and end.",
                    "How a device does it cannot be seen; that no slot runs twice is rule 2.8.")
            .end();

    private EndsChapter() {}
}

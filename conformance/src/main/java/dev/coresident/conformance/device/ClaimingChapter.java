package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 3. */
final class ClaimingChapter {
    static final Chapter CHAPTER = Chapter.of(
                    3, "Claiming and levels", "In what order slots are taken, and that none waits for ever.")
            .must(
                    1,
                    "A level's head never goes back and never passes its tail.",
                    ClaimingChecks::headsRiseAndStayBelowTails)
            .must(
                    2,
                    "Work at one level alone ends, whichever level it is, a full partition of it and one slot.",
                    ClaimingChecks::eachLevelAloneEnds)
            .must(3, "Full partitions at all levels at once end.", ClaimingChecks::allLevelsTogetherEnd)
            .must(
                    4,
                    "A slot at a lower level ends while higher levels are kept full for as long as it takes, whichever levels they"
                            + " are.",
                    ClaimingChecks::floodsLetLowerLevelsThrough)
            .must(
                    5,
                    "One compute unit claims at most 16 slots of higher levels before it claims one of a level that has work.",
                    ClaimingChecks::atMostSixteenPassBeforeALowerLevel,
                    Capability.ONE_UNIT)
            .should(
                    6,
                    "Where nothing has waited long, one compute unit takes higher levels before lower ones.",
                    ClaimingChecks::higherLevelsGoFirst,
                    Capability.ONE_UNIT)
            .must(
                    7,
                    "One compute unit ends the slots of a level in the order of their positions.",
                    ClaimingChecks::oneUnitKeepsTheOrderOfALevel,
                    Capability.ONE_UNIT)
            .must(
                    8,
                    "A slot whose priority word is not the level of its partition ends with BAD_PRIORITY and does nothing.",
                    ClaimingChecks::prioritiesAgreeWithPartitions)
            .must(
                    9,
                    "A tail that moves while the device works is noticed without another call than nudge.",
                    ClaimingChecks::movingTailsAreNoticed)
            .untested(
                    10,
                    Strength.MUST,
                    "No compute unit claims more than 16 slots of higher levels before it claims one of a level that has work.",
                    "With several compute units the ends do not tell which of them claimed what; rule 3.5 tries one.")
            .end();

    private ClaimingChapter() {}
}

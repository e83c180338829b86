package dev.coresident.conformance.shares;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 15. */
public final class Shares {
    /** Priorities, round robin, weights. */
    public static final Chapter CHAPTER = Chapter.of(
                    15,
                    "Priorities and fair shares",
                    "Who runs when. Shares are counted in slots, in the order in which they stand in the ring, because a device claims"
                            + " a level in that order: so the figures are exact on every device and no clock is involved. A quantum"
                            + " is 32 slots times the tenant's weight.")
            .must(
                    1,
                    "Each priority alone runs everything that is submitted at it, in its own partition.",
                    LevelChecks::eachPriorityRunsAlone)
            .must(
                    2,
                    "With work at every level, one compute unit ends at most 16 slots of the levels above, and one more in flight,"
                            + " between two ends of a level that has work.",
                    LevelChecks::noLevelWaitsLongerThanItsBound,
                    Capability.ONE_UNIT)
            .must(
                    3,
                    "Under a flood of critical work without end, work at every level ends.",
                    LevelChecks::floodsLeaveRoomBelow)
            .must(
                    4,
                    "The slots of one tenant at one level stand in the ring in the order of their submission.",
                    LevelChecks::tenantsKeepTheirOrder)
            .must(
                    5,
                    "64 equal tenants that always have work share a level with a Jain index of at least 0.99.",
                    FairnessChecks::equalTenantsShareEqually)
            .must(
                    6,
                    "Tenants that always have work share a level by their weights, within 2 %.",
                    FairnessChecks::weightsAreKept)
            .must(
                    7,
                    "A rival with a hundred times the work delays a slot by at most one round: the quanta of the rivals, in slots.",
                    FairnessChecks::aggressorsDelayByOneRound)
            .must(
                    8,
                    "Between two slots of a tenant that has work its rivals write at most their quanta, whatever weights and"
                            + " amounts.",
                    FairnessChecks::nobodyWaitsLongerThanTheQuantaOfTheRivals)
            .must(
                    9,
                    "A tenant that was idle has saved nothing: it begins with one quantum.",
                    FairnessChecks::idleTenantsSaveNothing)
            .untested(
                    10,
                    Strength.SHOULD,
                    "A rival with a hundred times the work leaves a tenant's 99th percentile within 1.2 of what it has alone.",
                    "A matter of time, not of slots: it is measured on a device, and no clock decides a rule here.")
            .end();

    private Shares() {}
}

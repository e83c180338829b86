package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 9. */
final class LifeChapter {
    static final Chapter CHAPTER = Chapter.of(
                    9,
                    "Start, rounds, exchange, health, stop, close",
                    "What the calls of a device do, in which order they may come, and what crosses between host and device.")
            .must(
                    1,
                    "Before it is started a device is Stopped and claims nothing.",
                    LifeChecks::nothingIsClaimedBeforeTheStart)
            .must(
                    2,
                    "A device is started once: a second start, and a start after a stop, is refused with a DeviceException and"
                            + " changes nothing.",
                    LifeChecks::startsAreRefusedTheSecondTime)
            .must(
                    3,
                    "A started device is Alive, and its workers word says how many pollers run, at least one.",
                    LifeChecks::startedDevicesAreAlive)
            .must(
                    4,
                    "The heartbeat rises while the device makes passes, in health and in the device line.",
                    LifeChecks::theHeartbeatRises)
            .must(
                    5,
                    "Stop returns true only when nothing of the device runs any more: from then on no word of any region changes.",
                    StopChecks::nothingRunsAfterStop)
            .must(
                    6,
                    "After a stop every slot that was claimed has ended, with its completion entry, and every other published slot is"
                            + " PUBLISHED as it was.",
                    StopChecks::claimedSlotsEndBeforeTheStop)
            .must(7, "Stop may be called again, and before the start.", StopChecks::stopMayBeCalledAgain)
            .must(
                    8,
                    "SHUTDOWN under tenant word 0 ends DONE, the device stops by itself, and nothing is claimed after it has stopped.",
                    StopChecks::theHostsShutdownStops,
                    Capability.SHUTDOWN)
            .must(
                    9,
                    "Close releases a device that was never started, that runs, that was stopped, and one that was closed before.",
                    StopChecks::closeWorksInEveryState)
            .must(
                    10,
                    "Health never throws and never blocks, before the start, after a stop and after close.",
                    StopChecks::healthAlwaysAnswers)
            .must(
                    11,
                    "Devices can be opened, run and closed one after the other as often as one likes.",
                    StopChecks::devicesComeAndGo)
            .must(
                    12,
                    "A resident device takes no rounds: round throws IllegalStateException.",
                    RoundChecks::residentDevicesTakeNoRounds,
                    Capability.RESIDENT)
            .must(
                    13,
                    "A round before the start or after close throws IllegalStateException.",
                    RoundChecks::roundsNeedAStart,
                    Capability.ROUNDS)
            .must(
                    14,
                    "A round returns how many slots ended in it; an entry may follow in the next round, never come before.",
                    RoundChecks::roundsSayHowManyEnded,
                    Capability.ROUNDS)
            .must(
                    15,
                    "A round with nothing to do returns 0 and changes nothing but the device line.",
                    RoundChecks::emptyRoundsEnd,
                    Capability.ROUNDS)
            .should(
                    16,
                    "A round stops after about as many slots as it was asked for: at most 256 more for each compute unit.",
                    RoundChecks::roundsAreBounded,
                    Capability.ROUNDS)
            .must(
                    17,
                    "Between rounds no word of any region changes, and nothing of a round is seen before it ends.",
                    RoundChecks::nothingMovesBetweenRounds,
                    Capability.ROUNDS)
            .must(
                    18,
                    "What the host said it wrote is there for the slots of the next round; ring slots and tails need no word.",
                    ExchangeChecks::whatWasSaidIsThere)
            .must(
                    19,
                    "What a slot wrote to heap or observables is there after a fetch of exactly its bytes.",
                    ExchangeChecks::whatWasFetchedIsThere)
            .may(
                    20,
                    "A staged device does not see what the host did not say it wrote.",
                    ExchangeChecks::whatWasNotSaidIsNotSeen,
                    Capability.STAGED)
            .must(
                    21,
                    "A fetch of a staged device brings over the bytes it names and no other, so that what the host wrote beside them"
                            + " stays.",
                    ExchangeChecks::fetchesBringNothingElse,
                    Capability.STAGED)
            .must(
                    22,
                    "On a coherent device wrote and fetch change nothing.",
                    ExchangeChecks::coherentDevicesNeedNoExchange,
                    Capability.COHERENT)
            .must(
                    23,
                    "Wrote, nudge, fetch, health and region may be called by any thread while the device works.",
                    ExchangeChecks::anyThreadMayCall)
            .untested(
                    24,
                    Strength.MUST,
                    "A device that could not stop keeps its memory when it is closed.",
                    "No device of this suite's can be made to hang from outside.")
            .untested(
                    25,
                    Strength.MUST,
                    "A device that was lost says so: round throws, health is Lost with the cause.",
                    "A loss cannot be brought about from outside; the simulator's own tests and the hunt do it.")
            .end();

    private LifeChapter() {}
}

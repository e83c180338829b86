package dev.coresident.conformance.replay;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;
import java.util.List;

/** The chapter of this room. */
public final class ReplayChapters {
    /** Chapter 21. */
    public static final List<Chapter> ALL = List.of(Chapter.of(
                    21,
                    "Replay",
                    "A kernel over the subject records itself; the log is read, spoilt, and replayed on the subject. What is compared and what"
                            + " is only counted stands in docs/replay.md.")
            .must(
                    1,
                    "A kernel that was closed leaves a whole log, in which every slot that was published has its outcome once.",
                    ReplayChecks::everySlotHasItsOutcomeOnce)
            .must(
                    2,
                    "Recording changes no outcome, no result word and no count.",
                    ReplayChecks::recordingChangesNothing)
            .must(
                    3,
                    "A replay on the subject gives every outcome that no order of slots in flight could have changed as it was"
                            + " recorded, word for word.",
                    ReplayChecks::theSameLogGivesTheSameResults)
            .must(4, "Two replays of one log give one report.", ReplayChecks::twoReplaysGiveOneReport)
            .must(
                    5,
                    "A recorded word that was changed is reported as the first divergence, with tenant, op, ticket and word.",
                    ReplayChecks::aChangedWordIsNamed)
            .must(
                    6,
                    "Slots in flight together on several workers are no divergence; what depends on their order is counted.",
                    ReplayChecks::racesAreCounted)
            .must(
                    7,
                    "A log that was cut anywhere is read up to its last whole record, and the bytes after it are counted.",
                    ReplayChecks::aTornTailIsCut)
            .must(
                    8,
                    "A log with any byte changed is refused with file and offset, or cut; no record is believed that was not"
                            + " written.",
                    ReplayChecks::aChangedByteIsNotBelieved)
            .must(
                    9,
                    "Bytes that a scan wrote are, when the host fetches them in a replay, those that it fetched in the recording.",
                    ReplayChecks::fetchedContentsAreTheSame,
                    Capability.SCAN)
            .untested(
                    10,
                    Strength.MUST,
                    "A log recorded on one backend replays the same on every other.",
                    "A run has one subject: record with one, replay with `coresident replay --backend` on the other.")
            .end());

    private ReplayChapters() {}
}

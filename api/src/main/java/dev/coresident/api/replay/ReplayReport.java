package dev.coresident.api.replay;

import dev.coresident.api.replay.log.LogEnd;
import dev.coresident.api.replay.log.LogRecord;
import java.util.Optional;

/**
 * What a replay did. Every outcome in the log is in exactly one of {@code same}, the divergence, and the four that were not compared.
 *
 * @param recorded what the log was recorded on
 * @param replayedOn the device that it was replayed on, for people
 * @param slots slots that were run
 * @param same outcomes that came out as recorded, word for word
 * @param orderDependent outcomes not compared: they depend on an order among slots that were in flight together, which no log knows
 * @param changedMeanwhile outcomes not compared: the host revoked, bound, opened, closed or wrote what the slot uses while it was in flight
 * @param endedByHost outcomes not compared: the host ended the submission, not the device
 * @param unfinished slots without an outcome, at the log's end or lost with their device
 * @param contentsSame ranges of memory that had the recorded content when they were fetched
 * @param contentsNotCompared fetched ranges where no slot has written since the host did, or one whose outcome is not comparable
 * @param devices devices that the recording kernel lost
 * @param divergence the first difference, after which nothing was replayed any more
 * @param end how the log ends; empty if there is a divergence
 */
public record ReplayReport(
        LogRecord.Kernel recorded,
        String replayedOn,
        long slots,
        long same,
        long orderDependent,
        long changedMeanwhile,
        long endedByHost,
        long unfinished,
        long contentsSame,
        long contentsNotCompared,
        long devices,
        Optional<Divergence> divergence,
        Optional<LogEnd> end) {
    /** True if nothing that was compared differs. */
    public boolean isSame() {
        return divergence.isEmpty();
    }
}

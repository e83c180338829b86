package dev.coresident.automata.worklist;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.coresident.api.policy.WorklistMode;

/**
 * What traversals did. Immutable.
 *
 * @param bytes of input, whole inputs only
 * @param ends of matches told
 * @param decisions by mode
 * @param slots that ran, those of both modes where parity was asked; those that ran again are not counted
 * @param repeatedSlots that ran again because their outcome went with a device
 * @param visits pairs visited, in both modes where parity was asked
 * @param spills frontiers that were parted among slots, and slots without room for the tasks of the next visit
 * @param deepest the most tasks that waited at a decision
 * @param disparities decisions whose two modes found different things
 * @param evidence the newest records, oldest first
 * @param evidenceDropped older ones
 */
public record WorklistReport(
        long bytes,
        long ends,
        ImmutableMap<WorklistMode, Long> decisions,
        long slots,
        long repeatedSlots,
        long visits,
        long spills,
        int deepest,
        long disparities,
        ImmutableList<Evidence> evidence,
        long evidenceDropped) {}

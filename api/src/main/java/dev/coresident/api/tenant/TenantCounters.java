package dev.coresident.api.tenant;

import com.google.common.collect.ImmutableSortedMap;
import dev.coresident.api.policy.Refusal;

/**
 * What was counted for one tenant, read at one moment: published = done + faulted + outstanding holds in every snapshot.
 *
 * @param id the tenant's id
 * @param generation of the id
 * @param label for people
 * @param published accepted so far
 * @param done ended well
 * @param faulted ended in a fault
 * @param outstanding not ended yet
 * @param backlogCap the most that may be outstanding
 * @param refused how often each reason refused, reasons that never did left out
 * @param quiesceCalls how often somebody quiesced
 * @param quiesceTimeouts how often that timed out
 * @param quiesceNanos how long all that waited
 */
public record TenantCounters(
        int id,
        int generation,
        String label,
        long published,
        long done,
        long faulted,
        long outstanding,
        int backlogCap,
        ImmutableSortedMap<Refusal, Long> refused,
        long quiesceCalls,
        long quiesceTimeouts,
        long quiesceNanos) {
    /** All that ended: done and faulted. */
    public long drained() {
        return done + faulted;
    }

    /** All refusals. */
    public long refusals() {
        long sum = 0;
        for (long count : refused.values()) {
            sum += count;
        }
        return sum;
    }
}

package dev.coresident.api.tenant;

import com.google.common.collect.ImmutableSortedMap;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.Refusal;
import dev.coresident.spi.layout.TenantWord;

/** Counters and refusals put into the words of the exported types. */
final class Counting {
    private static final int TRIES = 16;

    private Counting() {}

    /**
     * One moment's figures. Ended ones are read before published ones, so that outstanding is never negative, and all again if more
     * ended meanwhile. Where that never stops, what was published is cut to what can have been.
     */
    static TenantCounters of(TenantState state) {
        for (int i = 0; i < TRIES; i++) {
            long done = state.done();
            long faulted = state.faulted();
            long published = state.published();
            if (state.done() == done && state.faulted() == faulted) {
                return of(state, published, done, faulted);
            }
        }
        long done = state.done();
        long faulted = state.faulted();
        return of(state, state.publishedWhen(done + faulted), done, faulted);
    }

    private static TenantCounters of(TenantState state, long published, long done, long faulted) {
        ImmutableSortedMap.Builder<Refusal, Long> refused = ImmutableSortedMap.naturalOrder();
        for (Refusal reason : Refusal.values()) {
            long count = state.refused(reason);
            if (count > 0) {
                refused.put(reason, count);
            }
        }
        return new TenantCounters(
                state.id(),
                TenantWord.generation(state.word()),
                state.label(),
                published,
                done,
                faulted,
                published - done - faulted,
                state.policy().backlogCap(),
                refused.build(),
                state.quiesceCalls().get(),
                state.quiesceTimeouts().get(),
                state.quiesceNanos().get());
    }

    static String explain(TenantState state, Refusal refusal) {
        return "tenant %d \"%s\": %s (outstanding %d, cap %d): %s"
                .formatted(
                        state.id(),
                        state.label(),
                        refusal.rule(),
                        state.outstanding(),
                        state.policy().backlogCap(),
                        refusal.wayOut());
    }
}

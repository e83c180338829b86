package dev.coresident.api.tenant;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.Refusal;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.spi.layout.TenantWord;

/** Counters and refusals put into the words of the exported types. */
final class Counting {
    private static final int[] PER_MILLE = {500, 990, 999, 1_000};

    private Counting() {}

    /** One moment's figures. */
    static TenantCounters of(TenantState state) {
        long[] figures = new long[3];
        state.figures(figures, 0);
        long published = figures[0];
        long done = figures[1];
        long faulted = figures[2];
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

    static ServiceTimes times(TenantState state) {
        long[] nanos = new long[PER_MILLE.length];
        long timed = state.times(PER_MILLE, nanos);
        return timed == 0 ? ServiceTimes.NONE : new ServiceTimes(timed, nanos[0], nanos[1], nanos[2], nanos[3]);
    }

    static ImmutableMap<Fuel, BudgetFigures> budgets(TenantState state) {
        FuelMeter fuel = state.fuel();
        ImmutableMap.Builder<Fuel, BudgetFigures> figures = ImmutableMap.builder();
        for (Fuel kind : Fuel.values()) {
            if (fuel != null) {
                figures.put(kind, fuel.figures(kind));
            }
        }
        return figures.buildOrThrow();
    }

    static String explain(TenantState state, long answer) {
        Refusal refusal = Refusal.of(answer);
        return refusal.isBudget() ? explainBudget(state, refusal, Refusal.waitNanos(answer)) : explain(state, refusal);
    }

    private static String explainBudget(TenantState state, Refusal refusal, long waitNanos) {
        return "tenant %d \"%s\": %s (%s): %s"
                .formatted(
                        state.id(),
                        state.label(),
                        refusal.rule(),
                        waitNanos == Refusal.NEVER
                                ? "no window has room for so much"
                                : "there was room again after " + waitNanos + " ns",
                        refusal.wayOut());
    }

    private static String explain(TenantState state, Refusal refusal) {
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

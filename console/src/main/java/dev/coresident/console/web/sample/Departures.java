package dev.coresident.console.web.sample;

import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** Tenants that left lately, so that their last figures can still be read. The sampler's thread. */
final class Departures {
    /**
     * Rows of tenants that left for good; beyond that the oldest is added to the totals and goes. Rows that drain stay until their
     * figures are the last ones: an id is not given out again before, so they are bounded by the ids.
     */
    static final int KEPT = 64;

    private record Left(Tenant tenant, TenantFigures figures) {}

    private final ArrayDeque<Left> rows = new ArrayDeque<>();
    private Totals folded = Totals.NONE;

    /** A tenant is no longer registered. */
    void add(Tenant tenant, TenantFigures last) {
        rows.addLast(new Left(tenant, last));
    }

    /** The rows of now, oldest first; what did not change is the same object. */
    List<TenantFigures> rows() {
        int left = 0;
        for (int i = rows.size(); i > 0; i--) {
            Left row = rows.removeFirst();
            TenantFigures now = figures(row);
            rows.addLast(now.equals(row.figures()) ? row : new Left(row.tenant(), now));
            left += now.stage() == Stage.LEFT ? 1 : 0;
        }
        fold(left - KEPT);
        return rows.stream().map(Left::figures).toList();
    }

    /** Takes the oldest rows that are final out. */
    private void fold(int count) {
        int more = count;
        for (Iterator<Left> oldest = rows.iterator(); more > 0 && oldest.hasNext(); ) {
            TenantFigures figures = oldest.next().figures();
            if (figures.stage() == Stage.LEFT) {
                folded = folded.plus(figures);
                oldest.remove();
                more--;
            }
        }
    }

    /** What the rows that went add to the totals. */
    Totals folded() {
        return folded;
    }

    private static TenantFigures figures(Left left) {
        TenantFigures last = left.figures();
        if (last.stage() == Stage.LEFT) {
            return last;
        }
        TenantCounters counters = left.tenant().counters();
        Stage stage = counters.outstanding() == 0 ? Stage.LEFT : Stage.DRAINING;
        return last.stage() == stage && last.counters().equals(counters)
                ? last
                : new TenantFigures(
                        counters,
                        last.policy(),
                        last.window(),
                        stage,
                        left.tenant().serviceTimes());
    }
}

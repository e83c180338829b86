package dev.coresident.console.web.sample;

import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Tenants that left lately, so that their last figures can still be read. The sampler's thread. */
final class Departures {
    /** Rows that are kept; beyond that the oldest is added to the totals and goes. */
    static final int KEPT = 64;

    private record Left(Tenant tenant, TenantFigures figures) {}

    private final ArrayDeque<Left> rows = new ArrayDeque<>();
    private Totals folded = Totals.NONE;

    /** A tenant is no longer registered. */
    void add(Tenant tenant, TenantFigures last) {
        if (rows.size() == KEPT) {
            Left oldest = rows.removeFirst();
            folded = folded.plus(figures(oldest));
        }
        rows.addLast(new Left(tenant, last));
    }

    /** The rows of now, oldest first; what did not change is the same object. */
    List<TenantFigures> rows() {
        List<TenantFigures> figures = new ArrayList<>(rows.size());
        for (int i = rows.size(); i > 0; i--) {
            Left left = rows.removeFirst();
            TenantFigures now = figures(left);
            rows.addLast(now.equals(left.figures()) ? left : new Left(left.tenant(), now));
            figures.add(now);
        }
        return figures;
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
                : new TenantFigures(counters, last.policy(), last.window(), stage);
    }
}

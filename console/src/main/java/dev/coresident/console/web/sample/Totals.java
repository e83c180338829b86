package dev.coresident.console.web.sample;

/**
 * The counters of all tenants added up, those that left included. A tenant that came and went between two samples is not in them.
 *
 * @param published accepted
 * @param done ended well
 * @param faulted ended in a fault
 * @param outstanding not ended yet
 * @param refused refusals
 */
public record Totals(long published, long done, long faulted, long outstanding, long refused) {
    /** Nothing. */
    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(TenantFigures tenant) {
        return new Totals(
                published + tenant.counters().published(),
                done + tenant.counters().done(),
                faulted + tenant.counters().faulted(),
                outstanding + tenant.counters().outstanding(),
                refused + tenant.counters().refusals());
    }
}

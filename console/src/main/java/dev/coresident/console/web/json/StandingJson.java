package dev.coresident.console.web.json;

import dev.coresident.api.dispatch.executor.TenantStanding;
import dev.coresident.api.dispatch.govern.Admission;
import dev.coresident.api.dispatch.govern.GovernorFigures;
import dev.coresident.api.dispatch.govern.LearnedDeadline;
import dev.coresident.console.json.JsonLine;
import java.util.List;
import java.util.Locale;

/** How a tenant stands with the executor of host ops, as JSON members. Any thread. */
public final class StandingJson {
    private StandingJson() {}

    /**
     * Writes the members {@code governor} and {@code deadlines} into the object that is open.
     *
     * @param most services that are told of, those with the lowest numbers
     */
    public static void write(JsonLine json, TenantStanding standing, int most) {
        governor(json.name("governor"), standing);
        json.name("deadlines").openArray();
        List<TenantStanding.Service> services = standing.services();
        for (TenantStanding.Service service : services.subList(0, Math.min(most, services.size()))) {
            LearnedDeadline deadline = service.deadline();
            json.open()
                    .member("service", service.number())
                    .member("handler", service.handler())
                    .member("basis", word(deadline.basis()))
                    .member("meanNanos", deadline.meanNanos())
                    .member("deviationNanos", deadline.deviationNanos())
                    .member("samples", deadline.samples())
                    .member("waitNanos", deadline.waitNanos())
                    .close();
        }
        json.closeArray();
    }

    private static void governor(JsonLine json, TenantStanding standing) {
        GovernorFigures governor = standing.governor();
        json.open()
                .member("live", standing.live())
                .member("queued", standing.queued())
                .member("queueCapacity", governor.queueCapacity())
                .member("overloaded", governor.isOverloaded())
                .member("permits", governor.permits())
                .member("permitsInUse", governor.underWay())
                .member("coolingNanos", governor.coolingNanos())
                .member("coolDownFailures", governor.coolDownFailures())
                .member("failures", governor.failures())
                .member("failuresToUnhealthy", governor.failuresToUnhealthy())
                .member("unhealthy", governor.isUnhealthy())
                .member("repeatsWaiting", standing.repeats())
                .member("requests", governor.requests())
                .member("requestBytes", governor.requestBytes())
                .member("forgottenRequests", governor.forgottenRequests());
        String blocked = governor.blocked();
        if (blocked != null) {
            json.member("blocked", blocked);
        }
        json.name("answers").open();
        for (Admission answer : Admission.values()) {
            json.member(word(answer), governor.answers(answer));
        }
        json.close().close();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package dev.coresident.conformance.serving;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import org.jspecify.annotations.Nullable;

/** The check of chapter 22 about requests that are sent again. */
final class RequestChecks {
    private static final int BACKLOG = 8;
    private static final long REQUEST = -7;

    private RequestChecks() {}

    /** The end of one ticket. */
    private static final class Asked implements CompletionListener {
        private @Nullable Completion end;

        @Override
        public void ended(Completion completion) {
            end = completion.copy();
        }

        private void is(FaultCode fault, int result) {
            Completion told = end;
            if (told == null) {
                throw new Violation("a ticket that must have ended has not");
            }
            equal("the fault of ticket " + told.ticket(), told.fault(), fault);
            number("r0 of ticket " + told.ticket(), told.result(0), result);
        }
    }

    static void requestsRunOnce(Trial trial) throws Exception {
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant one = desk.tenant(BACKLOG);
            Tenant other = desk.tenant(BACKLOG);
            Asked first = ask(desk, one, REQUEST, Services.WAIT);
            desk.until("the first asks", () -> services.waiting.size() == 1);
            Asked second = ask(desk, one, REQUEST, Services.WAIT);
            Asked third = ask(desk, one, REQUEST + 1, Services.WAIT);
            desk.until("another request asks", () -> services.waiting.size() == 2);
            Asked others = ask(desk, other, REQUEST, Services.WAIT);
            desk.until("another tenant asks", () -> services.waiting.size() == 3);
            for (int i = 0; i < services.waiting.size(); i++) {
                services.waiting.get(i).complete(new byte[i + 1]);
            }
            desk.settle();
            first.is(FaultCode.NONE, 1);
            second.is(FaultCode.NONE, 1);
            third.is(FaultCode.NONE, 2);
            others.is(FaultCode.NONE, 3);
            settled(desk, one, REQUEST, Services.ECHO, 0, 99).is(FaultCode.NONE, 1);
            number("calls", services.waiting.size(), 3);
            rejectionsStand(desk, one);
            idsGoWithTheirTickets(desk, one);
        }
    }

    /** A rejection of the service's is an outcome as any other; where no service was called nothing ran. */
    private static void rejectionsStand(Desk desk, Tenant tenant) {
        int kind = FaultKind.BAD_INPUT.number();
        settled(desk, tenant, REQUEST + 2, Services.REJECT, 0, kind).is(FaultCode.SERVICE_REJECTED, kind);
        settled(desk, tenant, REQUEST + 2, Services.ECHO, 0, kind + 1).is(FaultCode.SERVICE_REJECTED, kind);
        settled(desk, tenant, REQUEST + 3, Services.NOBODY)
                .is(FaultCode.SERVICE_REJECTED, FaultKind.NOT_REGISTERED.number());
        settled(desk, tenant, REQUEST + 3, Services.ECHO, 0, 42).is(FaultCode.NONE, 42);
    }

    /** Tickets without an id take the places of those that had one, lap after lap, and ask each for itself. */
    private static void idsGoWithTheirTickets(Desk desk, Tenant tenant) {
        int named = 8 * BACKLOG;
        for (int i = 0; i < 2 * named; i++) {
            Asked asked = new Asked();
            long _ = i < named
                    ? Desk.ticket(tenant, tenant.ask(1_000 + i, Priority.NORMAL, desk.told(asked), Services.ECHO, 0, i))
                    : Desk.ticket(
                            tenant,
                            tenant.submit(Priority.NORMAL, desk.told(asked), Opcodes.LOAD_MISS, Services.ECHO, 0, i));
            desk.settle();
            asked.is(FaultCode.NONE, i);
        }
    }

    private static Asked settled(Desk desk, Tenant tenant, long requestId, int... words) {
        Asked asked = ask(desk, tenant, requestId, words);
        desk.settle();
        return asked;
    }

    private static Asked ask(Desk desk, Tenant tenant, long requestId, int... words) {
        Asked asked = new Asked();
        long _ = Desk.ticket(tenant, tenant.ask(requestId, Priority.NORMAL, desk.told(asked), words));
        return asked;
    }
}

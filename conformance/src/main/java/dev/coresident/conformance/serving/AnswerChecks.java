package dev.coresident.conformance.serving;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import dev.coresident.api.dispatch.executor.ExecutorFigures;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The checks of chapter 22 about tickets that wait. */
final class AnswerChecks {
    private static final int MANY = 100;

    private AnswerChecks() {}

    /** Submits tickets that wait, in the order in which the service sees them; their ends are put into the map. */
    private static List<Long> waiting(Desk desk, Services services, Tenant tenant, Map<Long, Completion> ends) {
        List<Long> tickets = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tickets.add(Desk.ticket(
                    tenant,
                    tenant.submit(
                            Priority.NORMAL,
                            desk.told(end ->
                                    that(ends.put(end.ticket(), end.copy()) == null, () -> end + " was told twice")),
                            Opcodes.LOAD_MISS,
                            Services.WAIT)));
            int asked = i + 1;
            desk.until("ticket " + i + " asks", () -> services.waiting.size() == asked);
        }
        return tickets;
    }

    static void eachTicketEndsByItsOwnAnswer(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant(MANY);
            Map<Long, Completion> ends = new HashMap<>();
            List<Long> tickets = waiting(desk, services, tenant, ends);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                order.add(random.nextInt(order.size() + 1), i);
            }
            for (int answered = 0; answered < MANY; answered++) {
                int i = order.get(answered);
                Completer completer = services.waiting.get(i);
                boolean fails = i % 5 == 0;
                CompletionAnswer first = fails ? completer.fail("no") : completer.complete(new byte[i]);
                equal("the answer", first, new CompletionAnswer.Accepted());
                equal("the second answer", completer.complete(new byte[1]), new CompletionAnswer.Duplicate());
                int so = answered + 1;
                desk.until("the end of ticket " + i, () -> ends.size() == so);
                Completion end = ends.get(tickets.get(i));
                that(end != null, () -> "the answer to ticket " + i + " ended another one");
                if (end != null) {
                    equal("the fault", end.fault(), fails ? FaultCode.SERVICE_REJECTED : FaultCode.NONE);
                    number("r0", end.result(0), fails ? FaultKind.REMOTE_FAILED.number() : i);
                }
                that(
                        !(completer.fail("again") instanceof CompletionAnswer.Accepted),
                        "an answer to a ticket that had ended was accepted");
            }
            desk.settle();
            desk.kernel().poll();
            ExecutorFigures figures = desk.kernel().services().orElseThrow().figures();
            number("ops that the executor holds", figures.live(), 0);
            number("bytes in flight", figures.inFlightBytes(), 0);
        }
    }

    static void deadlinesHold(Trial trial) throws Exception {
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant("asks");
            int micros = 20_000;
            long begin = System.nanoTime();
            Completion end = desk.ended(tenant, FaultCode.SERVICE_REJECTED, Opcodes.LOAD_MISS, Services.WAIT, micros);
            long lasted = System.nanoTime() - begin;
            number("r0", end.result(0), FaultKind.TIMEOUT.number());
            that(
                    lasted >= Duration.ofNanos(micros * 1_000L).toNanos(),
                    () -> "a ticket with " + micros + " us timed out after " + lasted + " ns");
            equal(
                    "an answer that is too late",
                    services.waiting.getFirst().complete(new byte[0]),
                    new CompletionAnswer.Late());
        }
    }

    static void whatWaitsIsOutstanding(Trial trial) throws Exception {
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant(MANY);
            Map<Long, Completion> ends = new HashMap<>();
            waiting(desk, services, tenant, ends);
            Desk.refused(tenant.submit(Opcodes.NOP), Refusal.BACKLOG_CAP);
            for (Completer completer : services.waiting) {
                completer.complete(new byte[0]);
                desk.turn();
                TenantCounters now = tenant.counters();
                number("published", now.published(), now.done() + now.faulted() + now.outstanding());
            }
            desk.settle();
            number("done", tenant.counters().done(), MANY);
        }
    }

    static void revokedTenantsAreAnswered(Trial trial) throws Exception {
        Services services = new Services();
        try (Desk desk = Desk.open(trial, services.options())) {
            Tenant tenant = desk.tenant(MANY);
            Map<Long, Completion> ends = new HashMap<>();
            waiting(desk, services, tenant, ends);
            tenant.revoke();
            for (int i = 0; i < 20; i++) {
                desk.turn();
            }
            that(desk.kernel().tenants().isDraining(), "a revoked tenant's id is free while tickets of it wait");
            services.waiting.forEach(completer -> completer.complete(new byte[3]));
            desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
            number("tickets that ended", ends.size(), MANY);
            ends.values().forEach(end -> number("r0", end.result(0), 3));
        }
    }

    static void closingFailsWhatWaits(Trial trial) throws Exception {
        Services services = new Services();
        Desk desk = Desk.open(trial, services.options());
        Map<Long, Completion> ends = new HashMap<>();
        try (desk) {
            waiting(desk, services, desk.tenant(MANY), ends);
            desk.kernel().close(Duration.ZERO);
        }
        number("tickets that ended", ends.size(), MANY);
        ends.values().forEach(end -> equal("the fault", end.fault(), FaultCode.KERNEL_CLOSED));
        number("bytes charged", desk.kernel().ledger().currentBytes(), 0);
    }
}

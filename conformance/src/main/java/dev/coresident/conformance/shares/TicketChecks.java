package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The checks of chapter 16 that are about tickets and listeners. */
final class TicketChecks {
    private TicketChecks() {}

    static void ticketsGoThroughTheirStates(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(4);
            Completion completion = new Completion();
            for (long never : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                equal(
                        "ticket " + never + " before any submission",
                        tenant.look(never, completion),
                        TicketState.UNKNOWN);
            }
            desk.atOnce(() -> {
                long ticket = Desk.ticket(tenant, tenant.submit(Opcodes.ATOMIC_ADD, 7, 1));
                equal("a ticket before its slot is written", tenant.look(ticket, completion), TicketState.OUTSTANDING);
                equal("the next ticket", tenant.look(ticket + 1, completion), TicketState.UNKNOWN);
            });
            desk.settle();
            equal("a ticket that ended well", tenant.look(0, completion), TicketState.DONE);
            word("r0", completion.result(0), 0);
            number("the ticket of the outcome", completion.ticket(), 0);
            desk.ended(tenant, FaultCode.UNBOUND_OPCODE, tenant.opcode(1));
            equal("a ticket that faulted", tenant.look(1, completion), TicketState.FAULTED);
            equal("its fault", completion.fault(), FaultCode.UNBOUND_OPCODE);
            for (int i = 0; i < 64; i++) {
                desk.ended(tenant, FaultCode.NONE, Opcodes.NOP);
            }
            equal("a ticket of laps ago", tenant.look(0, completion), TicketState.OVERWRITTEN);
            equal("the last ticket", tenant.look(65, completion), TicketState.DONE);
        }
    }

    static void listenersAreToldOnce(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(1_024);
            List<Completion> told = new ArrayList<>();
            List<Long> accepted = new ArrayList<>();
            for (int round = 0; round < 12; round++) {
                told.clear();
                accepted.clear();
                for (int i = 0; i < 300; i++) {
                    long answer = tenant.submit(
                            Priority.of(random.nextInt(5)),
                            end -> told.add(end.copy()),
                            random.nextInt(8) == 0 ? random.nextInt() : Opcodes.ATOMIC_ADD,
                            1,
                            random.nextInt(36));
                    if (!Refusal.isRefused(answer)) {
                        accepted.add(answer);
                    }
                }
                desk.settle();
                equal(
                        "the tickets that were told",
                        told.stream().map(Completion::ticket).sorted().toList(),
                        accepted);
                for (Completion end : told) {
                    Completion read = new Completion();
                    TicketState state = tenant.look(end.ticket(), read);
                    equal("the state of ticket " + end.ticket(), state == TicketState.DONE, end.isDone());
                    equal("its fault", read.fault(), end.fault());
                    for (int r = 0; r < 4; r++) {
                        word("r" + r + " of ticket " + end.ticket(), read.result(r), end.result(r));
                    }
                }
            }
        }
    }

    static void throwingListenersHurtNobody(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            int[] told = new int[1];
            desk.atOnce(() -> {
                for (int i = 0; i < 2; i++) {
                    Desk.ticket(
                            tenant,
                            tenant.submit(
                                    Priority.NORMAL,
                                    end -> {
                                        throw new IllegalStateException(
                                                "a listener of a conformance check throws, as announced");
                                    },
                                    Opcodes.NOP));
                    Desk.ticket(tenant, tenant.submit(Priority.NORMAL, end -> told[0]++, Opcodes.NOP));
                }
            });
            desk.settle();
            number("the other listeners that were told", told[0], 2);
            number("done", tenant.counters().done(), 4);
            for (long ticket = 0; ticket < 4; ticket++) {
                equal("ticket " + ticket, tenant.look(ticket, new Completion()), TicketState.DONE);
            }
        }
    }

    static void listenersMaySubmitAndNotWait(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            int[] chain = new int[1];
            Desk.ticket(tenant, tenant.submit(Priority.HIGH, desk.told(end -> next(desk, tenant, chain)), Opcodes.NOP));
            desk.until("a chain of listeners", () -> chain[0] == 50);
            desk.settle();
            number("done", tenant.counters().done(), 51);
            boolean[] ran = new boolean[1];
            Desk.ticket(
                    tenant,
                    tenant.submit(
                            Priority.HIGH,
                            desk.told(end -> {
                                long open = Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                                refuses("await", () -> tenant.await(open, Duration.ofSeconds(1), new Completion()));
                                refuses("quiesce", () -> tenant.quiesce(Duration.ofSeconds(1)));
                                refuses("close", () -> desk.kernel().close(Duration.ofSeconds(1)));
                                number("quiesce calls", tenant.counters().quiesceCalls(), 0);
                                Tenant other = desk.tenant(4);
                                Desk.ticket(other, other.submit(Opcodes.NOP));
                                other.allocate(Purpose.HEAP, 64).orThrow().close();
                                other.revoke();
                                ran[0] = true;
                            }),
                            Opcodes.NOP));
            desk.settle();
            that(ran[0], "the listener did not come to its end");
            number("done after all", tenant.counters().done(), 53);
        }
    }

    private static void next(Desk desk, Tenant tenant, int[] chain) {
        if (++chain[0] <= 50) {
            Desk.ticket(
                    tenant,
                    tenant.submit(Priority.of(chain[0] % 5), desk.told(end -> next(desk, tenant, chain)), Opcodes.NOP));
        }
    }

    /** A call that must refuse because it would wait for itself. */
    @FunctionalInterface
    private interface Waiting {
        Object call() throws Exception;
    }

    private static void refuses(String what, Waiting waiting) {
        try {
            Object answer = waiting.call();
            throw new Violation(what + " in a listener answered " + answer);
        } catch (IllegalStateException refused) {
            that(
                    String.valueOf(refused.getMessage()).contains("listener"),
                    () -> "the refusal of " + what + " says: " + refused.getMessage());
        } catch (Exception e) {
            throw new Violation(what + " in a listener threw " + e, e);
        }
    }

    static void stagesCompleteWithCopies(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            List<CompletableFuture<Completion>> stages = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                stages.add(tenant.stage(Priority.LOW, Opcodes.ATOMIC_ADD, 1, 3).toCompletableFuture());
            }
            CompletableFuture<Completion> faults =
                    tenant.stage(Priority.LOW, tenant.opcode(9)).toCompletableFuture();
            desk.settle();
            List<Integer> before = new ArrayList<>();
            for (int i = 0; i < stages.size(); i++) {
                Completion end = stages.get(i).get();
                number("the ticket of stage " + i, end.ticket(), i);
                before.add(end.result(0));
            }
            before.sort(Integer::compare);
            for (int i = 0; i < before.size(); i++) {
                word("the sum before addition " + i, before.get(i), i);
            }
            equal("the fault of a stage", faults.get().fault(), FaultCode.UNBOUND_OPCODE);
            CompletableFuture<Completion> refused =
                    tenant.stage(Priority.LOW, Opcodes.SHUTDOWN).toCompletableFuture();
            try {
                throw new Violation("a refused stage completed with " + refused.get());
            } catch (ExecutionException e) {
                that(
                        e.getCause() instanceof IllegalStateException,
                        () -> "a refused stage failed with " + e.getCause());
            }
        }
    }

    static void interruptedWaitsLeaveTheTicket(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            for (int i = 0; i < 20; i++) {
                long ticket = Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                Thread.currentThread().interrupt();
                try {
                    tenant.await(ticket, trial.effort().patience(), new Completion());
                } catch (InterruptedException expected) {
                    equal("the interrupt", Thread.currentThread().isInterrupted(), false);
                } finally {
                    Thread.interrupted();
                }
                desk.settle();
                equal("the ticket", tenant.look(ticket, new Completion()), TicketState.DONE);
            }
        }
    }
}

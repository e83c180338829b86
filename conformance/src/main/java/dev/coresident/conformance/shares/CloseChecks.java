package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.CloseReport;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The checks of chapter 16 that are about closing. */
final class CloseChecks {
    private CloseChecks() {}

    static void cleanEndsAreReported(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            tenant.allocate(Purpose.HEAP, 1_000).orThrow();
            for (int i = 0; i < 50; i++) {
                Desk.ticket(tenant, tenant.submit(Priority.of(i % 5), Opcodes.NOP));
            }
            CloseReport report = desk.kernel().close(trial.effort().patience());
            that(report.isClean(), () -> "the end is not clean: " + report);
            number("bytes leaked", report.leakedBytes(), 0);
            number("done", tenant.counters().done(), 50);
            equal("the second report", desk.kernel().close(Duration.ZERO), report);
        }
    }

    static void closingEndsEverythingOnce(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        long failed = 0;
        for (int run = 0; run < 10; run++) {
            List<int[]> told = new ArrayList<>();
            Map<Integer, Long> closed = new TreeMap<>();
            CloseReport report;
            try (Desk desk = Desk.open(trial)) {
                List<Tenant> tenants = List.of(desk.tenant(1_024), desk.tenant(1_024), desk.tenant(1_024));
                desk.atOnce(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        Tenant tenant = tenants.get(random.nextInt(3));
                        int[] times = new int[1];
                        long answer = tenant.submit(
                                Priority.of(random.nextInt(5)),
                                desk.told(end -> {
                                    times[0]++;
                                    if (end.fault() == FaultCode.KERNEL_CLOSED) {
                                        closed.merge(tenant.id(), 1L, Long::sum);
                                    } else {
                                        equal("the fault of a slot that the device ended", end.fault(), FaultCode.NONE);
                                    }
                                }),
                                Opcodes.NOP);
                        if (!Refusal.isRefused(answer)) {
                            told.add(times);
                        }
                    }
                });
                report = desk.kernel().close(run == 0 ? Duration.ZERO : Duration.ofNanos(1_000L * run));
                tenants.forEach(tenant ->
                        number("outstanding of " + tenant, tenant.counters().outstanding(), 0));
            }
            for (int[] times : told) {
                number("how often a submission ended", times[0], 1);
            }
            equal("what was abandoned, by tenant", Map.copyOf(report.abandoned()), Map.copyOf(closed));
            failed += closed.values().stream().mapToLong(Long::longValue).sum();
        }
        trial.note(failed + " ended with KERNEL_CLOSED");
    }

    static void closedKernelsRefuse(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            desk.kernel().close(trial.effort().patience());
            Desk.refused(tenant.submit(Opcodes.NOP), Refusal.CLOSED);
            that(
                    desk.kernel().tenants().register("late") instanceof Registration.Refused,
                    "a closed kernel registered a tenant");
            that(tenant.allocate(Purpose.HEAP, 64) instanceof Allocation.Refused, "a closed kernel granted memory");
            that(
                    tenant.stage(Priority.LOW, Opcodes.NOP)
                            .toCompletableFuture()
                            .isCompletedExceptionally(),
                    "a stage of a closed kernel waits");
            number("bytes held", desk.kernel().ledger().currentBytes(), 0);
        }
    }

    static void nothingIsSpurious(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            for (int turn = 0; turn < 30; turn++) {
                Tenant tenant = desk.tenant(256);
                for (int i = 0; i < 200; i++) {
                    Priority priority = Priority.of(random.nextInt(5));
                    tenant.submit(priority, random.nextBoolean() ? Opcodes.NOP : tenant.opcode(random.nextInt(9)));
                }
                tenant.revoke();
                desk.settle();
            }
            CloseReport report = desk.kernel().close(trial.effort().patience());
            number("spurious completions", report.spurious(), 0);
            that(report.isClean(), () -> "the end is not clean: " + report);
        }
    }
}

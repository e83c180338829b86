package dev.coresident.conformance.tenancy;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** The checks of chapter 13 that are about revocation. */
final class RevokeChecks {
    private RevokeChecks() {}

    /** What became of one tenant's submissions: each ends once, as it would have or because the tenant was revoked. */
    private static final class Ends {
        private final Desk desk;
        private final List<int[]> times = new ArrayList<>();
        private int revoked;

        Ends(Desk desk) {
            this.desk = desk;
        }

        /** Submits a slot that would end DONE. */
        void submit(Tenant tenant, Priority priority) {
            int[] told = new int[1];
            long answer = tenant.submit(priority, desk.told(end -> ended(told, end.fault())), Opcodes.ATOMIC_ADD, 1, 0);
            if (!Refusal.isRefused(answer)) {
                times.add(told);
            }
        }

        /** Submits a batch of such slots. */
        void submitBatch(Tenant tenant, Priority priority, int items) {
            int[] told = new int[1];
            long answer = tenant.submitBatch(
                    priority, AdmissionChecks.nops(items), 0, desk.told(end -> ended(told, end.fault())));
            if (!Refusal.isRefused(answer)) {
                times.add(told);
            }
        }

        private void ended(int[] told, FaultCode fault) {
            told[0]++;
            revoked += fault == FaultCode.TENANT_REVOKED ? 1 : 0;
            that(
                    fault == FaultCode.NONE || fault == FaultCode.TENANT_REVOKED,
                    () -> "a slot of a revoked tenant ended with " + fault);
        }

        void checkEachOnce() {
            for (int i = 0; i < times.size(); i++) {
                number("how often submission " + i + " of " + times.size() + " ended", times.get(i)[0], 1);
            }
        }
    }

    static void revokedTenantsEndAndAreGone(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(1_024);
            Ends ends = new Ends(desk);
            desk.atOnce(() -> {
                for (int i = 0; i < 500; i++) {
                    ends.submit(tenant, Priority.NORMAL);
                }
            });
            tenant.revoke();
            Desk.refused(tenant.submit(Opcodes.NOP), Refusal.REVOKED);
            that(!tenant.isActive(), "a revoked tenant is active");
            that(desk.kernel().tenants().find(tenant.id()).isEmpty(), "a revoked tenant was found");
            desk.settle();
            number("accepted", ends.times.size(), 500);
            ends.checkEachOnce();
            number("done and faulted", tenant.counters().drained(), 500);
            number("faulted", tenant.counters().faulted(), ends.revoked);
            that(ends.revoked > 0, "of 500 slots in partitions of 64 none was revoked");
            trial.note(ends.revoked + " of 500 were revoked");
        }
    }

    static void revocationMayComeAnywhere(Trial trial) throws Exception {
        int courses = 0;
        try (Desk desk = Desk.open(trial)) {
            for (int seed = 0; seed < 6; seed++) {
                for (int place = 0; place <= 40; place++) {
                    course(desk, new SplittableRandom(trial.effort().seed() * 1_000 + seed), place);
                    courses++;
                }
            }
        }
        trial.note(courses + " courses");
    }

    /** The same forty actions for the same seed, with the revocation before one of them. */
    private static void course(Desk desk, SplittableRandom random, int place) {
        Tenant tenant = desk.tenant(96);
        Tenant other = desk.tenant(96);
        CountChecks.Figures figures = new CountChecks.Figures(tenant);
        Ends ends = new Ends(desk);
        Ends others = new Ends(desk);
        for (int action = 0; action < 40; action++) {
            if (action == place) {
                tenant.revoke();
            }
            Priority priority = Priority.of(random.nextInt(5));
            switch (random.nextInt(5)) {
                case 0 -> ends.submitBatch(tenant, priority, random.nextInt(8));
                case 1 -> desk.kernel().poll();
                case 2 -> others.submit(other, priority);
                default -> {
                    int count = 1 + random.nextInt(10);
                    for (int i = 0; i < count; i++) {
                        ends.submit(tenant, priority);
                    }
                }
            }
            figures.look();
        }
        tenant.revoke();
        desk.settle();
        ends.checkEachOnce();
        others.checkEachOnce();
        number("slots of the other tenant that were revoked", others.revoked, 0);
        figures.look();
        number("outstanding", tenant.counters().outstanding(), 0);
        other.revoke();
        desk.until("the ids are free", () -> !desk.kernel().tenants().isDraining());
    }

    static void hardDrainsLoseNothing(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            for (int turn = 0; turn < 20; turn++) {
                Tenant tenant = desk.tenant(512);
                Ends ends = new Ends(desk);
                for (int i = 0; i < 300; i++) {
                    ends.submit(tenant, Priority.of(i % 5));
                }
                Quiesce quiesce = tenant.quiesce(trial.effort().patience());
                that(quiesce instanceof Quiesce.Drained, () -> "quiesce ended as " + quiesce);
                that(desk.kernel().tenants().unregister(tenant), "a tenant could not be unregistered");
                ends.checkEachOnce();
                number("revoked after a hard drain", ends.revoked, 0);
                number("done", tenant.counters().done(), 300);
            }
        }
    }

    static void waitingOutlivesRevocation(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial);
                ExecutorService pool = Executors.newFixedThreadPool(1)) {
            for (int turn = 0; turn < 20; turn++) {
                Tenant tenant = desk.tenant(1_024);
                Ends ends = new Ends(desk);
                desk.atOnce(() -> {
                    for (int i = 0; i < 600; i++) {
                        ends.submit(tenant, Priority.of(i % 5));
                    }
                });
                Future<Quiesce> waiting =
                        pool.submit(() -> tenant.quiesce(trial.effort().patience()));
                tenant.revoke();
                Quiesce quiesce = waiting.get();
                that(quiesce instanceof Quiesce.Drained, () -> "quiesce ended as " + quiesce);
                desk.settle();
                ends.checkEachOnce();
            }
        }
    }

    static void revocationHitsOnlyItsTenant(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant stays = desk.tenant(4_096);
            Ends kept = new Ends(desk);
            for (int turn = 0; turn < 30; turn++) {
                Tenant leaves = desk.tenant(256);
                Ends ends = new Ends(desk);
                for (int i = 0; i < 100; i++) {
                    kept.submit(stays, Priority.of(i % 5));
                    ends.submit(leaves, Priority.of(i % 5));
                }
                leaves.revoke();
                desk.settle();
                ends.checkEachOnce();
            }
            kept.checkEachOnce();
            number("slots of the tenant that stayed", stays.counters().done(), 3_000);
            number("revoked slots of the tenant that stayed", kept.revoked, 0);
        }
    }

    static void threadsComeAndGo(Trial trial) throws Exception {
        AtomicLong accepted = new AtomicLong();
        AtomicIntegerArray ended = new AtomicIntegerArray(4 * 4_000);
        try (Desk desk = Desk.open(trial);
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 4_000;
                SplittableRandom random = new SplittableRandom(trial.effort().seed() + thread);
                threads.add(pool.submit(() -> comeAndGo(desk, random, first, ended, accepted)));
            }
            for (Future<Integer> thread : threads) {
                thread.get();
            }
            desk.settle();
        }
        long ends = 0;
        for (int i = 0; i < ended.length(); i++) {
            int times = ended.get(i);
            that(times <= 1, "a submission ended more than once");
            ends += times;
        }
        number("submissions that ended", ends, accepted.get());
        trial.note(accepted + " submissions");
    }

    private static int comeAndGo(
            Desk desk, SplittableRandom random, int first, AtomicIntegerArray ended, AtomicLong accepted) {
        Tenant tenant = null;
        for (int i = first; i < first + 4_000; i++) {
            if (tenant == null) {
                Registration registration = desk.kernel().tenants().register("passing");
                if (!(registration instanceof Registration.Registered(Tenant registered))) {
                    desk.kernel().poll();
                    continue;
                }
                tenant = registered;
            }
            int place = i;
            long answer = tenant.submit(
                    Priority.of(random.nextInt(5)), end -> ended.incrementAndGet(place), Opcodes.ATOMIC_ADD, 1, 0);
            if (!Refusal.isRefused(answer)) {
                accepted.incrementAndGet();
            }
            if (random.nextInt(50) == 0) {
                tenant.revoke();
                tenant = null;
            }
        }
        return first;
    }
}

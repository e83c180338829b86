package dev.coresident.conformance.tenancy;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** The checks of chapter 13 that are about figures. */
final class CountChecks {
    private CountChecks() {}

    /** Looks at a tenant's figures, and remembers them. */
    static final class Figures {
        private final Tenant tenant;
        private long published;
        private long done;
        private long faulted;
        private long looks;

        Figures(Tenant tenant) {
            this.tenant = tenant;
        }

        void look() {
            TenantCounters now = tenant.counters();
            number(
                    "published of " + tenant + " at look " + looks,
                    now.published(),
                    now.done() + now.faulted() + now.outstanding());
            that(
                    now.outstanding() >= 0 && now.outstanding() <= now.backlogCap(),
                    () -> "outstanding of " + tenant + " is out of its bounds: " + now);
            that(
                    now.published() >= published && now.done() >= done && now.faulted() >= faulted,
                    () -> "a figure of " + tenant + " fell: " + now);
            published = now.published();
            done = now.done();
            faulted = now.faulted();
            looks++;
        }
    }

    static void figuresAddUpAtEveryStep(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        long looks = 0;
        try (Desk desk = Desk.open(trial)) {
            List<Figures> figures = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                figures.add(new Figures(desk.tenant(8 << i)));
            }
            for (int step = 0; step < 4_000; step++) {
                Figures who = figures.get(random.nextInt(figures.size()));
                something(desk, random, who.tenant, who::look);
                who.look();
                if (random.nextInt(5) == 0) {
                    desk.kernel().poll();
                    figures.forEach(Figures::look);
                }
            }
            desk.settle();
            for (Figures who : figures) {
                who.look();
                number(
                        "outstanding of " + who.tenant + " at the end",
                        who.tenant.counters().outstanding(),
                        0);
                looks += who.looks;
            }
        }
        trial.note(looks + " looks");
    }

    /** Some run, some fault, some are refused. */
    static long something(Desk desk, SplittableRandom random, Tenant tenant, Runnable atEnd) {
        CompletionListener listener = desk.told(end -> atEnd.run());
        Priority priority = Priority.of(random.nextInt(5));
        return switch (random.nextInt(6)) {
            case 0 -> tenant.submit(priority, listener, tenant.opcode(random.nextInt(256)));
            case 1 -> tenant.submit(priority, listener, Opcodes.ATOMIC_ADD, 1, random.nextInt(40));
            case 2 -> tenant.submit(random.nextInt());
            case 3 -> tenant.submitBatch(priority, AdmissionChecks.nops(random.nextInt(6)), 0, listener);
            default -> tenant.submit(priority, listener, Opcodes.NOP);
        };
    }

    static void figuresAddUpFromOutside(Trial trial) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Desk desk = Desk.open(trial);
                ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Figures figures = new Figures(desk.tenant(64));
            Future<?> looker = pool.submit(() -> {
                while (!over.get()) {
                    figures.look();
                }
            });
            try {
                for (int i = 0; i < 20_000; i++) {
                    if (Refusal.isRefused(figures.tenant.submit(i % 7 == 0 ? figures.tenant.opcode(9) : Opcodes.NOP))) {
                        desk.kernel().poll();
                    }
                }
                desk.settle();
            } finally {
                over.set(true);
            }
            looker.get();
            trial.note(figures.looks + " looks");
        }
    }

    static void deviceAndHostAgree(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            ControlLayout places = ControlLayout.of(Desk.SMALL);
            MemorySegment control = desk.device().region(Region.CONTROL);
            for (int turn = 0; turn < 20; turn++) {
                Tenant tenant = desk.tenant(256);
                long row = places.countRow(tenant.id());
                int claimed = Words.getVolatile(control, row + CountRow.CLAIMED);
                int done = Words.getVolatile(control, row + CountRow.DONE);
                int faulted = Words.getVolatile(control, row + CountRow.FAULTED);
                for (int i = 0; i < 200; i++) {
                    something(desk, random, tenant, () -> {});
                }
                if (random.nextBoolean()) {
                    tenant.revoke();
                }
                desk.settle();
                TenantCounters now = tenant.counters();
                number(
                        "the device's done of " + tenant,
                        Words.getVolatile(control, row + CountRow.DONE) - done,
                        now.done());
                number(
                        "the device's faulted of " + tenant,
                        Words.getVolatile(control, row + CountRow.FAULTED) - faulted,
                        now.faulted());
                number(
                        "the device's claimed of " + tenant,
                        Words.getVolatile(control, row + CountRow.CLAIMED) - claimed,
                        now.drained());
                tenant.revoke();
                desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
            }
        }
    }

    static void quiesceWaitsForTheEnd(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(512);
            for (int call = 1; call <= 30; call++) {
                for (int i = random.nextInt(300); i > 0; i--) {
                    something(desk, random, tenant, () -> {});
                }
                Quiesce quiesce = tenant.quiesce(trial.effort().patience());
                that(quiesce instanceof Quiesce.Drained, () -> "quiesce ended as " + quiesce);
                number("outstanding", tenant.counters().outstanding(), 0);
                number("calls", tenant.counters().quiesceCalls(), call);
                number("timeouts", tenant.counters().quiesceTimeouts(), 0);
            }
        }
    }

    static void quiesceTimesOutWithTheCount(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial);
                Arena arena = Arena.ofShared()) {
            RingView ring = RingView.allocate(arena, 16).orThrow();
            Tenant tenant = desk.tenant(64);
            Duration limit = Duration.ofMillis(2);
            for (int call = 1; call <= 5; call++) {
                that(tenant.publish(ring, call, Priority.LOW, Opcodes.NOP).isPublished(), "a publication was refused");
                Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                desk.settle();
                long waited = tenant.counters().quiesceNanos();
                switch (tenant.quiesce(limit)) {
                    case Quiesce.TimedOut(long outstanding, long nanos) -> {
                        number("outstanding", outstanding, call);
                        that(nanos >= limit.toNanos(), "it timed out before its limit");
                    }
                    case Quiesce.Drained drained ->
                        throw new Violation("quiesce ended although nobody drained: " + drained);
                }
                number("calls", tenant.counters().quiesceCalls(), call);
                number("timeouts", tenant.counters().quiesceTimeouts(), call);
                that(
                        tenant.counters().quiesceNanos() - waited >= limit.toNanos(),
                        "the time that was waited was not counted");
            }
            tenant.noteDrained(5);
            that(tenant.quiesce(limit) instanceof Quiesce.Drained, "it did not end after the drain");
        }
    }
}

package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.desk.RingOrder;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The checks of chapter 15 that are about shares. */
final class FairnessChecks {
    /** Slots of a turn of weight 1, as the rules say. */
    private static final int QUANTUM = 32;

    private static final Geometry MANY = new Geometry(Partitions.each(64), 64, 16, 1, 1, 4, 1, 0);
    private static final int NORMAL = Priority.NORMAL.level();

    private FairnessChecks() {}

    private static void submit(Tenant tenant, int count) {
        for (int i = 0; i < count; i++) {
            Desk.ticket(tenant, tenant.submit(Priority.NORMAL, Opcodes.NOP));
        }
    }

    static void equalTenantsShareEqually(Trial trial) throws Exception {
        int each = 12 * QUANTUM;
        try (Desk desk = Desk.open(trial, MANY)) {
            List<Tenant> tenants = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                tenants.add(desk.tenant(each));
            }
            desk.atOnce(() -> tenants.forEach(tenant -> submit(tenant, each)));
            desk.settle();
            int[] words = tenants.stream().mapToInt(Tenant::word).toArray();
            int[] order = desk.order().tenants(NORMAL);
            number("slots in the ring", order.length, 64L * each);
            double worst = 1;
            int round = 64 * QUANTUM;
            for (int from = 0; from + 2 * round <= order.length; from += round / 3) {
                long[] shares = RingOrder.shares(order, from, from + 2 * round, words);
                worst = Math.min(worst, jain(shares));
            }
            double index = worst;
            that(index >= 0.99, () -> "the Jain index of 64 equal tenants over two rounds is " + index);
            trial.note(String.format(Locale.ROOT, "Jain index %.4f at worst over any two rounds", index));
        }
    }

    private static double jain(long[] shares) {
        double sum = 0;
        double squares = 0;
        for (long share : shares) {
            sum += share;
            squares += (double) share * share;
        }
        return sum * sum / (shares.length * squares);
    }

    static void weightsAreKept(Trial trial) throws Exception {
        int[] weights = {1, 2, 3, 5, 8, 13};
        int sum = Arrays.stream(weights).sum();
        int rounds = 12;
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = new ArrayList<>();
            for (int weight : weights) {
                tenants.add(desk.tenant(
                        "weight " + weight,
                        TenantPolicy.defaults().withWeight(weight).withBacklogCap(weight * QUANTUM * rounds)));
            }
            desk.atOnce(() ->
                    tenants.forEach(tenant -> submit(tenant, tenant.policy().weight() * QUANTUM * rounds)));
            desk.settle();
            int[] words = tenants.stream().mapToInt(Tenant::word).toArray();
            int measured = 10 * sum * QUANTUM;
            long[] shares = RingOrder.shares(desk.order().tenants(NORMAL), 0, measured, words);
            double worst = 0;
            for (int i = 0; i < weights.length; i++) {
                double wanted = (double) measured * weights[i] / sum;
                double off = Math.abs(shares[i] - wanted) / wanted;
                worst = Math.max(worst, off);
                int at = i;
                that(
                        off <= 0.02,
                        () -> "weight " + weights[at] + " of " + sum + " has " + shares[at] + " of " + measured
                                + " slots instead of " + wanted);
            }
            trial.note(String.format(Locale.ROOT, "%.3f %% off at worst", 100 * worst));
        }
    }

    static void aggressorsDelayByOneRound(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant victim = desk.tenant(64);
            List<Tenant> rivals = List.of(
                    desk.tenant("aggressor", TenantPolicy.defaults().withBacklogCap(4_096)),
                    desk.tenant(
                            "weighty",
                            TenantPolicy.defaults().withBacklogCap(4_096).withWeight(3)));
            int bound = QUANTUM + 3 * QUANTUM;
            int longest = 0;
            for (int turn = 0; turn < 200; turn++) {
                int[] before = new int[1];
                long written = desk.order().count(victim.word());
                desk.atOnce(() -> {
                    for (Tenant rival : rivals) {
                        submit(rival, (int) Math.max(0, 600 - rival.counters().outstanding()));
                    }
                    before[0] = desk.order().at(NORMAL).size();
                    submit(victim, 1);
                });
                desk.until("the victim's slot in the ring", () -> desk.order().count(victim.word()) > written);
                int[] order = desk.order().tenants(NORMAL);
                int at = before[0];
                while (order[at] != victim.word()) {
                    at++;
                }
                int waited = at - before[0];
                longest = Math.max(longest, waited);
                that(
                        waited <= bound,
                        () -> "the victim's slot stands behind " + waited + " slots of its rivals, " + bound
                                + " are one round");
                for (int cycles = random.nextInt(4); cycles > 0; cycles--) {
                    desk.kernel().poll();
                }
                if (turn % 20 == 19) {
                    desk.order().clear();
                }
            }
            trial.note("at most " + longest + " slots of " + bound);
            desk.settle();
        }
    }

    static void nobodyWaitsLongerThanTheQuantaOfTheRivals(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        for (int run = 0; run < 12; run++) {
            try (Desk desk = Desk.open(trial)) {
                List<Tenant> tenants = new ArrayList<>();
                int[] work = new int[2 + random.nextInt(7)];
                int quanta = 0;
                for (int i = 0; i < work.length; i++) {
                    int weight = 1 + random.nextInt(4);
                    work[i] = 1 + random.nextInt(500);
                    quanta += weight * QUANTUM;
                    tenants.add(desk.tenant(
                            "tenant",
                            TenantPolicy.defaults().withBacklogCap(512).withWeight(weight)));
                }
                desk.atOnce(() -> {
                    for (int i = 0; i < work.length; i++) {
                        submit(tenants.get(i), work[i]);
                    }
                });
                desk.settle();
                int[] order = desk.order().tenants(NORMAL);
                for (int i = 0; i < work.length; i++) {
                    Tenant tenant = tenants.get(i);
                    int bound = quanta - tenant.policy().weight() * QUANTUM;
                    int waited = 0;
                    int seen = 0;
                    for (int at = 0; seen < work[i]; at++) {
                        if (order[at] == tenant.word()) {
                            waited = 0;
                            seen++;
                        } else {
                            int now = ++waited;
                            that(now <= bound, () -> tenant + " waited for " + now + " slots, allowed " + bound);
                        }
                    }
                }
            }
        }
    }

    static void idleTenantsSaveNothing(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant idle = desk.tenant(1_024);
            Tenant busy = desk.tenant(4_096);
            submit(idle, 1);
            submit(busy, 3_000);
            desk.settle();
            desk.order().clear();
            desk.atOnce(() -> {
                submit(busy, 600);
                submit(idle, 600);
            });
            desk.settle();
            int[] order = desk.order().tenants(NORMAL);
            int run = 0;
            int seen = 0;
            for (int at = 0; seen < 512; at++) {
                boolean isIdle = order[at] == idle.word();
                run = isIdle ? run + 1 : 0;
                seen += isIdle ? 1 : 0;
                int length = run;
                that(
                        length <= QUANTUM,
                        () -> length + " slots in a row of a tenant that was idle, its quantum is " + QUANTUM);
            }
        }
    }
}

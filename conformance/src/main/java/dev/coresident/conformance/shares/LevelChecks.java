package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 15 that are about levels. */
final class LevelChecks {
    private static final int LEVELS = Partitions.LEVELS;

    private LevelChecks() {}

    static void eachPriorityRunsAlone(Trial trial) throws Exception {
        for (Priority priority : Priority.values()) {
            try (Desk desk = Desk.open(trial)) {
                Tenant tenant = desk.tenant(1_024);
                for (int i = 0; i < 1_000; i++) {
                    Desk.ticket(tenant, tenant.submit(priority, Opcodes.ATOMIC_ADD, 1, 0));
                }
                desk.settle();
                number("done at " + priority, tenant.counters().done(), 1_000);
                for (int level = 0; level < LEVELS; level++) {
                    List<int[]> slots = desk.order().at(level);
                    number(
                            "slots at level " + level + " of 1,000 at " + priority,
                            slots.size(),
                            level == priority.level() ? 1_000 : 0);
                    int at = level;
                    slots.forEach(words -> word("the priority word", words[3], at));
                }
            }
        }
    }

    /** Of several units the ends tell nothing: one may hold a claimed slot for as long as the system gives its thread no processor. */
    static void noLevelWaitsLongerThanItsBound(Trial trial) throws Exception {
        int[] longest = new int[LEVELS];
        try (Desk desk = Desk.open(trial)) {
            int bound = Partitions.LOOK_BELOW_AFTER + 1;
            Tenant tenant = desk.tenant(512);
            for (int round = 0; round < 40; round++) {
                int[] left = new int[LEVELS];
                int[] waited = new int[LEVELS];
                boolean[] begun = new boolean[LEVELS];
                desk.atOnce(() -> {
                    // A level is full before the next one is written: what ends before all are there is not counted.
                    for (int level = LEVELS - 1; level >= 0; level--) {
                        left[level] = 64;
                        int ending = level;
                        for (int i = 0; i < 64; i++) {
                            Desk.ticket(
                                    tenant,
                                    tenant.submit(
                                            Priority.of(level),
                                            end -> {
                                                left[ending]--;
                                                waited[ending] = 0;
                                                begun[ending] = true;
                                                for (int below = ending + 1; below < LEVELS; below++) {
                                                    if (begun[below] && left[below] > 0) {
                                                        longest[below] = Math.max(longest[below], ++waited[below]);
                                                    }
                                                }
                                            },
                                            Opcodes.NOP));
                        }
                    }
                });
                desk.settle();
            }
            for (int level = 1; level < LEVELS; level++) {
                int at = level;
                that(
                        longest[level] <= bound,
                        () -> longest[at] + " slots above level " + at + " ended while it had work; " + bound
                                + " are allowed");
            }
            trial.note("longest wait by level " + Arrays.toString(longest) + ", allowed " + bound);
        }
    }

    static void floodsLeaveRoomBelow(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant flood = desk.tenant(4_096);
            Tenant victim = desk.tenant(64);
            int[] ended = new int[1];
            int expected = 0;
            for (int round = 0; round < 40; round++) {
                for (int level = 1; level < LEVELS; level++) {
                    Desk.ticket(victim, victim.submit(Priority.of(level), end -> ended[0]++, Opcodes.NOP));
                    expected++;
                }
                int target = expected;
                desk.until("the end of four slots under a flood", () -> {
                    for (int i = 0; i < 100; i++) {
                        flood.submit(Priority.CRITICAL, Opcodes.NOP);
                    }
                    return ended[0] == target;
                });
            }
            trial.note(flood.counters().done() + " critical slots beside " + expected);
            desk.settle();
        }
    }

    static void tenantsKeepTheirOrder(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = List.of(
                    desk.tenant(512),
                    desk.tenant(512),
                    desk.tenant("quota", TenantPolicy.defaults().withQuota(3)));
            int[][] next = new int[tenants.size()][LEVELS];
            for (int i = 0; i < 6_000; i++) {
                int who = random.nextInt(tenants.size());
                int level = random.nextInt(LEVELS);
                if (!Refusal.isRefused(tenants.get(who).submit(Priority.of(level), Opcodes.NOP, next[who][level]))) {
                    next[who][level]++;
                }
            }
            desk.settle();
            for (int level = 0; level < LEVELS; level++) {
                int[] seen = new int[tenants.size()];
                for (int[] words : desk.order().at(level)) {
                    int who = words[2] - 1;
                    word("the number of a slot of tenant " + words[2] + " at level " + level, words[4], seen[who]++);
                }
                for (int who = 0; who < seen.length; who++) {
                    number("slots of tenant " + (who + 1) + " at level " + level, seen[who], next[who][level]);
                }
            }
        }
    }
}

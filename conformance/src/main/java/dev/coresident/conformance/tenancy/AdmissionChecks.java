package dev.coresident.conformance.tenancy;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The checks of chapter 12. */
final class AdmissionChecks {
    private AdmissionChecks() {}

    static void capsBoundWhatIsOutstanding(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            for (int run = 0; run < 64; run++) {
                int cap = run < 4 ? run : random.nextInt(513);
                int most = Math.max(1, cap);
                Tenant tenant = desk.tenant(cap);
                desk.atOnce(() -> {
                    for (int i = 0; i < most; i++) {
                        number("ticket " + i, Desk.ticket(tenant, tenant.submit(Opcodes.NOP)), i);
                    }
                    long answer = tenant.submit(Opcodes.NOP);
                    Desk.refused(answer, Refusal.BACKLOG_CAP);
                    String words = tenant.explain(answer);
                    that(
                            words.contains("outstanding " + most) && words.contains("cap " + most),
                            () -> "the refusal under a cap of " + cap + " says: " + words);
                    number("published", tenant.counters().published(), most);
                    number("outstanding", tenant.counters().outstanding(), most);
                });
                desk.until("the end of one slot", () -> tenant.counters().drained() > 0);
                Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                desk.settle();
                number("done", tenant.counters().done(), most + 1L);
                tenant.revoke();
                desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
            }
        }
    }

    static void bothWaysShareTheCap(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial);
                Arena arena = Arena.ofShared()) {
            Tenant tenant = desk.tenant(4);
            RingView ring = RingView.allocate(arena, 8).orThrow();
            for (int slot = 0; slot < 3; slot++) {
                that(tenant.publish(ring, slot, Priority.LOW, Opcodes.NOP).isPublished(), "a publication was refused");
            }
            desk.atOnce(() -> {
                Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                Desk.refused(tenant.submit(Opcodes.NOP), Refusal.BACKLOG_CAP);
                that(!tenant.publish(ring, 3, Priority.LOW, Opcodes.NOP).isPublished(), "a fifth slot was published");
            });
            desk.settle();
            number("outstanding", tenant.counters().outstanding(), 3);
            number("drained by the caller", tenant.noteDrained(3), 3);
            desk.atOnce(() -> {
                for (int i = 0; i < 4; i++) {
                    Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                }
                that(!tenant.publish(ring, 3, Priority.LOW, Opcodes.NOP).isPublished(), "a fifth slot was published");
            });
            desk.settle();
        }
    }

    static void batchesCountWhole(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant capped = desk.tenant(10);
            Tenant wide = desk.tenant(512);
            number("a batch for the cap", Desk.ticket(capped, capped.submitBatch(Priority.LOW, nops(9), 1, null)), 9);
            desk.settle();
            Desk.refused(capped.submitBatch(Priority.LOW, nops(10), 1, null), Refusal.BATCH_TOO_LARGE);
            Desk.refused(wide.submitBatch(Priority.LOW, nops(64), 1, null), Refusal.BATCH_TOO_LARGE);
            Desk.ticket(wide, wide.submitBatch(Priority.LOW, nops(63), 1, null));
            desk.settle();
            desk.atOnce(() -> {
                Desk.ticket(capped, capped.submitBatch(Priority.LOW, nops(4), 1, null));
                Desk.refused(capped.submitBatch(Priority.LOW, nops(5), 1, null), Refusal.BACKLOG_CAP);
                number("published", capped.counters().published(), 15);
                Desk.ticket(capped, capped.submitBatch(Priority.LOW, nops(4), 1, null));
                Desk.refused(capped.submit(Opcodes.NOP), Refusal.BACKLOG_CAP);
            });
            desk.settle();
            number("done", capped.counters().done(), 20);
            number("done of the other", wide.counters().done(), 64);
        }
    }

    static SlotBatch nops(int items) {
        SlotBatch batch = new SlotBatch(items);
        for (int i = 0; i < items; i++) {
            batch.add(Opcodes.NOP, i).orThrow();
        }
        return batch;
    }

    static void quotasBoundTheRing(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = new ArrayList<>();
            for (int quota : new int[] {1, 2, 3, 7, 16, 40, 1_000}) {
                tenants.add(
                        desk.tenant("quota " + quota, TenantPolicy.defaults().withQuota(quota)));
            }
            int[] most = new int[tenants.size()];
            for (int round = 0; round < 200; round++) {
                for (Tenant tenant : tenants) {
                    for (int i = random.nextInt(40); i > 0; i--) {
                        tenant.submit(Priority.of(random.nextInt(5)), Opcodes.NOP);
                    }
                }
                desk.whileInRing(() -> {
                    for (int i = 0; i < tenants.size(); i++) {
                        Tenant tenant = tenants.get(i);
                        long inRing = desk.order().count(tenant.word())
                                - tenant.counters().drained();
                        most[i] = Math.max(most[i], (int) inRing);
                        that(
                                inRing <= tenant.policy().quota(),
                                () -> inRing + " slots of " + tenant + " are in the ring");
                    }
                });
                desk.kernel().poll();
            }
            desk.settle();
            tenants.forEach(tenant -> number(
                    "done of " + tenant,
                    tenant.counters().done(),
                    tenant.counters().published()));
            trial.note("most in the ring at once: " + Arrays.toString(most));
        }
    }

    static void largeBatchesRunAlone(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("large", TenantPolicy.defaults().withQuota(4));
            desk.atOnce(() -> {
                for (int i = 0; i < 6; i++) {
                    Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                    Desk.ticket(tenant, tenant.submitBatch(Priority.NORMAL, nops(20), i, null));
                }
            });
            desk.settle();
            number("done", tenant.counters().done(), 6 * 22);
        }
    }

    static void fullPartitionsHoldUpNobodyElse(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant flood = desk.tenant(4_096);
            Tenant bound = desk.tenant("bound", TenantPolicy.defaults().withQuota(1));
            Tenant victim = desk.tenant(64);
            for (Priority level : Priority.values()) {
                for (Priority other : Priority.values()) {
                    if (level == other) {
                        continue;
                    }
                    desk.order().clear();
                    desk.atOnce(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            Desk.ticket(flood, flood.submit(level, Opcodes.NOP));
                        }
                        for (int i = 0; i < 20; i++) {
                            Desk.ticket(bound, bound.submit(other, Opcodes.NOP));
                        }
                        for (int i = 0; i < 30; i++) {
                            Desk.ticket(victim, victim.submit(other, Opcodes.NOP));
                        }
                    });
                    desk.until("one more hand-over", () -> desk.order().count(victim.word()) > 0);
                    number(
                            "slots of the victim in the first hand-over at level " + other,
                            desk.order().count(victim.word()),
                            30);
                    desk.settle();
                }
            }
        }
    }

    static void refusalsAreCountedByReason(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial);
                Arena arena = Arena.ofShared()) {
            RingView ring = RingView.allocate(arena, 1).orThrow();
            Tenant tenant = desk.tenant(3);
            Map<Refusal, Long> expected = new EnumMap<>(Refusal.class);
            for (int step = 0; step < 600; step++) {
                boolean full = tenant.counters().outstanding() >= 3;
                switch (random.nextInt(6)) {
                    case 0 -> refuse(tenant, expected, Refusal.OPCODE_REFUSED, tenant.submit(Opcodes.SHUTDOWN));
                    case 1 -> refuse(tenant, expected, Refusal.TOO_MANY_ARGUMENTS, tenant.submit(0, new int[13]));
                    case 2 ->
                        refuse(
                                tenant,
                                expected,
                                Refusal.BATCH_TOO_LARGE,
                                tenant.submitBatch(Priority.LOW, nops(3), 0, null));
                    case 3 -> {
                        that(!tenant.publish(ring, 1, Priority.LOW, 0).isPublished(), "published beyond the ring");
                        expected.merge(full ? Refusal.BACKLOG_CAP : Refusal.RING, 1L, Long::sum);
                    }
                    case 4 -> desk.settle();
                    default ->
                        desk.atOnce(() -> {
                            boolean stillFull = tenant.counters().outstanding() >= 3;
                            long answer = tenant.submit(Opcodes.NOP);
                            if (stillFull) {
                                refuse(tenant, expected, Refusal.BACKLOG_CAP, answer);
                            } else {
                                Desk.ticket(tenant, answer);
                            }
                        });
                }
                equal(
                        "the refusals of step " + step,
                        Map.copyOf(tenant.counters().refused()),
                        expected);
            }
            tenant.revoke();
            refuse(tenant, expected, Refusal.REVOKED, tenant.submit(Opcodes.NOP));
            equal("the refusals", Map.copyOf(tenant.counters().refused()), expected);
            desk.settle();
        }
    }

    private static void refuse(Tenant tenant, Map<Refusal, Long> expected, Refusal reason, long answer) {
        Desk.refused(answer, reason);
        expected.merge(reason, 1L, Long::sum);
        String words = tenant.explain(answer);
        TenantCounters counters = tenant.counters();
        that(
                words.contains(reason.rule())
                        && words.contains("tenant " + counters.id())
                        && words.contains(reason.wayOut()),
                () -> "the refusal " + reason + " says: " + words);
    }

    static void slotsArriveAsSubmitted(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            desk.tenant(1);
            Tenant tenant = desk.tenant(2_048);
            List<List<int[]>> expected = List.of(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < 1_500; i++) {
                int level = random.nextInt(5);
                int[] arguments = random.ints(random.nextInt(13)).toArray();
                int opcode = random.nextBoolean() ? Opcodes.NOP : tenant.opcode(random.nextInt(256));
                int[] words = new int[16];
                words[1] = opcode;
                words[2] = tenant.word();
                words[3] = level;
                System.arraycopy(arguments, 0, words, 4, arguments.length);
                expected.get(level).add(words);
                Desk.ticket(tenant, tenant.submit(Priority.of(level), opcode, arguments));
            }
            desk.settle();
            for (int level = 0; level < 5; level++) {
                List<int[]> seen = desk.order().at(level);
                number(
                        "slots at level " + level,
                        seen.size(),
                        expected.get(level).size());
                for (int i = 0; i < seen.size(); i++) {
                    equal(
                            "slot " + i + " of level " + level,
                            Arrays.toString(seen.get(i)),
                            Arrays.toString(expected.get(level).get(i)));
                }
            }
        }
    }
}

package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Publication;
import dev.coresident.api.tenant.RegistryOptions;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 11 that are about publishing. */
final class PublishChecks {
    private static final int WINDOW = 1 << 18;

    private PublishChecks() {}

    private static Tenant tenant(int cap) {
        return TenantRegistry.create(
                        new RegistryOptions(4, WINDOW, TenantPolicy.defaults().withBacklogCap(cap)))
                .register("caller")
                .orThrow();
    }

    private static RingView ring(int slots) {
        return RingView.open(Memory.zeros(64L * slots), slots).orThrow();
    }

    static void ringAndModelAgree(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        int steps = 0;
        int refusals = 0;
        for (int run = 0; run < 256; run++) {
            int slots = 1 + run % 16;
            TenantRegistry registry = TenantRegistry.create(
                    new RegistryOptions(4, WINDOW, TenantPolicy.defaults().withBacklogCap(TenantPolicy.MAX_BACKLOG)));
            List<Tenant> tenants = List.of(
                    registry.register("one").orThrow(), registry.register("two").orThrow());
            RingView ring = ring(slots);
            RingModel model = new RingModel(slots);
            int refusalsBefore = refusals;
            for (int step = 0; step < 100; step++) {
                Tenant tenant = tenants.get(random.nextInt(2));
                int slot = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(slots + 1);
                Priority priority = Priority.of(random.nextInt(5));
                boolean modelled;
                Publication seen;
                long cost = 1;
                long before = tenant.counters().published();
                if (random.nextBoolean()) {
                    int which = random.nextInt(slots);
                    int status = random.nextInt(4) == 0 ? random.nextInt(9) : 3;
                    ring.memory().set(ValueLayout.JAVA_INT, 64L * which, status);
                    model.put(which, 0, status);
                    continue;
                } else if (random.nextInt(3) == 0) {
                    SlotBatch batch = new SlotBatch(5);
                    List<int[]> items = items(random, tenants, batch);
                    int tag = random.nextInt();
                    modelled = items.stream().allMatch(item -> may(tenant, item[0]))
                            && model.publishBatch(
                                    Integer.toUnsignedLong(slot), items, tenant.word(), priority.level(), tag);
                    seen = tenant.publishBatch(ring, slot, priority, batch, tag);
                    cost = items.size() + 1L;
                } else {
                    int opcode = opcode(random, tenants);
                    int[] arguments = random.ints(random.nextInt(14)).toArray();
                    modelled = may(tenant, opcode)
                            && model.publish(
                                    Integer.toUnsignedLong(slot), opcode, tenant.word(), priority.level(), arguments);
                    seen = tenant.publish(ring, slot, priority, opcode, arguments);
                }
                steps++;
                refusals += modelled ? 0 : 1;
                equal("whether step " + step + " of run " + run + " was accepted", seen.isPublished(), modelled);
                Memory.same("the ring after step " + step, Memory.bytes(ring.memory()), model.bytes);
                number("published", tenant.counters().published(), before + (modelled ? cost : 0));
            }
            long refused = tenants.stream()
                    .mapToLong(tenant -> tenant.counters().refusals())
                    .sum();
            number("refusals counted in run " + run, refused, refusals - refusalsBefore);
        }
        trial.note(steps + " publications, " + refusals + " of them refused");
    }

    private static boolean may(Tenant tenant, int opcode) {
        return RingModel.mayPublish(
                opcode, tenant.window().first(), tenant.window().size());
    }

    private static List<int[]> items(SplittableRandom random, List<Tenant> tenants, SlotBatch batch) {
        List<int[]> items = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int[] item = random.ints(1 + random.nextInt(13)).toArray();
            item[0] = opcode(random, tenants);
            if (batch.add(item[0], Arrays.copyOfRange(item, 1, item.length)).isAccepted()) {
                items.add(item);
            }
        }
        return items;
    }

    private static int opcode(SplittableRandom random, List<Tenant> tenants) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(9);
            case 2 -> 0xFFF0 + random.nextInt(17);
            case 3 -> 0x8000_0000 + random.nextInt(3);
            case 4 -> -1 - random.nextInt(2);
            default -> tenants.get(random.nextInt(2)).window().first() + random.nextInt(WINDOW);
        };
    }

    static void tenantWordAndOpcodeAreWritten(Trial trial) {
        TenantRegistry registry = TenantRegistry.create(RegistryOptions.defaults());
        registry.register("first").orThrow();
        Tenant tenant = registry.register("second").orThrow();
        RingView ring = ring(2);
        int[] words = new int[16];
        that(
                tenant.publish(ring, 1, Priority.HIGH, tenant.opcode(42), 7, 8).isPublished(),
                "a publication into an empty slot was refused");
        ring.read(1, words).orThrow();
        int[] expected = new int[16];
        System.arraycopy(new int[] {1, tenant.window().first() + 42, 2, 1, 7, 8}, 0, expected, 0, 6);
        equal("the slot", Arrays.toString(words), Arrays.toString(expected));
        number("published", tenant.counters().published(), 1);
        number("outstanding", tenant.counters().outstanding(), 1);
    }

    static void onlyEndedSlotsAreWritten(Trial trial) {
        for (int status : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 255, Integer.MAX_VALUE, -1}) {
            Tenant tenant = tenant(8);
            RingView ring = ring(2);
            ring.memory().set(ValueLayout.JAVA_INT, 64, status);
            byte[] before = Memory.bytes(ring.memory());
            boolean may = status == 0 || status == 3 || status == 7;
            equal(
                    "whether a slot of status " + Integer.toUnsignedString(status) + " was published",
                    tenant.publish(ring, 1, Priority.NORMAL, Opcodes.NOP, 1).isPublished(),
                    may);
            if (!may) {
                Memory.same("the ring", Memory.bytes(ring.memory()), before);
                equal(
                        "the refusal",
                        ring.publish(1, Opcodes.NOP, 1, Priority.NORMAL),
                        new RingRefusal.SlotInFlight(1, status));
            }
        }
    }

    static void twelveArgumentsFit(Trial trial) {
        Tenant tenant = tenant(8);
        for (int count = 0; count <= 14; count++) {
            RingView ring = RingView.open(Memory.garbage(64, trial.random()), 1).orThrow();
            ring.memory().set(ValueLayout.JAVA_INT, 0, 3);
            byte[] before = Memory.bytes(ring.memory());
            RingModel model = new RingModel(1);
            int[] arguments = trial.random().ints(count).toArray();
            boolean fits = model.publish(0, 0, tenant.word(), 2, arguments);
            equal("whether " + count + " arguments fit", fits, count <= 12);
            equal(
                    "whether " + count + " arguments were published",
                    tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP, arguments)
                            .isPublished(),
                    fits);
            Memory.same("the slot", Memory.bytes(ring.memory()), fits ? model.bytes : before);
            tenant.noteDrained(1);
        }
        number("refused", tenant.counters().refused().getOrDefault(Refusal.TOO_MANY_ARGUMENTS, 0L), 2);
    }

    static void batchesAreAllOrNothing(Trial trial) {
        SplittableRandom random = trial.random();
        SlotBatch batch = new SlotBatch(3);
        for (int i = 1; i <= 3; i++) {
            batch.add(Opcodes.STORE_U32, i, 10 * i).orThrow();
        }
        List<int[]> items = List.of(new int[] {1, 1, 10}, new int[] {1, 2, 20}, new int[] {1, 3, 30});
        for (int first = 0; first < 10; first++) {
            for (int busy = -1; busy < 8; busy++) {
                Tenant tenant = tenant(8);
                RingView ring = RingView.open(Memory.garbage(64 * 8, random), 8).orThrow();
                RingModel model = new RingModel(8);
                for (int slot = 0; slot < 8; slot++) {
                    ring.memory().set(ValueLayout.JAVA_INT, 64L * slot, slot == busy ? 2 : 3);
                }
                System.arraycopy(Memory.bytes(ring.memory()), 0, model.bytes, 0, model.bytes.length);
                boolean fits = model.publishBatch(first, items, tenant.word(), 2, 77);
                equal(
                        "whether a batch at " + first + " beside slot " + busy + " was published",
                        tenant.publishBatch(ring, first, Priority.NORMAL, batch, 77)
                                .isPublished(),
                        fits);
                Memory.same("the ring", Memory.bytes(ring.memory()), model.bytes);
                number("published", tenant.counters().published(), fits ? 4 : 0);
            }
        }
    }

    static void refusedSlotsGiveTheirReservationBack(Trial trial) {
        Tenant tenant = tenant(1);
        RingView ring = ring(1);
        for (int i = 1; i <= 3; i++) {
            equal(
                    "a publication beyond the ring",
                    tenant.publish(ring, 1, Priority.NORMAL, Opcodes.NOP).isPublished(),
                    false);
            number("outstanding", tenant.counters().outstanding(), 0);
            number("refused by the ring", tenant.counters().refused().getOrDefault(Refusal.RING, 0L), i);
        }
        equal(
                "the next one",
                tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP).isPublished(),
                true);
    }

    static void drainsFreeTheBacklog(Trial trial) {
        for (int cap : new int[] {0, 1, 2, 3, 64}) {
            Tenant tenant = tenant(cap);
            int most = Math.max(1, cap);
            RingView ring = ring(most + 1);
            for (int slot = 0; slot < most; slot++) {
                equal(
                        "slot " + slot,
                        tenant.publish(ring, slot, Priority.LOW, Opcodes.NOP).isPublished(),
                        true);
            }
            Publication over = tenant.publish(ring, most, Priority.LOW, Opcodes.NOP);
            that(
                    over instanceof Publication.Refused(Refusal why, String reason)
                            && why == Refusal.BACKLOG_CAP
                            && reason.contains("outstanding " + most)
                            && reason.contains("cap " + most),
                    () -> "publication " + (most + 1) + " under a cap of " + cap + ": " + over);
            number("published", tenant.counters().published(), most);
            number("drained of one", tenant.noteDrained(1), 1);
            equal(
                    "after a drain",
                    tenant.publish(ring, most, Priority.LOW, Opcodes.NOP).isPublished(),
                    true);
            number("drained of too many", tenant.noteDrained(1_000), most);
            number("done", tenant.counters().done(), most + 1L);
            number("outstanding", tenant.counters().outstanding(), 0);
        }
    }

    static void tenantsWithoutAKernelOnlyPublish(Trial trial) {
        Tenant tenant = tenant(4);
        Desk.refused(tenant.submit(Opcodes.NOP), Refusal.NOT_ATTACHED);
        Desk.refused(tenant.submitBatch(Priority.LOW, new SlotBatch(1), 0, null), Refusal.NOT_ATTACHED);
        number("refused", tenant.counters().refused().getOrDefault(Refusal.NOT_ATTACHED, 0L), 2);
        equal(
                "a publication",
                tenant.publish(ring(1), 0, Priority.LOW, Opcodes.NOP).isPublished(),
                true);
    }
}

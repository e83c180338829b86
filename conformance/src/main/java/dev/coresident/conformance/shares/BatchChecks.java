package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 14 that are about batches. */
final class BatchChecks {
    private BatchChecks() {}

    static void fencesCountTheirItems(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(256);
            int fences = 0;
            for (Priority priority : Priority.values()) {
                for (int items = 0; items <= 63; items++) {
                    SlotBatch batch = new SlotBatch(63);
                    for (int i = 0; i < items; i++) {
                        batch.add(i % 3 == 0 ? Opcodes.MEMCPY : Opcodes.ATOMIC_ADD, 0, i % 16, i % 8)
                                .orThrow();
                    }
                    int tag = 0x5EED + items;
                    int count = items;
                    long next = tenant.counters().published();
                    boolean[] told = new boolean[1];
                    long fence = Desk.ticket(tenant, tenant.submitBatch(priority, batch, tag, desk.told(end -> {
                        told[0] = true;
                        word("r0 of a fence", end.result(0), count);
                        word("r1 of a fence", end.result(1), tag);
                        itemsHaveEnded(desk, priority.level(), count);
                    })));
                    number("the fence's ticket", fence, next + items);
                    desk.settle();
                    that(told[0], "a fence ended and was not told");
                    Completion completion = new Completion();
                    for (long item = fence - items; item < fence; item++) {
                        equal("the state of ticket " + item, tenant.look(item, completion), TicketState.DONE);
                    }
                    equal("the fence's state", tenant.look(fence, completion), TicketState.DONE);
                    word("the fence's r0", completion.result(0), items);
                    fences++;
                }
            }
            number("slots that faulted", tenant.counters().faulted(), 0);
            trial.note(fences + " batches");
        }
    }

    /** By the statuses in the ring: the fence is the last slot there, and none of its batch is given to others yet. */
    private static void itemsHaveEnded(Desk desk, int level, int items) {
        Partitions partitions = Desk.SMALL.partitions();
        int fence = desk.order().at(level).size() - 1;
        for (int back = 1; back <= items; back++) {
            int slot = partitions.offset(level) + ((fence - back) & (partitions.capacity(level) - 1));
            int status = Words.getAcquire(desk.device().region(Region.RING), SlotLayout.at(slot) + SlotLayout.STATUS);
            that(
                    SlotStatus.isTerminal(status),
                    () -> "slot " + slot + " of a batch is " + SlotStatus.name(status) + " when its fence is told");
        }
    }

    static void batchesStandTogether(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = List.of(desk.tenant(512), desk.tenant(512), desk.tenant(512));
            int mark = 0;
            for (int round = 0; round < 60; round++) {
                for (int i = 0; i < 12; i++) {
                    Tenant tenant = tenants.get(random.nextInt(3));
                    Priority priority = Priority.of(random.nextInt(5));
                    if (random.nextBoolean()) {
                        tenant.submit(priority, Opcodes.NOP);
                        continue;
                    }
                    SlotBatch batch = new SlotBatch(20);
                    for (int item = random.nextInt(20); item > 0; item--) {
                        batch.add(Opcodes.NOP, mark + 1).orThrow();
                    }
                    mark += Refusal.isRefused(tenant.submitBatch(priority, batch, mark + 1, null)) ? 0 : 1;
                }
                desk.kernel().poll();
            }
            desk.settle();
            int fences = 0;
            for (int level = 0; level < 5; level++) {
                List<int[]> slots = desk.order().at(level);
                for (int at = 0; at < slots.size(); at++) {
                    int[] fence = slots.get(at);
                    if (fence[1] != Opcodes.BATCH_FENCE) {
                        continue;
                    }
                    fences++;
                    int items = fence[4];
                    that(at >= items, "a fence counts more slots than precede it");
                    for (int back = 1; back <= items; back++) {
                        int[] item = slots.get(at - back);
                        word("the tenant word of an item", item[2], fence[2]);
                        word("the mark of an item", item[4], fence[5]);
                    }
                }
            }
            number("fences in the ring", fences, mark);
        }
    }

    static void emptyBatchesAreFences(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(1);
            Completion completion = new Completion();
            for (int tag = 0; tag < 100; tag++) {
                long fence = Desk.ticket(tenant, tenant.submitBatch(Priority.HIGH, new SlotBatch(0), tag, null));
                desk.settle();
                equal("its state", tenant.look(fence, completion), TicketState.DONE);
                word("its items", completion.result(0), 0);
                word("its tag", completion.result(1), tag);
            }
        }
    }

    static void faultsDoNotStopTheFence(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            for (int faulty = 1; faulty < 8; faulty++) {
                SlotBatch batch = new SlotBatch(8);
                for (int i = 0; i < 8; i++) {
                    batch.add(i < faulty ? tenant.opcode(200) : Opcodes.NOP).orThrow();
                }
                List<FaultCode> ends = new ArrayList<>();
                long fence =
                        Desk.ticket(tenant, tenant.submitBatch(Priority.LOW, batch, 9, end -> ends.add(end.fault())));
                desk.settle();
                equal("how the fence ended", ends, List.of(FaultCode.NONE));
                Completion completion = new Completion();
                for (int i = 0; i < 8; i++) {
                    equal(
                            "how item " + i + " ended",
                            tenant.look(fence - 8 + i, completion),
                            i < faulty ? TicketState.FAULTED : TicketState.DONE);
                }
            }
            number("faulted", tenant.counters().faulted(), 28);
        }
    }

    static void refusedBatchesLeaveNothing(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(8);
            Tenant other = desk.tenant(8);
            SlotBatch foreign = new SlotBatch(3);
            foreign.add(Opcodes.NOP).orThrow();
            foreign.add(other.opcode(0)).orThrow();
            Desk.refused(tenant.submitBatch(Priority.LOW, foreign, 0, null), Refusal.OPCODE_REFUSED);
            SlotBatch large = new SlotBatch(8);
            while (large.add(Opcodes.NOP).isAccepted()) {}
            Desk.refused(tenant.submitBatch(Priority.LOW, large, 0, null), Refusal.BATCH_TOO_LARGE);
            number("published", tenant.counters().published(), 0);
            number("the next ticket", Desk.ticket(tenant, tenant.submit(Opcodes.NOP)), 0);
            desk.settle();
            number("slots in the ring", desk.order().count(tenant.word()), 1);
            tenant.revoke();
            Desk.refused(tenant.submitBatch(Priority.LOW, new SlotBatch(0), 0, null), Refusal.REVOKED);
        }
    }
}

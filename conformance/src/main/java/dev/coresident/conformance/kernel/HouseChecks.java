package dev.coresident.conformance.kernel;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The rules of chapter 0 that are about what runs and what is seen. */
final class HouseChecks {
    private static final int WORDS = 32;

    private HouseChecks() {}

    static void tenantsReachOnlyTheirOwn(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant victim = desk.tenant("victim");
            Tenant aggressor = desk.tenant("aggressor");
            DeviceBuffer buffer = victim.allocate(Purpose.HEAP, 1_024).orThrow();
            for (long at = 0; at < buffer.bytes(); at += 4) {
                Words.set(buffer.segment(), at, (int) at ^ 0x5EED);
            }
            buffer.wrote(0, buffer.bytes());
            for (int i = 0; i < WORDS; i++) {
                desk.ended(victim, FaultCode.NONE, Opcodes.STORE_U32, i ^ 0x1234, i);
            }
            desk.ended(aggressor, FaultCode.HANDLE_FOREIGN, Opcodes.DFA_STEP, 0, 0, buffer.handle());
            for (int i = 0; i < 1_000; i++) {
                aggressor.submit(random.nextInt(8), random.nextInt(), random.nextInt(), random.nextInt());
                aggressor.submit(Opcodes.PACKED_SLOT, random.nextInt(4), random.nextInt(), random.nextInt());
                aggressor.submit(Opcodes.MEMCPY, random.nextInt(40), random.nextInt(40), random.nextInt(40));
                desk.turn();
            }
            desk.settle();
            buffer.fetch(0, buffer.bytes());
            for (long at = 0; at < buffer.bytes(); at += 4) {
                word("the victim's buffer at " + at, Words.get(buffer.segment(), at), (int) at ^ 0x5EED);
            }
            for (int i = 0; i < WORDS; i++) {
                word(
                        "the victim's observable " + i,
                        desk.ended(victim, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, i)
                                .result(0),
                        i ^ 0x1234);
            }
            number("slots of the victim that ended", victim.counters().drained(), 2L * WORDS);
        }
    }

    /** What was claimed when unregister returned bounds what runs: the device counts a claim before it looks who is admitted. */
    static void nothingBeginsAfterUnregister(Trial trial) throws Exception {
        long ran = 0;
        long stopped = 0;
        try (Desk desk = Desk.open(trial)) {
            for (int round = 0; round < 50; round++) {
                Tenant tenant = desk.tenant("leaving");
                List<FaultCode> ends = new ArrayList<>();
                int before = claimed(desk, tenant.id());
                for (int i = 0; i < 100; i++) {
                    tenant.submit(Priority.NORMAL, end -> ends.add(end.fault()), Opcodes.NOP);
                }
                for (int turn = 0; turn < round % 8; turn++) {
                    desk.turn();
                }
                desk.kernel().tenants().unregister(tenant);
                int bound = claimed(desk, tenant.id()) - before;
                equal(
                        "the answer to a submit after unregister",
                        Refusal.of(tenant.submit(Opcodes.NOP)),
                        Refusal.REVOKED);
                desk.settle();
                number("ends of the tenant that left", ends.size(), 100);
                that(
                        ends.stream().allMatch(end -> end == FaultCode.NONE || end == FaultCode.TENANT_REVOKED),
                        () -> "a slot of the tenant that left ended with " + ends);
                long runs = ends.stream().filter(end -> end == FaultCode.NONE).count();
                that(runs <= bound, () -> bound + " slots were claimed when unregister returned, and " + runs + " ran");
                ran += runs;
                stopped += 100 - runs;
            }
        }
        trial.note(ran + " slots ran, " + stopped + " were stopped");
    }

    private static int claimed(Desk desk, int id) {
        long row = ControlLayout.of(desk.device().geometry()).countRow(id);
        return Words.getVolatile(desk.device().region(Region.CONTROL), row + CountRow.CLAIMED);
    }

    static void doneMeansResults(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("tenant");
            for (int i = 0; i < 500; i++) {
                desk.ended(tenant, FaultCode.NONE, Opcodes.STORE_U32, i, i % WORDS);
                word(
                        "the word that a slot stored before its DONE was seen",
                        desk.ended(tenant, FaultCode.NONE, Opcodes.LOAD_U32, i % WORDS, i % WORDS)
                                .result(0),
                        i);
                number("done", tenant.counters().done(), 2L * (i + 1));
            }
        }
    }

    static void nobodyWaitsForEver(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant flood = desk.tenant("flood");
            Tenant idle = desk.tenant("idle");
            boolean[] ended = new boolean[1];
            idle.submit(Priority.IDLE, completion -> ended[0] = true, Opcodes.NOP);
            long begin = System.nanoTime();
            long before = 0;
            while (!ended[0]) {
                before += Refusal.isRefused(flood.submit(Priority.CRITICAL, Opcodes.NOP)) ? 0 : 1;
                desk.turn();
                that(
                        System.nanoTime() - begin < trial.effort().patience().toNanos(),
                        "an idle slot did not end under a flood of critical ones");
            }
            trial.note("ended after " + before + " critical submissions");
        }
    }

    /** What the batch did is there once its fence has ended; the items' own completions may be told later. */
    static void fencesEndLast(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("batches");
            SlotBatch batch = new SlotBatch(15);
            Completion completion = new Completion();
            int sum = 0;
            for (int round = 0; round < 200; round++) {
                batch.clear();
                int items = random.nextInt(15);
                for (int i = 0; i < items; i++) {
                    batch.add(Opcodes.ATOMIC_ADD, i + 1, 7);
                    sum += i + 1;
                }
                long fence = tenant.submitBatch(Priority.of(random.nextInt(5)), batch, round, null);
                that(!Refusal.isRefused(fence), () -> tenant.explain(fence));
                TicketState state = tenant.await(fence, trial.effort().patience(), completion);
                equal("the state of the fence", state, TicketState.DONE);
                number("r0 of the fence", completion.result(0), items);
                number("r1 of the fence", completion.result(1), round);
                word(
                        "the sum of what all batches added, once the fence has ended",
                        desk.ended(tenant, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, 7)
                                .result(0),
                        sum);
            }
        }
    }

    static void theSameCallsGiveTheSameEnds(Trial trial) throws Exception {
        equal("what a second run of the same calls gave", run(trial), run(trial));
    }

    private static List<String> run(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        List<String> ends = new ArrayList<>();
        try (Desk desk = Desk.open(trial)) {
            Tenant one = desk.tenant("one");
            Tenant two = desk.tenant("two");
            for (int i = 0; i < 200; i++) {
                Tenant tenant = random.nextBoolean() ? one : two;
                long answer = tenant.submit(
                        Priority.of(random.nextInt(5)),
                        end -> ends.add(tenant.id() + " " + end + " " + end.result(0)),
                        Opcodes.ATOMIC_ADD,
                        1,
                        random.nextInt(WORDS + 2));
                that(!Refusal.isRefused(answer), () -> tenant.explain(answer));
            }
            desk.settle();
        }
        return ends;
    }
}

package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;

/** What a device does with a slot that asks the host. */
final class HandOverChecks {
    private static final int LEVEL = 2;

    private HandOverChecks() {}

    static void nobodyServes(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int i = 0; i < 200; i++) {
            host.write(i % Partitions.LEVELS, Opcodes.LOAD_MISS, word, i, 2, 3);
        }
        host.publish();
        for (End end : host.await(200)) {
            Ends.fault(end, FaultCode.NO_HOST_SERVICE);
        }
        number("slots that faulted", host.faulted(1), 200);
        number("slots that were handed over", host.handed(1), 0);
        queueIsFree(host);
    }

    static void slotsAreHandedOver(Trial trial) throws Exception {
        SmallHost host = serving(trial);
        int word = host.tables().admit(1, 0);
        for (int i = 0; i < 100; i++) {
            int opcode = i % 3 == 0 ? Opcodes.NOP : Opcodes.LOAD_MISS;
            host.write(i % Partitions.LEVELS, opcode, word, i, 1_000 + i, ~i, 0, 7);
        }
        host.publish();
        MemorySegment ring = host.device().region(Region.RING);
        int handed = 0;
        for (End end : host.await(100)) {
            long at = SlotLayout.at(end.slot());
            int i = Words.get(ring, at + SlotLayout.ARGUMENT);
            if (i % 3 == 0) {
                Ends.done(end);
                continue;
            }
            handed++;
            Ends.handed(end);
            word("the entry's tenant word", end.tenant(), word);
            word("the slot's status", host.status(end.slot()), SlotStatus.WAIT_IO);
            word("the slot's opcode", Words.get(ring, at + SlotLayout.OPCODE), Opcodes.LOAD_MISS);
            word("the slot's tenant", Words.get(ring, at + SlotLayout.TENANT), word);
            word("a1", Words.get(ring, at + SlotLayout.ARGUMENT + 4), 1_000 + i);
            word("a2", Words.get(ring, at + SlotLayout.ARGUMENT + 8), ~i);
            word("a4", Words.get(ring, at + SlotLayout.ARGUMENT + 16), 7);
        }
        number("slots that were handed over", handed, 66);
        number("the count of those", host.handed(1), 66);
        number("the count of those done", host.done(1), 34);
        number("the count of those faulted", host.faulted(1), 0);
        number("the count of those claimed", host.claimed(1), 100);
        queueIsFree(host);
    }

    static void handedSlotsAreUsedAgain(Trial trial) throws Exception {
        SmallHost host = serving(trial);
        int word = host.tables().admit(1, 0);
        int laps = 5 * SmallHost.SMALL.partitions().capacity(LEVEL);
        for (int i = 0; i < laps; i++) {
            Ends.handed(host.run(Opcodes.LOAD_MISS, word, i));
        }
        number("slots that were handed over", host.handed(1), laps);
        Ends.done(host.run(Opcodes.NOP, word));
    }

    static void fencesWaitForTheHost(Trial trial) throws Exception {
        SmallHost host = serving(trial);
        int word = host.tables().admit(1, 0);
        int asking = host.write(LEVEL, Opcodes.LOAD_MISS, word, 1);
        host.write(LEVEL, Opcodes.NOP, word);
        int fence = host.write(LEVEL, Opcodes.BATCH_FENCE, word, 2, 77);
        host.publish();
        for (End end : host.await(2)) {
            that(end.slot() != fence, () -> "the fence ended while the host had not answered: " + end);
        }
        // Other work goes on meanwhile, and shows that the device had its turns.
        for (int i = 0; i < 20; i++) {
            host.write(1, Opcodes.NOP, word);
            host.publish();
            End end = host.await(1).getFirst();
            that(end.slot() != fence, () -> "the fence ended while the host had not answered: " + end);
        }
        host.answer(asking);
        End end = Ends.done(host.await(1).getFirst(), 2, 77);
        number("the slot that ended", end.slot(), fence);
    }

    static void strangersAskNobody(Trial trial) throws Exception {
        SmallHost host = serving(trial);
        int word = host.tables().admit(1, 0);
        Ends.handed(host.run(Opcodes.LOAD_MISS, word, 1));
        host.tables().revoke(1);
        Ends.fault(host.run(Opcodes.LOAD_MISS, word, 1), FaultCode.TENANT_REVOKED);
        number("slots that were handed over", host.handed(1), 1);
    }

    private static SmallHost serving(Trial trial) throws Exception {
        return SmallHost.open(trial, SmallHost.SMALL).serving().start();
    }

    private static void queueIsFree(SmallHost host) {
        MemorySegment queue = host.device().region(Region.IO_QUEUE);
        for (long at = 0; at < queue.byteSize(); at += 4) {
            word("the IO queue at " + at, Words.get(queue, at), 0);
        }
    }
}

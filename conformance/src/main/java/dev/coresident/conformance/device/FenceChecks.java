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
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.util.SplittableRandom;

/** Fences. */
final class FenceChecks {
    private static final int LEVEL = 2;
    private static final int CAPACITY = 64;

    private FenceChecks() {}

    static void everyPlaceAndEveryCount(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, CountChecks.SHORT).start();
        int capacity = CountChecks.SHORT.partitions().capacity(LEVEL);
        int word = host.tables().admit(1, 0);
        int fences = 0;
        for (int place = 0; place < capacity; place++) {
            for (int count = 0; count < capacity; count++) {
                while ((host.position(LEVEL) & (capacity - 1)) != place) {
                    Ends.done(host.run(Opcodes.NOP, word));
                }
                for (int i = 0; i < count; i++) {
                    host.write(LEVEL, Opcodes.NOP, word);
                }
                int fence = host.write(LEVEL, Opcodes.BATCH_FENCE, word, count, ~fences);
                host.publish();
                for (End end : host.await(count + 1)) {
                    if (end.slot() == fence) {
                        Ends.done(end, count, ~fences, 0, 0);
                    } else {
                        Ends.done(end);
                    }
                }
                fences++;
            }
        }
        trial.note(fences + " fences");
    }

    static void batchesEndBeforeTheirFence(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        SplittableRandom random = trial.random();
        int word = host.tables().admit(1, 0);
        int sum = 0;
        for (int round = 0; round < 400; round++) {
            int[] slots = new int[random.nextInt(1, 40)];
            for (int i = 0; i < slots.length; i++) {
                boolean good = random.nextInt(5) != 0;
                slots[i] = host.write(LEVEL, Opcodes.ATOMIC_ADD, word, 1, good ? 0 : 32);
                sum += good ? 1 : 0;
            }
            int fence = host.write(LEVEL, Opcodes.BATCH_FENCE, word, slots.length, round);
            host.publish();
            int fences = 0;
            for (int ended = 0; ended <= slots.length; ended++) {
                End end = host.await(1).getFirst();
                if (end.slot() == fence) {
                    fences++;
                    for (int slot : slots) {
                        int status = host.status(slot);
                        that(
                                SlotStatus.isTerminal(status),
                                () -> "a fence ended while slot " + slot + " of its batch was "
                                        + SlotStatus.name(status));
                    }
                    word(
                            "what the batches added by the time of the fence",
                            host.tables().observable(1, 0),
                            sum);
                }
            }
            number("ends of one fence", fences, 1);
        }
    }

    static void countsThatReachTooFarAreMalformed(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int count : new int[] {1, 2, CAPACITY, CAPACITY + 1, -1, Integer.MIN_VALUE}) {
            SmallHost fresh = SmallHost.start(trial);
            fresh.tables().admit(1, 0);
            Ends.fault(fresh.run(Opcodes.BATCH_FENCE, word, count, 7), FaultCode.FENCE_MALFORMED);
            fresh.device().close();
        }
        for (int i = 0; i < CAPACITY + 6; i++) {
            Ends.done(host.run(Opcodes.NOP, word));
        }
        Ends.done(host.run(Opcodes.BATCH_FENCE, word, CAPACITY - 1, 0), CAPACITY - 1);
        for (int count : new int[] {CAPACITY, CAPACITY + 1, 0x7FFF_FFFF, Integer.MIN_VALUE, -1}) {
            Ends.fault(host.run(Opcodes.BATCH_FENCE, word, count, 0), FaultCode.FENCE_MALFORMED);
        }
    }

    static void fencesOfFencesEnd(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 60; i++) {
                boolean fence = i % 3 != 0;
                for (int level = 0; level < Partitions.LEVELS; level++) {
                    host.write(level, fence ? Opcodes.BATCH_FENCE : Opcodes.NOP, word, fence ? i : 0, i);
                }
            }
            host.publish();
            host.await(60 * Partitions.LEVELS).forEach(Ends::done);
        }
    }

    static void fencesLookBackAcrossTheWrap(Trial trial) throws Exception {
        for (int start = -10; start <= 0; start++) {
            SmallHost host =
                    SmallHost.open(trial, SmallHost.SMALL).from(start, -2).start();
            int word = host.tables().admit(1, 0);
            for (int i = 0; i < 6; i++) {
                host.write(LEVEL, Opcodes.ATOMIC_ADD, word, 1, 0);
            }
            int fence = host.write(LEVEL, Opcodes.BATCH_FENCE, word, 6, 1);
            host.publish();
            for (End end : host.await(7)) {
                Ends.done(end, end.slot() == fence ? 6 : end.r0());
            }
            host.device().close();
        }
    }

    static void waitingFencesBlockNobody(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int round = 0; round < 40; round++) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                host.write(level, Opcodes.MEMCPY, word, 0, 0, 32);
                for (int i = 1; i < CAPACITY; i++) {
                    host.write(level, Opcodes.BATCH_FENCE, word, i, level);
                }
            }
            host.publish();
            for (End end : host.await(CAPACITY * Partitions.LEVELS)) {
                Ends.done(end);
            }
        }
        number("slots done", host.done(1), 40 * CAPACITY * Partitions.LEVELS);
    }
}

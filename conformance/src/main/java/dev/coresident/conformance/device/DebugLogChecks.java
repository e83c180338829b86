package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/** The debug log, and the IO queue as far as devices of this version have one. */
final class DebugLogChecks {
    private static final int RECORDS = SmallHost.SMALL.debugRecords();

    private DebugLogChecks() {}

    private static int[] arguments(int number) {
        return new int[] {number, 11, 22, 33, 44, 55, 66, 77, 88, 99, -1, number ^ -1};
    }

    private static void record(MemorySegment log, int number, int tenant, int slot) {
        long record = DebugLogLayout.record(number);
        word("the sequence of record " + number, Words.get(log, record), number + 1);
        word("the tenant of record " + number, Words.get(log, record + 4), tenant);
        word("the slot of record " + number, Words.get(log, record + 8), slot);
        word("the reserved word of record " + number, Words.get(log, record + 12), 0);
        int[] expected = arguments(number);
        for (int i = 0; i < expected.length; i++) {
            word("argument " + i + " of record " + number, Words.get(log, record + 16 + 4L * i), expected[i]);
        }
    }

    static void firstRecordsAreKept(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 6);
        MemorySegment log = host.device().region(Region.DEBUG_LOG);
        int[] slots = new int[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            slots[i] = Ends.done(host.run(Opcodes.PRINTF, word, arguments(i)), 0, 0, 0, 0)
                    .slot();
            word("attempts", Words.get(log, DebugLogLayout.ATTEMPTED), i + 1);
            for (int number = 0; number <= i; number++) {
                record(log, number, word, slots[number]);
            }
        }
    }

    static void laterRecordsAreCounted(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 6);
        MemorySegment log = host.device().region(Region.DEBUG_LOG);
        int[] slots = new int[3 * RECORDS];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = Ends.done(host.run(Opcodes.PRINTF, word, arguments(i))).slot();
        }
        word("attempts", Words.get(log, DebugLogLayout.ATTEMPTED), slots.length);
        for (int number = 0; number < RECORDS; number++) {
            record(log, number, word, slots[number]);
        }
    }

    static void attemptsStopAtTwoToThe31(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        MemorySegment log = host.device().region(Region.DEBUG_LOG);
        Words.set(log, DebugLogLayout.ATTEMPTED, Integer.MAX_VALUE - 1);
        host.device().wrote(Region.DEBUG_LOG, DebugLogLayout.ATTEMPTED, 4);
        for (int expected : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE}) {
            Ends.done(host.run(Opcodes.PRINTF, word, 1));
            word("attempts", Words.get(log, DebugLogLayout.ATTEMPTED), expected);
        }
        word("the sequence of record 0", Words.get(log, DebugLogLayout.record(0)), 0);
    }

    static void printingAtOnceLosesNothing(Trial trial) throws Exception {
        Geometry shape = new Geometry(Partitions.each(64), 4, 256, 8, 32, 16, 200, 64);
        SmallHost host = SmallHost.open(trial, shape).start();
        int word = host.tables().admit(1, 0);
        MemorySegment log = host.device().region(Region.DEBUG_LOG);
        int total = 0;
        for (int lap = 0; lap < 2; lap++) {
            for (int i = 0; i < 64; i++) {
                for (int level = 0; level < Partitions.LEVELS; level++) {
                    host.write(level, Opcodes.PRINTF, word, 1_000 + total++);
                }
            }
            host.publish();
            host.await(64 * Partitions.LEVELS).forEach(Ends::done);
        }
        word("attempts", Words.get(log, DebugLogLayout.ATTEMPTED), total);
        Set<Integer> seen = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            long record = DebugLogLayout.record(number);
            word("the sequence of record " + number, Words.get(log, record), number + 1);
            int first = Words.get(log, record + DebugLogLayout.ARGUMENT);
            that(
                    first >= 1_000 && first < 2_000 && seen.add(first),
                    () -> "a record holds " + first + ", which was not printed or stands in another record too");
        }
    }
}

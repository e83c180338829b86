package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;

/** Everything that counts, driven over 2^32: the host sets the words as if the device had run for long. */
final class WrapChecks {
    private static final int SLOTS = 6_000;

    private WrapChecks() {}

    static void positionsWrap(Trial trial) throws Exception {
        for (int start : new int[] {-1, -3, -8, -40, -500}) {
            SmallHost host =
                    SmallHost.open(trial, CountChecks.SHORT).from(start, 0).start();
            new Load(trial.random(), host).run(SLOTS);
        }
        trial.note("5 starts below 2^32");
    }

    static void completionPositionsWrap(Trial trial) throws Exception {
        for (int start : new int[] {-1, -3, -64, -700}) {
            SmallHost host =
                    SmallHost.open(trial, CountChecks.SHORT).from(0, start).start();
            new Load(trial.random(), host).run(SLOTS);
        }
        trial.note("4 starts below 2^32");
    }

    static void countsWrap(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, CountChecks.SHORT);
        long row = host.places().countRow(1);
        for (long field : new long[] {CountRow.CLAIMED, CountRow.DONE, CountRow.FAULTED}) {
            Words.set(host.device().region(Region.CONTROL), row + field, -3);
        }
        host.device().wrote(Region.CONTROL, row, CountRow.BYTES);
        host.start();
        int word = host.tables().admit(1, 0);
        for (int i = 1; i <= 6; i++) {
            Ends.done(host.run(Opcodes.NOP, word));
            Ends.fault(host.run(Opcodes.STORE_U32, word, 1, 99), FaultCode.INDEX_OUT_OF_BOUNDS);
            word("the claimed count", host.claimed(1), 2 * i - 3);
            word("the done count", host.done(1), i - 3);
            word("the faulted count", host.faulted(1), i - 3);
        }
    }

    static void lapsAreThoseOfThePosition(Trial trial) throws Exception {
        int capacity = CountChecks.SHORT.partitions().capacity(0);
        int aroundTheLaps = 65_535 * capacity - 20;
        for (int start : new int[] {0, aroundTheLaps, 1 << 31, -20, Integer.MAX_VALUE - 20}) {
            SmallHost host =
                    SmallHost.open(trial, CountChecks.SHORT).from(start, 0).start();
            int word = host.tables().admit(1, 0);
            for (int i = 0; i < 40; i++) {
                int position = start + i;
                int lap = (int) (Integer.toUnsignedLong(position) / capacity % 65_536);
                for (int level = 0; level < Partitions.LEVELS; level++) {
                    host.write(level, level == 1 ? Opcodes.BATCH_FENCE : Opcodes.NOP, word);
                }
                host.publish();
                for (End end : host.await(Partitions.LEVELS)) {
                    number(
                            "the lap of position " + Integer.toUnsignedString(position) + " in " + end,
                            CompletionLayout.lap(end.ending()),
                            lap);
                }
            }
        }
    }
}

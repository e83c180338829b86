package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.ring.DebugLogReader;
import dev.coresident.api.ring.ObservableReader;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 17 that are about readers. */
final class ReaderChecks {
    private static final int WORDS = 5;
    private static final Geometry SMALL_LOG = new Geometry(Partitions.each(16), 4, 256, 8, WORDS, 4, 7, 0);

    private ReaderChecks() {}

    static void logsKeepTheFirstRecords(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial, SMALL_LOG)) {
            List<Tenant> tenants = List.of(desk.tenant(64), desk.tenant(64));
            List<String> printed = new ArrayList<>();
            for (int print = 0; print < 40; print++) {
                DebugLogReader log = DebugLogReader.open(desk.device().region(Region.DEBUG_LOG), 7)
                        .orThrow();
                number("attempts", log.attempted(), print);
                number("kept", log.kept(), Math.min(print, 7));
                number("dropped", log.dropped(), Math.max(0, print - 7));
                int[] words = new int[16];
                for (int record = 0; record < log.kept(); record++) {
                    Memory.accepted("record " + record, log.read(record, words));
                    word("the sequence of record " + record, words[0], record + 1);
                    equal(
                            "record " + record,
                            words[1] + Arrays.toString(Arrays.copyOfRange(words, 4, 16)),
                            printed.get(record));
                }
                Tenant tenant = tenants.get(random.nextInt(2));
                int[] arguments = random.ints(12).toArray();
                printed.add(tenant.word() + Arrays.toString(arguments));
                desk.ended(tenant, FaultCode.NONE, Opcodes.PRINTF, arguments);
            }
        }
    }

    static void logReadersAreStrict(Trial trial) {
        for (int attempted : new int[] {0, 1, 3, 4, Integer.MIN_VALUE, -1}) {
            MemorySegment memory = Memory.zeros(128 + 64 * 3);
            memory.set(ValueLayout.JAVA_INT, 0, attempted);
            memory.set(ValueLayout.JAVA_INT, 128, 1);
            memory.set(ValueLayout.JAVA_INT, 128 + 64, 99);
            long tried = Integer.toUnsignedLong(attempted);
            int kept = (int) Math.min(tried, 3);
            DebugLogReader log = DebugLogReader.open(memory, 3).orThrow();
            number("attempts", log.attempted(), tried);
            number("kept", log.kept(), kept);
            number("dropped", log.dropped(), Math.max(0, tried - 3));
            equal("a released record", log.read(0, new int[16]).isAccepted(), kept > 0);
            if (kept > 1) {
                equal("a record of another lap", log.read(1, new int[16]), new RingRefusal.RecordNotWritten(1, 99));
                equal("a short output", log.read(1, new int[15]), new RingRefusal.ShortOutput(15, 16));
            }
            for (int beyond : new int[] {kept, 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
                equal(
                        "record " + Integer.toUnsignedString(beyond),
                        log.read(beyond, new int[16]),
                        new RingRefusal.IndexOutOfRange("debug record", Integer.toUnsignedLong(beyond), kept));
            }
        }
        MemorySegment memory = Memory.zeros(1_024);
        for (long bytes : new long[] {0, 128, 128 + 64 * 3 - 1, 128 + 64 * 3 + 1, 128 + 64 * 4}) {
            equal(
                    "a log of " + bytes + " bytes",
                    Memory.refused(DebugLogReader.open(memory.asSlice(0, bytes), 3)),
                    new RingRefusal.WrongLength("a debug log", bytes, 128 + 64 * 3));
        }
        equal(
                "a log between words",
                Memory.refused(DebugLogReader.open(memory.asSlice(2, 128 + 64 * 3), 3)),
                new RingRefusal.Misaligned("a debug log", 2, 4));
    }

    static void observablesAreReadBack(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial, SMALL_LOG)) {
            List<Tenant> tenants = List.of(desk.tenant(64), desk.tenant(64), desk.tenant(64), desk.tenant(64));
            int[][] expected = new int[5][WORDS];
            for (int step = 0; step < 120; step++) {
                Tenant tenant = tenants.get(random.nextInt(4));
                int at = random.nextInt(WORDS + 1);
                int value = random.nextInt();
                if (at == WORDS) {
                    desk.ended(tenant, FaultCode.INDEX_OUT_OF_BOUNDS, Opcodes.STORE_U32, value, at);
                } else {
                    desk.ended(tenant, FaultCode.NONE, Opcodes.STORE_U32, value, at);
                    expected[tenant.id()][at] = value;
                }
                desk.device().fetch(Region.OBSERVABLE, 0, 4L * WORDS * 5);
                for (int row = 0; row < 5; row++) {
                    ObservableReader reader = ObservableReader.open(
                                    desk.device().region(Region.OBSERVABLE).asSlice(4L * WORDS * row, 4L * WORDS),
                                    WORDS)
                            .orThrow();
                    int[] words = new int[WORDS];
                    Memory.accepted("a whole window", reader.read(0, WORDS, words));
                    equal("the window of row " + row, Arrays.toString(words), Arrays.toString(expected[row]));
                }
            }
        }
    }

    static void observableReadersAreStrict(Trial trial) {
        MemorySegment memory = Memory.garbage(64, trial.random());
        ObservableReader reader =
                ObservableReader.open(memory.asSlice(0, 40), 10).orThrow();
        int[] into = new int[12];
        for (int first = 0; first <= 11; first++) {
            for (int count = 0; count <= 11; count++) {
                boolean fits = first + count <= 10;
                equal(
                        "whether words " + first + " to " + (first + count) + " of 10 are read",
                        reader.read(first, count, into).isAccepted(),
                        fits);
                for (int i = 0; fits && i < count; i++) {
                    word("word " + i, into[i], memory.get(ValueLayout.JAVA_INT, 4L * (first + i)));
                }
            }
        }
        for (int beyond : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            that(!reader.read(beyond, 1, into).isAccepted(), "a word beyond the window was read");
            that(!reader.read(1, beyond, into).isAccepted(), "words beyond the window were read");
            that(!reader.read(beyond, beyond, into).isAccepted(), "words beyond the window were read");
        }
        equal("a short output", reader.read(0, 3, new int[2]), new RingRefusal.ShortOutput(2, 3));
        for (long bytes : new long[] {0, 36, 39, 41, 44}) {
            equal(
                    "a window of " + bytes + " bytes",
                    Memory.refused(ObservableReader.open(memory.asSlice(0, bytes), 10)),
                    new RingRefusal.WrongLength("an observable window", bytes, 40));
        }
        equal(
                "a window between words",
                Memory.refused(ObservableReader.open(memory.asSlice(1, 40), 10)),
                new RingRefusal.Misaligned("an observable window", 1, 4));
    }
}

package dev.coresident.conformance.replay;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.replay.Divergence;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.LogEnd;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.LogReader;
import dev.coresident.api.replay.log.LogRecord;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** The checks of chapter 21. */
final class ReplayChecks {
    private static final int WORDS = 32;
    private static final int STEPS = 200;

    private ReplayChecks() {}

    /** Ops of two tenants one after the other, so that no order is in doubt; their ends go to a list. */
    private static void oneByOne(Trial trial, ResidentKernel kernel, List<String> ends) throws InterruptedException {
        SplittableRandom random = trial.random();
        Duration patience = trial.effort().patience();
        List<Tenant> tenants = List.of(
                kernel.tenants().register("one").orThrow(),
                kernel.tenants().register("two").orThrow());
        DeviceBuffer table = tenants.get(0).allocate(Purpose.INPUT, 4 * 256).orThrow();
        for (int i = 0; i < 256; i++) {
            Words.set(table.segment(), 4L * i, random.nextInt());
        }
        table.wrote(0, table.bytes());
        Completion end = new Completion();
        for (int step = 0; step < STEPS; step++) {
            Tenant tenant = tenants.get(random.nextInt(2));
            int index = random.nextInt(WORDS + 2); // now and then outside
            int other = random.nextInt(WORDS);
            Priority level = Priority.of(random.nextInt(5));
            long ticket = switch (random.nextInt(7)) {
                case 0 -> tenant.submit(level, Opcodes.STORE_U32, random.nextInt(), index);
                case 1 -> tenant.submit(level, Opcodes.ATOMIC_ADD, random.nextInt(), index);
                case 2 -> tenant.submit(level, Opcodes.LOAD_U32, index, other);
                case 3 -> tenant.submit(level, Opcodes.COMPARE_SWAP, index, 0, random.nextInt());
                case 4 -> tenant.submit(level, Opcodes.MEMCPY, index, other, random.nextInt(4));
                case 5 -> tenant.submit(level, Opcodes.DFA_STEP, 0, random.nextInt(256), table.handle());
                default -> tenant.submit(level, tenant.opcode(0));
            };
            tenant.await(ticket, patience, end);
            ends.add(tenant.id() + " " + end + " " + end.result(0) + " " + end.result(1));
        }
    }

    static void everySlotHasItsOutcomeOnce(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> inFlightTogether(trial, kernel));
            Set<String> open = new HashSet<>();
            long outcomes = 0;
            try (LogReader reader = LogReader.open(recorded.log())) {
                for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                    if (record instanceof LogRecord.Published slot) {
                        String ticket = slot.words().get(2) + " " + slot.ticket();
                        that(open.add(ticket), () -> "tenant word and ticket " + ticket + " were published twice");
                    } else if (record instanceof LogRecord.Outcome outcome) {
                        String ticket = outcome.tenant() + " " + outcome.ticket();
                        that(
                                open.remove(ticket),
                                () -> "tenant word and ticket " + ticket + " ended without being open");
                        outcomes++;
                    }
                }
                equal("the log's end", reader.end().kind(), LogEnd.Kind.CLOSED);
            }
            number("slots without an outcome", open.size(), 0);
            trial.note(outcomes + " outcomes");
        }
    }

    static void recordingChangesNothing(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            List<String> with = new ArrayList<>();
            List<String> without = new ArrayList<>();
            recorded.record(kernel -> oneByOne(trial, kernel, with));
            recorded.plain(kernel -> oneByOne(trial, kernel, without));
            equal("the ends of a kernel that records", with, without);
        }
    }

    static void theSameLogGivesTheSameResults(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> oneByOne(trial, kernel, new ArrayList<>()));
            number("outcomes that came out the same", recorded.same().same(), STEPS);
        }
    }

    static void twoReplaysGiveOneReport(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> inFlightTogether(trial, kernel));
            equal("the second report", recorded.same(), recorded.same());
        }
    }

    static void aChangedWordIsNamed(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> {
                Tenant tenant = kernel.tenants().register("changed").orThrow();
                for (int i = 0; i < 10; i++) {
                    tenant.await(
                            tenant.submit(Opcodes.ATOMIC_ADD, 1, 5),
                            trial.effort().patience(),
                            new Completion());
                }
            });
            byte[] bytes = Files.readAllBytes(recorded.file());
            int at = outcome(bytes, 7);
            int word = at + LogLayout.RECORD_HEADER_BYTES + 16;
            LogLayout.word(bytes, word, LogLayout.word(bytes, word) ^ 0x40);
            int length = LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH);
            LogLayout.word(bytes, at, LogLayout.recordChecksum(new CRC32C(), bytes, at, length));
            Files.write(recorded.file(), bytes);
            Divergence divergence = recorded.replay().divergence().orElseThrow();
            equal("the divergence's tenant", divergence.label(), "changed");
            number("its ticket", divergence.ticket(), 7);
            that(divergence.op().contains("ATOMIC_ADD"), "its op is " + divergence.op());
            equal("its words", divergence.words(), List.of(new Divergence.Difference("r0", 7 ^ 0x40, 7)));
        }
    }

    /** Where the outcome of a ticket begins. */
    private static int outcome(byte[] bytes, long ticket) {
        int at = LogLayout.SEGMENT_HEADER_BYTES;
        while (LogLayout.word(bytes, at + LogLayout.RECORD_TYPE) != LogLayout.OUTCOME
                || LogLayout.pair(bytes, at + LogLayout.RECORD_HEADER_BYTES + 8) != ticket) {
            at += LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH);
        }
        return at;
    }

    /** Ops that race with one another, in batches and alone. */
    private static void inFlightTogether(Trial trial, ResidentKernel kernel) throws InterruptedException {
        SplittableRandom random = trial.random();
        Tenant tenant = kernel.tenants().register("racing").orThrow();
        for (int round = 0; round < 20; round++) {
            SlotBatch batch = new SlotBatch(4);
            for (int i = 0; i < 4; i++) {
                batch.add(Opcodes.ATOMIC_ADD, random.nextInt(), random.nextInt(4))
                        .orThrow();
            }
            tenant.submitBatch(Priority.NORMAL, batch, round, null);
            for (int i = 0; i < 8; i++) {
                int index = random.nextInt(4);
                tenant.submit(Priority.of(random.nextInt(5)), Opcodes.ATOMIC_ADD, random.nextInt(), index);
                tenant.submit(Priority.of(random.nextInt(5)), Opcodes.LOAD_U32, index, 4 + random.nextInt(4));
                tenant.submit(Priority.of(random.nextInt(5)), Opcodes.STORE_U32, random.nextInt(), 8 + i);
            }
            tenant.quiesce(trial.effort().patience());
        }
    }

    static void racesAreCounted(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> inFlightTogether(trial, kernel));
            ReplayReport report = recorded.same();
            number("outcomes, the same or counted", report.same() + report.orderDependent(), 20 * (5 + 24));
            that(report.same() > 0, "nothing could be compared");
            trial.note(report.orderDependent() + " of " + 20 * (5 + 24) + " depend on the order");
        }
    }

    static void aTornTailIsCut(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(
                    kernel -> kernel.tenants().register("short").orThrow().submit(Opcodes.NOP));
            byte[] whole = Files.readAllBytes(recorded.file());
            long records = records(recorded).records();
            long before = 0;
            for (int length = 0; length < whole.length; length++) {
                Files.write(recorded.file(), Arrays.copyOf(whole, length));
                LogEnd end = records(recorded);
                number("bytes read and cut", end.offset() + end.cutBytes(), length);
                that(end.records() == before || end.records() == before + 1, "a record came or went at " + length);
                before = end.records();
            }
            number("records but the last", before, records - 1);
        }
    }

    static void aChangedByteIsNotBelieved(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(
                    kernel -> kernel.tenants().register("short").orThrow().submit(Opcodes.NOP));
            byte[] whole = Files.readAllBytes(recorded.file());
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << (at & 7));
                Files.write(recorded.file(), changed);
                int where = at;
                try {
                    LogEnd end = records(recorded);
                    that(
                            end.kind() == LogEnd.Kind.TORN
                                    && end.offset() <= where
                                    && where >= whole.length - LogLayout.LAST_RECORD_BYTES,
                            () -> "byte " + where + " was believed");
                } catch (LogException e) {
                    equal("the file of the refusal", e.file(), recorded.file());
                    that(e.offset() <= where, () -> "the refusal of byte " + where + " names offset " + e.offset());
                }
            }
        }
    }

    private static LogEnd records(Recorded recorded) throws LogException {
        try (LogReader reader = LogReader.open(recorded.log())) {
            while (reader.next() != null) {
                // only the end is asked for
            }
            return reader.end();
        }
    }

    static void fetchedContentsAreTheSame(Trial trial) throws Exception {
        try (Recorded recorded = new Recorded(trial)) {
            recorded.record(kernel -> ScanRun.run(trial, kernel));
            ReplayReport report = recorded.same();
            number("fetched ranges with the same content", report.contentsSame(), ScanRun.SCANS);
            number("fetched ranges not compared", report.contentsNotCompared(), 0);
        }
    }
}

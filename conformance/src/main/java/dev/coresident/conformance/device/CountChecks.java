package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.util.Optional;
import java.util.SplittableRandom;

/** Counts and completion entries against what the host published. */
final class CountChecks {
    /** Eight slots a level, so that laps are short. */
    static final Geometry SHORT = new Geometry(Partitions.each(8), 3, 256, 8, 32, 16, 4, 1 << 12);

    private static final int LEVEL = 2;
    private static final int CAPACITY = 64;
    private static final int LAPS = 100;

    private CountChecks() {}

    static void countsComeAfterTheStatus(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int looks = 0;
        for (int lap = 0; lap < LAPS; lap++) {
            for (int i = 0; i < CAPACITY; i++) {
                host.write(LEVEL, Opcodes.STORE_U32, word, i, i % 40);
            }
            host.publish();
            int ended = 0;
            long begin = System.nanoTime();
            while (ended < CAPACITY) {
                look(host, lap * CAPACITY);
                looks++;
                Optional<End> end = host.poll();
                if (end.isPresent()) {
                    ended++;
                } else {
                    host.turn(1);
                    host.giveUpAfter(begin, ended, CAPACITY);
                }
            }
        }
        look(host, (LAPS - 1) * CAPACITY);
        number("slots that ended", host.done(1) + host.faulted(1), LAPS * CAPACITY);
        trial.note(looks + " looks");
    }

    /** Reads the ends first and what they must not exceed after them. */
    private static void look(SmallHost host, int before) {
        int ends = host.done(1) + host.faulted(1);
        int terminal = 0;
        for (int slot = 2 * CAPACITY; slot < 3 * CAPACITY; slot++) {
            terminal += SlotStatus.isTerminal(host.status(slot)) ? 1 : 0;
        }
        int most = before + terminal;
        that(ends <= most, () -> "the counts say that " + ends + " slots ended, and " + most + " are terminal");
        int claimed = host.claimed(1);
        that(claimed >= ends, () -> "the counts say that " + ends + " slots ended and " + claimed + " were claimed");
    }

    static void everySlotEndsExactlyOnce(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SHORT).start();
        int slots = 40_000;
        new Load(trial.random(), host).run(slots);
        trial.note(slots + " slots in a ring of 40");
    }

    static void entriesNameWhatEnded(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int one = host.tables().admit(1, 0);
        int two = host.tables().admit(2, 77);
        SplittableRandom random = trial.random();
        int[] laps = new int[Partitions.LEVELS];
        int[] written = new int[Partitions.LEVELS];
        for (int i = 0; i < 1_000; i++) {
            int level = random.nextInt(Partitions.LEVELS);
            int word = random.nextBoolean() ? one : two;
            boolean good = random.nextBoolean();
            int slot = host.write(level, Opcodes.STORE_U32, word, i, good ? 5 : 5_000);
            laps[level] = written[level]++ / CAPACITY;
            host.publish();
            End end = host.await(1).getFirst();
            number("the slot in the entry", end.slot(), slot);
            word("the tenant word in the entry", end.tenant(), word);
            number("the lap in the entry", CompletionLayout.lap(end.ending()), laps[level]);
            if (good) {
                Ends.done(end, 0, 0, 0, 0);
            } else {
                Ends.fault(end, FaultCode.INDEX_OUT_OF_BOUNDS);
                number("results of a slot that faulted", end.r0() | end.r1() | end.r2() | end.r3(), 0);
            }
        }
    }

    static void positionsHaveNoGap(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SHORT).start();
        int word = host.tables().admit(1, 0);
        long tailAt = host.places().deviceLine() + DeviceLine.COMPLETION_TAIL;
        int position = 0;
        for (int lap = 0; lap < 50; lap++) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                host.write(level, Opcodes.NOP, word);
            }
            host.publish();
            for (End end : host.await(Partitions.LEVELS)) {
                number("the position of an entry", end.position(), position++);
            }
            word("completionTail", Words.getVolatile(host.device().region(Region.CONTROL), tailAt), position);
        }
    }

    static void headsMeetTails(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SHORT).start();
        new Load(trial.random(), host).run(2_000);
        for (int level = 0; level < Partitions.LEVELS; level++) {
            word(
                    "the head of level " + level,
                    Words.getVolatile(
                            host.device().region(Region.CONTROL), host.places().head(level)),
                    Words.getVolatile(host.device().region(Region.CONTROL), ControlLayout.tail(level)));
        }
    }
}

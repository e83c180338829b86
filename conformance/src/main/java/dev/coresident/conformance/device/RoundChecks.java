package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Rounds. */
final class RoundChecks {
    private static final int CAPACITY = 64;
    /** Slots that a compute unit may have under way when a round has enough. */
    private static final int UNDER_WAY = 256;

    private RoundChecks() {}

    static void residentDevicesTakeNoRounds(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        refused(host.device());
    }

    static void roundsNeedAStart(Trial trial) throws Exception {
        Device device = trial.open(SmallHost.SMALL);
        refused(device);
        device.start();
        number("what an empty round returns", device.round(1), 0);
        device.close();
        refused(device);
    }

    private static void refused(Device device) throws DeviceException {
        try {
            device.round(1);
        } catch (IllegalStateException e) {
            return;
        }
        throw new Violation("a round was taken that must be refused with IllegalStateException");
    }

    private static void fill(SmallHost host, int word) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            for (int i = 0; i < CAPACITY; i++) {
                host.write(level, i % 8 == 7 ? Opcodes.BATCH_FENCE : Opcodes.ATOMIC_ADD, word, i % 8 == 7 ? 7 : 1, 0);
            }
        }
        host.publish();
    }

    static void roundsSayHowManyEnded(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        SplittableRandom random = trial.random();
        int word = host.tables().admit(1, 0);
        for (int lap = 0; lap < 20; lap++) {
            fill(host, word);
            int said = 0;
            int entries = 0;
            long begin = System.nanoTime();
            while (entries < CAPACITY * Partitions.LEVELS) {
                said += host.device().round(1 + random.nextInt(100));
                while (host.poll().isPresent()) {
                    entries++;
                }
                int sum = said;
                int seen = entries;
                that(sum >= seen, () -> "rounds say that " + sum + " slots ended, and " + seen + " entries stand");
                host.giveUpAfter(begin, entries, CAPACITY * Partitions.LEVELS);
            }
            number("the sum of what rounds returned once all has ended", said, entries);
        }
    }

    static void emptyRoundsEnd(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        host.run(Opcodes.NOP, word);
        MemorySegment control = host.device().region(Region.CONTROL);
        ControlLayout places = host.places();
        byte[] before = control.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < 20; i++) {
            number("what a round with nothing to do returns", host.device().round(1 << i), 0);
        }
        for (int at = 0; at < before.length; at++) {
            boolean line = at >= places.deviceLine() && at < places.heads();
            int place = at;
            that(
                    line || control.get(ValueLayout.JAVA_BYTE, at) == before[at],
                    () -> "byte " + place + " of the control region changed in an empty round");
        }
        that(host.poll().isEmpty(), "a slot ended in an empty round");
    }

    static void roundsAreBounded(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int slack = UNDER_WAY * host.device().facts().computeUnits();
        int most = 0;
        for (int asked : new int[] {1, 2, 5, 16, 64, 100}) {
            fill(host, word);
            int left = CAPACITY * Partitions.LEVELS;
            while (left > 0) {
                int ended = host.device().round(asked);
                most = Math.max(most, ended - asked);
                that(ended <= asked + slack, () -> "a round that was asked for " + asked + " slots ended " + ended);
                left -= ended;
                while (host.poll().isPresent()) {
                    that(true, "read, so that the slot may be used again");
                }
            }
        }
        trial.note("at most " + Math.max(0, most) + " slots more than asked for");
    }

    static void nothingMovesBetweenRounds(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        fill(host, host.tables().admit(1, 0));
        for (int round = 0; round < 20; round++) {
            host.device().round(8);
            for (Region region : Region.values()) {
                MemorySegment now = host.device().region(region);
                byte[] before = now.toArray(ValueLayout.JAVA_BYTE);
                for (int i = 0; i < 20; i++) {
                    host.device().nudge();
                    Thread.onSpinWait();
                }
                that(now.mismatch(MemorySegment.ofArray(before)) < 0, () -> region + " changed between two rounds");
            }
        }
    }
}

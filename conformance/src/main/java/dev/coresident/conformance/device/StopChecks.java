package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.Device;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The ends of a device's life. */
final class StopChecks {
    private static final int CAPACITY = 64;

    private StopChecks() {}

    /** Publishes at all levels; half of the level 2 slots are fences, so that some wait when the stop comes. */
    private static int busy(SmallHost host, int word) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            for (int i = 0; i < CAPACITY; i++) {
                boolean fence = level == 2 && i % 2 == 1;
                host.write(level, fence ? Opcodes.BATCH_FENCE : Opcodes.MEMCPY, word, fence ? i : 0, 0, fence ? 0 : 32);
            }
        }
        host.publish();
        return CAPACITY * Partitions.LEVELS;
    }

    static void nothingRunsAfterStop(Trial trial) throws Exception {
        for (int turns = 0; turns < 8; turns++) {
            SmallHost host = SmallHost.start(trial);
            busy(host, host.tables().admit(1, 0));
            for (int i = 0; i < turns; i++) {
                host.turn(8);
            }
            that(host.device().stop(trial.effort().patience()), "the device did not stop");
            Map<Region, MemorySegment> before = regions(host.device());
            for (int i = 0; i < 200; i++) {
                host.device().nudge();
                Thread.onSpinWait();
            }
            regions(host.device())
                    .forEach((region, bytes) -> that(
                            Objects.requireNonNull(before.get(region)).mismatch(bytes) < 0,
                            () -> region + " changed after the device had stopped"));
            host.device().close();
        }
    }

    private static Map<Region, MemorySegment> regions(Device device) {
        Map<Region, MemorySegment> copies = new EnumMap<>(Region.class);
        for (Region region : Region.values()) {
            copies.put(region, MemorySegment.ofArray(device.region(region).toArray(ValueLayout.JAVA_BYTE)));
        }
        return copies;
    }

    static void claimedSlotsEndBeforeTheStop(Trial trial) throws Exception {
        int left = 0;
        for (int turns = 0; turns < 40; turns++) {
            SmallHost host = SmallHost.start(trial);
            int total = busy(host, host.tables().admit(1, 0));
            for (int i = 0; i < turns; i++) {
                host.turn(4);
            }
            that(host.device().stop(trial.effort().patience()), "the device did not stop");
            boolean[] entry = new boolean[total];
            Optional<End> end = host.poll();
            int ended = 0;
            while (end.isPresent()) {
                Ends.done(end.get());
                entry[end.get().slot()] = true;
                ended++;
                end = host.poll();
            }
            for (int slot = 0; slot < total; slot++) {
                number(
                        "the status of slot " + slot + " after the stop",
                        host.status(slot),
                        entry[slot] ? SlotStatus.DONE : SlotStatus.PUBLISHED);
            }
            number("slots claimed", host.claimed(1), ended);
            number("slots done", host.done(1), ended);
            left += total - ended;
            host.device().close();
        }
        trial.note(left + " slots of " + 40 * CAPACITY * Partitions.LEVELS + " were left unclaimed");
    }

    static void stopMayBeCalledAgain(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        Ends.done(host.run(Opcodes.NOP, host.tables().admit(1, 0)));
        for (int i = 0; i < 3; i++) {
            that(host.device().stop(trial.effort().patience()), "the device did not stop");
            equal("the health after a stop", host.device().health(), new Health.Stopped());
        }
        Device never = trial.open(SmallHost.SMALL);
        that(never.stop(Duration.ZERO), "a device that was never started did not stop");
    }

    static void theHostsShutdownStops(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Ends.done(host.run(Opcodes.SHUTDOWN, TenantWord.HOST), 0, 0, 0, 0);
        long begin = System.nanoTime();
        while (!(host.device().health() instanceof Health.Stopped)) {
            host.turn(1);
            host.giveUpAfter(begin, 0, 1);
        }
        that(host.device().stop(trial.effort().patience()), "the device did not stop");
        int slot = host.write(2, Opcodes.NOP, word);
        host.publish();
        for (int i = 0; i < 200; i++) {
            host.turn(1);
        }
        number("the status of a slot published after the shutdown", host.status(slot), SlotStatus.PUBLISHED);
    }

    static void closeWorksInEveryState(Trial trial) throws Exception {
        trial.open(SmallHost.SMALL).close();
        Device running = trial.open(SmallHost.SMALL);
        running.start();
        running.close();
        running.close();
        SmallHost host = SmallHost.start(trial);
        busy(host, host.tables().admit(1, 0));
        host.device().close();
        Device stopped = trial.open(SmallHost.SMALL);
        stopped.start();
        that(stopped.stop(trial.effort().patience()), "the device did not stop");
        stopped.close();
        stopped.close();
    }

    static void healthAlwaysAnswers(Trial trial) throws Exception {
        Device device = trial.open(SmallHost.SMALL);
        equal("the health before the start", device.health(), new Health.Stopped());
        device.start();
        that(device.health() instanceof Health.Alive, () -> "a started device is " + device.health());
        device.stop(trial.effort().patience());
        equal("the health after a stop", device.health(), new Health.Stopped());
        device.close();
        that(!(device.health() instanceof Health.Alive), "a closed device says that it is alive");
    }

    static void devicesComeAndGo(Trial trial) throws Exception {
        for (int i = 0; i < 50; i++) {
            SmallHost host = SmallHost.start(trial);
            Ends.done(host.run(Opcodes.ATOMIC_ADD, host.tables().admit(1, i), 1, 0), 0);
            host.device().close();
        }
    }
}

package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;

/** The start, and what shows that a device lives. */
final class LifeChecks {
    private LifeChecks() {}

    static void nothingIsClaimedBeforeTheStart(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SmallHost.SMALL);
        int word = host.tables().admit(1, 0);
        int slot = host.write(2, Opcodes.NOP, word);
        host.publish();
        equal("the health before the start", host.device().health(), new Health.Stopped());
        for (int i = 0; i < 1_000; i++) {
            host.device().nudge();
            number("the status of a slot before the start", host.status(slot), SlotStatus.PUBLISHED);
        }
        number("slots claimed before the start", host.claimed(1), 0);
        host.start();
        Ends.done(host.await(1).getFirst());
    }

    static void startsAreRefusedTheSecondTime(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        refused(host.device());
        Ends.done(host.run(Opcodes.NOP, word));
        that(host.device().stop(trial.effort().patience()), "the device did not stop");
        refused(host.device());
        equal("the health after a start that was refused", host.device().health(), new Health.Stopped());
        Device stopped = trial.open(SmallHost.SMALL);
        stopped.stop(trial.effort().patience());
        refused(stopped);
    }

    private static void refused(Device device) {
        try {
            device.start();
        } catch (DeviceException e) {
            that(e.getMessage() != null && !e.getMessage().isBlank(), "the refusal says nothing");
            return;
        }
        throw new Violation("a device that was started or stopped was started");
    }

    static void startedDevicesAreAlive(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Ends.done(host.run(Opcodes.NOP, word));
        that(
                host.device().health() instanceof Health.Alive,
                () -> "a started device is " + host.device().health());
        int workers = Words.getVolatile(
                host.device().region(Region.CONTROL), host.places().deviceLine() + DeviceLine.WORKERS);
        that(workers >= 1, () -> "the workers word is " + workers + " while the device runs");
    }

    static void theHeartbeatRises(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Ends.done(host.run(Opcodes.NOP, word));
        int first = beat(host);
        int firstWord = line(host);
        long begin = System.nanoTime();
        while (beat(host) - first < 3 || line(host) - firstWord < 3) {
            Ends.done(host.run(Opcodes.NOP, word));
            that(
                    System.nanoTime() - begin < trial.effort().patience().toNanos(),
                    () -> "the heartbeat stood still: " + first + ", then "
                            + host.device().health());
        }
    }

    private static int beat(SmallHost host) {
        return switch (host.device().health()) {
            case Health.Alive(int heartbeat) -> heartbeat;
            case Health other -> throw new Violation("a started device is " + other);
        };
    }

    private static int line(SmallHost host) {
        return Words.getVolatile(
                host.device().region(Region.CONTROL), host.places().deviceLine() + DeviceLine.HEARTBEAT);
    }
}

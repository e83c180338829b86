package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Storms of hostile slots, and what must be as it was after them. */
final class IsolationChecks {
    /** Memory is compared in full once in so many slots. */
    private static final long BETWEEN_LOOKS = 20_000;

    private static final long SHORT_STORM = 50_000;

    private IsolationChecks() {}

    static void nothingForeignChanges(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        Battlefield field = new Battlefield(trial, random);
        HostileSlots slots = new HostileSlots(random, field);
        long total = trial.effort().hostileSlots();
        long begin = System.nanoTime();
        while (field.published() < total
                && System.nanoTime() - begin < trial.effort().hostileLimit().toNanos()) {
            field.storm(random, slots, Math.min(BETWEEN_LOOKS, total - field.published()));
            field.check();
        }
        trial.note("%d of %d hostile slots in %.1f s"
                .formatted(field.published(), total, (System.nanoTime() - begin) / 1e9));
    }

    static void theControlRegionStays(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        Battlefield field = new Battlefield(trial, random);
        MemorySegment control = field.host().device().region(Region.CONTROL);
        ControlLayout places = field.host().places();
        byte[] before = control.toArray(ValueLayout.JAVA_BYTE);
        field.storm(random, new HostileSlots(random, field), storm(trial));
        for (long at = 0; at < control.byteSize(); at++) {
            boolean tail = at >= ControlLayout.TAILS && at < ControlLayout.tail(Partitions.LEVELS);
            if (at == places.deviceLine()) {
                break;
            }
            long place = at;
            that(
                    tail || control.get(ValueLayout.JAVA_BYTE, at) == before[(int) at],
                    () -> "byte " + place + " of the host's part of the control region changed");
        }
        for (int id : new int[] {2, 4}) {
            number(
                    "slots done of tenant " + id + ", which published nothing",
                    field.host().done(id),
                    0);
        }
        for (long at = places.countRow(SmallHost.SMALL.tenants()) + 64; at < control.byteSize(); at += 4) {
            word("the control region behind the count rows, at " + at, Words.get(control, at), 0);
        }
    }

    private static long storm(Trial trial) {
        return Math.min(SHORT_STORM, trial.effort().hostileSlots());
    }

    static void everyHostileSlotEnds(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        Battlefield field = new Battlefield(trial, random);
        SmallHost host = field.host();
        int before = host.claimed(1);
        field.storm(random, new HostileSlots(random, field), storm(trial));
        number(
                "slots of the aggressor's id that ended, against those claimed",
                host.done(1) + host.faulted(1),
                host.claimed(1));
        that(host.claimed(1) > before, "no slot of the aggressor's id was counted");
        that(
                host.device().health() instanceof Health.Alive,
                () -> "after the storm the device is " + host.device().health());
        Ends.done(host.run(Opcodes.STORE_U32, field.victim(), 4_711, 0));
        word("what the victim stored after the storm", host.tables().observable(2, 0), 4_711);
    }

    static void reservedWordsStayZero(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        Battlefield field = new Battlefield(trial, random);
        field.storm(random, new HostileSlots(random, field), storm(trial));
        MemorySegment control = field.host().device().region(Region.CONTROL);
        ControlLayout places = field.host().places();
        zeros(control, places.deviceLine() + 8, places.deviceLine() + 64);
        zeros(control, places.deviceLine() + 68, places.heads());
        for (int level = 0; level < Partitions.LEVELS; level++) {
            zeros(control, places.head(level) + 4, places.head(level) + ControlLayout.LINE);
        }
        for (int id = 0; id <= SmallHost.SMALL.tenants(); id++) {
            zeros(control, places.countRow(id) + 12, places.countRow(id) + 64);
        }
    }

    private static void zeros(MemorySegment control, long from, long to) {
        for (long at = from; at < to; at += 4) {
            word("a reserved word of the control region, at " + at, Words.get(control, at), 0);
        }
    }

    static void bordersAreSharp(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        Geometry shape = host.device().geometry();
        int word = host.tables().admit(2, 0);
        int window = shape.observableWords();
        for (int i = 0; i < window; i++) {
            host.tables().observable(1, i, 1_000 + i);
            host.tables().observable(2, i, 2_000 + i);
            host.tables().observable(3, i, 3_000 + i);
        }
        int last = window - 1;
        int[][] hostile = {
            {Opcodes.STORE_U32, 9, window},
            {Opcodes.STORE_U32, 9, -1},
            {Opcodes.STORE_U32, 9, -window},
            {Opcodes.STORE_U32, 9, 0x4000_0000},
            {Opcodes.ATOMIC_ADD, 9, window},
            {Opcodes.ATOMIC_ADD, 9, -1},
            {Opcodes.LOAD_U32, 0, window},
            {Opcodes.LOAD_U32, window, 0},
            {Opcodes.LOAD_U32, -1, 0},
            {Opcodes.COMPARE_SWAP, window, 3_000, 9},
            {Opcodes.COMPARE_SWAP, -1, 1_000 + last, 9},
            {Opcodes.MEMCPY, 0, 1, window},
            {Opcodes.MEMCPY, 1, 0, window},
            {Opcodes.MEMCPY, 0, last, 2},
            {Opcodes.MEMCPY, last, 0, 2},
            {Opcodes.MEMCPY, -1, 0, 1},
            {Opcodes.MEMCPY, 0, -1, 1},
            {Opcodes.MEMCPY, 0, -1, 2},
            {Opcodes.MEMCPY, 0, 0, -1},
            {Opcodes.MEMCPY, -4, 4, 8},
            {Opcodes.MEMCPY, 0x8000_0000, 0, 0x8000_0000},
            {Opcodes.MEMCPY, 0, window, 1}
        };
        for (int[] slot : hostile) {
            int[] arguments = java.util.Arrays.copyOfRange(slot, 1, slot.length);
            Ends.fault(host.run(slot[0], word, arguments), FaultCode.INDEX_OUT_OF_BOUNDS);
        }
        for (int i = 0; i < window; i++) {
            word("the neighbour below at " + i, host.tables().observable(1, i), 1_000 + i);
            word("the own window at " + i, host.tables().observable(2, i), 2_000 + i);
            word("the neighbour above at " + i, host.tables().observable(3, i), 3_000 + i);
        }
        Ends.done(host.run(Opcodes.MEMCPY, word, 0, 0, window));
        Ends.done(host.run(Opcodes.MEMCPY, word, last, last, 1));
        Ends.done(host.run(Opcodes.STORE_U32, word, 9, last));
        word("the last word of the window", host.tables().observable(2, last), 9);
    }
}

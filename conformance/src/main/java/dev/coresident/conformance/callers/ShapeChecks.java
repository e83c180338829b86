package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.DebugLogReader;
import dev.coresident.api.ring.ObservableReader;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TaskView;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** The checks of chapter 11 that are about shapes, limits and counts. */
final class ShapeChecks {
    private static final int[] BEYOND = {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    private ShapeChecks() {}

    static void shapesAreExact(Trial trial) {
        for (int slots = 1; slots <= 16; slots++) {
            RingView ring = RingView.open(Memory.zeros(64L * slots), slots).orThrow();
            byte[] before = Memory.bytes(ring.memory());
            for (int beyond : BEYOND) {
                int slot = beyond < 0 || beyond == Integer.MAX_VALUE ? beyond : slots + beyond;
                RingRefusal expected = new RingRefusal.IndexOutOfRange("slot", Integer.toUnsignedLong(slot), slots);
                equal("a publication", ring.publish(slot, Opcodes.NOP, 1, Priority.LOW), expected);
                equal("a reading", ring.read(slot, new int[16]), expected);
            }
            equal(
                    "a batch",
                    ring.publishBatch(-1, 1, Priority.LOW, new SlotBatch(0), 0).isAccepted(),
                    false);
            equal("a short output", ring.read(0, new int[15]), new RingRefusal.ShortOutput(15, 16));
            Memory.same("the ring", Memory.bytes(ring.memory()), before);
            MemorySegment more = Memory.zeros(64L * slots + 64);
            for (int off : new int[] {-1, 1, 4, 63}) {
                long bytes = 64L * slots + off;
                equal(
                        "a ring of " + bytes + " bytes for " + slots + " slots",
                        Memory.refused(RingView.open(more.asSlice(0, bytes), slots)),
                        new RingRefusal.WrongLength("a ring", bytes, 64L * slots));
                equal(
                        "a ring of " + bytes + " bytes",
                        Memory.refused(RingView.open(more.asSlice(0, bytes))),
                        new RingRefusal.UnevenLength("a ring", bytes, 64));
            }
            equal(
                    "a ring between words",
                    Memory.refused(RingView.open(more.asSlice(32, 64L * slots), slots)),
                    new RingRefusal.Misaligned("a ring", 32, 64));
        }
    }

    static void limitsComeFirst(Trial trial) {
        MemorySegment one = Memory.zeros(64);
        for (int count : new int[] {1_048_577, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            long many = Integer.toUnsignedLong(count);
            equal(
                    "a ring in new memory",
                    Memory.refused(RingView.allocate(Arena.ofAuto(), count)),
                    new RingRefusal.TooMany("slots", many, 1_048_576));
            equal(
                    "a ring",
                    Memory.refused(RingView.open(one, count)),
                    new RingRefusal.TooMany("slots", many, 1_048_576));
            equal(
                    "a debug log",
                    Memory.refused(DebugLogReader.open(one, count)),
                    new RingRefusal.TooMany("debug records", many, 1_048_576));
            equal(
                    "an observable window",
                    Memory.refused(ObservableReader.open(one, count)),
                    new RingRefusal.TooMany("observable words", many, 1_048_576));
            equal(
                    "a task table",
                    Memory.refused(TaskView.open(one, count)),
                    new RingRefusal.TooMany("tasks", many, 1_048_576));
        }
    }

    static void doneCountsAreScans(Trial trial) {
        RingView ring = RingView.open(Memory.zeros(64 * 8), 8).orThrow();
        int[] others = {0, 1, 2, 4, 5, 6, 7, 259};
        for (int pattern = 0; pattern < 256; pattern++) {
            int done = 0;
            for (int slot = 0; slot < 8; slot++) {
                boolean isDone = (pattern >> slot & 1) == 1;
                done += isDone ? 1 : 0;
                ring.memory().set(ValueLayout.JAVA_INT, 64L * slot, isDone ? 3 : others[(pattern + slot) % 8]);
            }
            number("done slots of pattern " + pattern, ring.doneCount(), done);
        }
    }

    static void splitsAreFifths(Trial trial) {
        SplittableRandom random = trial.random();
        for (int i = 0; i < 10_000; i++) {
            int slots = i < 1_000 ? i : i == 1_000 ? 10_000_000 : random.nextInt(10_000_001);
            int[] offsets = Partitions.split(slots);
            number("offsets", offsets.length, 6);
            number("the first offset", offsets[0], 0);
            number("the last offset of " + slots, offsets[5], slots);
            for (int level = 0; level < 5; level++) {
                int size = offsets[level + 1] - offsets[level];
                number(
                        "slots of level " + level + " of " + slots,
                        size,
                        level == 2 ? slots / 5 + slots % 5 : slots / 5);
            }
        }
    }
}

package dev.coresident.conformance.callers;

import dev.coresident.api.ring.Opening;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.conformance.rule.Expect;
import dev.coresident.conformance.rule.Violation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Memory of the checks' own, and what is asked of it. */
final class Memory {
    private Memory() {}

    static MemorySegment zeros(long bytes) {
        return Arena.ofAuto().allocate(bytes, 64);
    }

    static MemorySegment garbage(long bytes, SplittableRandom random) {
        MemorySegment memory = zeros(bytes);
        for (long at = 0; at + 4 <= bytes; at += 4) {
            memory.set(ValueLayout.JAVA_INT, at, random.nextInt());
        }
        return memory;
    }

    static byte[] bytes(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    static void same(String what, byte[] actual, byte[] expected) {
        int at = Arrays.mismatch(actual, expected);
        if (at >= 0) {
            throw new Violation(what + " differs at byte " + at + " of " + expected.length + ": "
                    + (at < actual.length ? Integer.toString(actual[at] & 0xFF) : "missing") + " instead of "
                    + (at < expected.length ? Integer.toString(expected[at] & 0xFF) : "nothing"));
        }
    }

    /** The refusal of an opening, which must be one. */
    static RingRefusal refused(Opening<?> opening) {
        return switch (opening) {
            case Opening.Refused<?>(RingRefusal refusal) -> refusal;
            case Opening.Opened<?> opened -> throw new Violation("memory of a wrong shape was opened: " + opened);
        };
    }

    static void accepted(String what, RingOutcome outcome) {
        Expect.that(outcome.isAccepted(), () -> what + " was refused: " + ((RingRefusal) outcome).reason());
    }
}

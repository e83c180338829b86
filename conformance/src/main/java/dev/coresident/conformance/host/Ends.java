package dev.coresident.conformance.host;

import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;

/** What a check expects of an end. */
public final class Ends {
    private Ends() {}

    /** DONE, without a fault. */
    public static End done(End end) {
        if (!end.isDone()) {
            throw new Violation("a slot that must end DONE: " + end);
        }
        return end;
    }

    /** DONE with these results, as many as are given; the others are not looked at. */
    public static End done(End end, int... results) {
        done(end);
        int[] seen = {end.r0(), end.r1(), end.r2(), end.r3()};
        for (int i = 0; i < results.length; i++) {
            if (seen[i] != results[i]) {
                throw new Violation(
                        "r" + i + " must be " + Integer.toUnsignedString(results[i]) + " in the end of " + end);
            }
        }
        return end;
    }

    /** Handed to the host: WAIT_IO, no fault, results 0. */
    public static End handed(End end) {
        if (end.status() != SlotStatus.WAIT_IO
                || end.fault() != 0
                || (end.r0() | end.r1() | end.r2() | end.r3()) != 0) {
            throw new Violation("a slot that must be handed to the host, WAIT_IO with results 0: " + end);
        }
        return end;
    }

    /** FAULT with this code. */
    public static End fault(End end, FaultCode code) {
        if (end.status() != SlotStatus.FAULT || end.fault() != code.number()) {
            throw new Violation("a slot that must end in FAULT with " + code + " (" + code.number() + "): " + end);
        }
        return end;
    }
}

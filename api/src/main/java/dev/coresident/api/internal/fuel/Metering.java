package dev.coresident.api.internal.fuel;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.ledger.journal.Journal;
import org.jspecify.annotations.Nullable;

/**
 * What all meters of a registry share.
 *
 * @param time by which windows turn
 * @param journal where denials go; null for nowhere
 * @param ops local opcodes that can be bound
 */
public record Metering(KernelTime time, @Nullable Journal journal, int ops) {
    /** Of a registry without a kernel: nothing can be bound, and there is no journal. */
    public static Metering alone(KernelTime time) {
        return new Metering(time, null, 0);
    }
}

package dev.coresident.api.internal.pump;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the device has claimed and not ended, seen from the host: everything at a level below a head that was read some time ago. The
 * pump's owner's. Costs nothing but when it is asked.
 */
public final class Claims {
    private final SlotTable slots;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final Drain drain;
    private MemorySegment control;
    private ControlLayout places;

    /** Told of each slot that expired. */
    @FunctionalInterface
    public interface Expired {
        /** The ticket has ended with SLOT_EXPIRED. */
        void expired(TenantState tenant, long ticket);
    }

    Claims(SlotTable slots, AtomicReferenceArray<@Nullable TenantState> states, Drain drain, Device device) {
        this.slots = slots;
        this.states = states;
        this.drain = drain;
        this.control = device.region(Region.CONTROL);
        this.places = ControlLayout.of(device.geometry());
    }

    void moveTo(Device device) {
        control = device.region(Region.CONTROL);
        places = ControlLayout.of(device.geometry());
    }

    /** Slots in the ring. */
    public int inRing() {
        return slots.occupied;
    }

    /** Completion entries read from the present device. */
    public long completions() {
        return drain.head();
    }

    /** Reads the heads as 64-bit positions, one for each level. A word that no device writes gives a position below every slot. */
    public void readHeads(long[] into) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            long tail = slots.tails[level];
            int head = Words.getAcquire(control, places.head(level));
            into[level] = tail - Integer.toUnsignedLong((int) tail - head);
        }
    }

    /** Whether anything claimed before these heads were read has not ended on the device, its ticket perhaps expired. */
    public boolean isAnyBelow(long[] heads) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            for (long at = slots.settledBefore(level); at < heads[level]; at++) {
                if (slots.position[slots.slot(level, at)] >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Ends the tickets of what was claimed before these heads were read. Their slots stay condemned: nobody else's until they end. */
    public void expire(long[] heads, Expired told) {
        int ending = CompletionLayout.ending(SlotStatus.FAULT, FaultCode.SLOT_EXPIRED.number(), 0);
        for (int level = 0; level < Partitions.LEVELS; level++) {
            for (long at = slots.settledBefore(level); at < heads[level]; at++) {
                int slot = slots.slot(level, at);
                long position = slots.position[slot];
                TenantState state = position < 0 ? null : states.getPlain(slots.tenant[slot]);
                if (state != null && state.attachedQueue().isQueued(position)) {
                    state.condemned.incrementAndGet();
                    told.expired(state, position);
                    drain.measure(state, slot, position);
                    state.attachedQueue().complete(position, drain.endingHere(ending), 0, 0, drain.listening());
                }
            }
        }
    }
}

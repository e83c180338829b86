package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * How slots end where the host reads: status released, then the tenant's count, then the completion entry, its sequence released
 * last. Completion entries are written in the order of these calls.
 */
final class Ends {
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment ring;
    private final MemorySegment completion;
    private final long tailAt;
    private final int mask;

    Ends(HostRegions host, Geometry geometry) {
        this.geometry = geometry;
        this.places = ControlLayout.of(geometry);
        this.control = host.control();
        this.ring = host.ring();
        this.completion = host.completion();
        this.tailAt = places.deviceLine() + DeviceLine.COMPLETION_TAIL;
        this.mask = geometry.completions() - 1;
    }

    /** Counts claims, sequentially consistent, before the tenant's row is looked at. */
    void claimed(int tenant, int slots) {
        add(tenant, CountRow.CLAIMED, slots);
    }

    /** Ends a slot. */
    void end(int slot, int level, int position, int tenant, int fault, int r0, int r1, int r2, int r3) {
        if (fault == 0) {
            leave(slot, level, position, tenant, SlotStatus.DONE, 0, CountRow.DONE, r0, r1, r2, r3);
        } else {
            leave(slot, level, position, tenant, SlotStatus.FAULT, fault, CountRow.FAULTED, r0, r1, r2, r3);
        }
    }

    /** Leaves a slot to the host, which ends it. */
    void handOver(int slot, int level, int position, int tenant) {
        leave(slot, level, position, tenant, SlotStatus.WAIT_IO, 0, CountRow.HANDED, 0, 0, 0, 0);
    }

    private void leave(
            int slot,
            int level,
            int position,
            int tenant,
            int status,
            int fault,
            long count,
            int r0,
            int r1,
            int r2,
            int r3) {
        Words.setRelease(ring, SlotLayout.at(slot) + SlotLayout.STATUS, status);
        add(tenant, count, 1);
        int lap = CompletionLayout.lap(position, geometry.partitions().capacity(level));
        int number = Words.getAndAdd(control, tailAt, 1);
        long at = CompletionLayout.at(number & mask);
        Words.set(completion, at + CompletionLayout.SLOT, slot);
        Words.set(completion, at + CompletionLayout.TENANT, tenant);
        Words.set(completion, at + CompletionLayout.ENDING, CompletionLayout.ending(status, fault, lap));
        Words.set(completion, at + CompletionLayout.RESULT, r0);
        Words.set(completion, at + CompletionLayout.RESULT + 4, r1);
        Words.set(completion, at + CompletionLayout.RESULT + 8, r2);
        Words.set(completion, at + CompletionLayout.RESULT + 12, r3);
        Words.setRelease(completion, at + CompletionLayout.SEQUENCE, number + 1);
    }

    /** Slots whose id lies beyond the table are counted nowhere: there is no row. */
    private void add(int tenant, long field, int slots) {
        int id = TenantWord.id(tenant);
        if (id <= geometry.tenants()) {
            Words.getAndAdd(control, places.countRow(id) + field, slots);
        }
    }
}

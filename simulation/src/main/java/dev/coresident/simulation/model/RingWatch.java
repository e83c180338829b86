package dev.coresident.simulation.model;

import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.Device;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * What can be seen of slots and counts in the memory of one device, by the words of the protocol and nothing else. Looked at whenever
 * something may have changed: after every step, and after every cycle of the pump.
 */
public final class RingWatch {
    /** The argument that carries the serial. */
    public static final int SERIAL = SlotLayout.ARGUMENTS - 1;

    private static final int STEPS_BETWEEN_LOOKS = 16;

    private final Book book;
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment ring;
    private final boolean resident;
    private final int[] serials;
    private final BitSet running;
    private final int[] done;
    private final int[] faulted;
    private final int[] unseen;
    private final int[] tails = new int[Partitions.LEVELS];
    private long lookedAt;
    private int steps;

    /** A watch over a device that was opened. */
    public RingWatch(Book book, Device device) {
        this.book = book;
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        this.control = device.region(Region.CONTROL);
        this.ring = device.region(Region.RING);
        this.resident = device.facts().model() == ExecutionModel.RESIDENT;
        int slots = geometry.partitions().slots();
        this.serials = new int[slots];
        this.running = new BitSet(slots);
        this.lookedAt = book.nanos();
        this.done = new int[geometry.tenantRows()];
        this.faulted = new int[geometry.tenantRows()];
        this.unseen = new int[geometry.tenantRows()];
    }

    /** Looks at every slot: first who is in it, then whether it has ended, because a fence looks at others. */
    public void look() {
        lookAtSlots();
        lookAtOrder();
        lookedAt = book.nanos();
    }

    /**
     * The device was lost amid a cycle, and its ring poisoned: what stands there now was put there since, before the host noticed.
     */
    public void lookAtWritten() {
        for (int slot = 0; slot < serials.length; slot++) {
            Ticket ticket = book.find(serial(SlotLayout.at(slot)));
            if (ticket != null) {
                ticket.stand(slot, lookedAt);
                compare(ticket, slot);
            }
        }
    }

    /** Of one tenant and level what was submitted first is put into the ring first, on each device. */
    private void lookAtOrder() {
        Partitions partitions = geometry.partitions();
        for (int level = 0; level < tails.length; level++) {
            int tail = Words.getAcquire(control, ControlLayout.tail(level));
            int capacity = partitions.capacity(level);
            int from = tail - tails[level] > capacity ? tail - capacity : tails[level];
            for (int at = from; tail - at > 0; at++) {
                Ticket ticket = book.find(serials[partitions.offset(level) + (at & (capacity - 1))]);
                if (ticket != null && ticket.level == level && !ticket.tenant.placed(ticket)) {
                    book.violate(
                            Rule.EXACTLY_ONCE, ticket + " was put into the ring behind what was submitted after it");
                }
            }
            tails[level] = tail;
        }
    }

    private void lookAtSlots() {
        for (int slot = 0; slot < serials.length; slot++) {
            int serial = serial(SlotLayout.at(slot));
            if (serial != serials[slot]) {
                occupied(slot, serial);
            }
        }
        lookAtStatuses();
    }

    /** Whether slots that had not ended have; nothing else in a slot is the device's to write. */
    private void lookAtStatuses() {
        for (int slot = running.nextSetBit(0); slot >= 0; slot = running.nextSetBit(slot + 1)) {
            int status = Words.getAcquire(ring, SlotLayout.at(slot) + SlotLayout.STATUS);
            if (status == SlotStatus.DONE || status == SlotStatus.FAULT) {
                running.clear(slot);
                Ticket ticket = book.find(serials[slot]);
                if (ticket != null && !ticket.terminal) {
                    ended(ticket, status);
                }
            }
        }
    }

    /**
     * Looks at what a step of the device may have changed, and every so often at everything: a slot's words are the host's, and a device
     * that writes them is found a few steps later.
     */
    public void lookAfterStep() {
        if (++steps % STEPS_BETWEEN_LOOKS == 0) {
            lookAtSlots();
        } else {
            lookAtStatuses();
        }
    }

    private int serial(long at) {
        int argument = Words.get(ring, at + SlotLayout.OPCODE) == Opcodes.BATCH_FENCE ? 1 : SERIAL;
        return Words.get(ring, at + SlotLayout.ARGUMENT + 4L * argument);
    }

    private void occupied(int slot, int serial) {
        Ticket before = book.find(serials[slot]);
        serials[slot] = serial;
        running.set(slot, serial != 0);
        Ticket ticket = book.find(serial);
        if (before != null && before.slot == slot && !before.ended) {
            book.violate(Rule.EXACTLY_ONCE, before + " lost its slot before it ended, to " + ticket);
        }
        if (before != null && before.slot == slot && before.fence != null && !before.fence.ended) {
            book.violate(Rule.FENCE, "the slot of " + before + " was used again before " + before.fence + " ended");
        }
        if (ticket == null) {
            book.violate(Rule.EXACTLY_ONCE, "slot " + slot + " holds a submission that nobody made: " + serial);
            return;
        }
        if (before != null && before.slot == slot && before.ended && before.isStanding()) {
            condemnedWasUsed(before);
        }
        ticket.stand(slot, lookedAt);
        compare(ticket, slot);
    }

    /** A slot that expired is free again only when it has ended, and in rounds nobody sees how. */
    private void condemnedWasUsed(Ticket before) {
        before.terminal = true;
        unseen[before.tenant.tenant().id()]++;
        if (resident && !before.tainted) {
            book.violate(Rule.EXACTLY_ONCE, "the condemned slot of " + before + " was used again before it ended");
        }
    }

    /** The slot must say what was submitted. */
    private void compare(Ticket ticket, int slot) {
        long at = SlotLayout.at(slot);
        boolean same = Words.get(ring, at + SlotLayout.OPCODE) == ticket.opcode
                && Words.get(ring, at + SlotLayout.TENANT)
                        == ticket.tenant.tenant().word()
                && Words.get(ring, at + SlotLayout.PRIORITY) == ticket.level
                && slot >= geometry.partitions().offset(ticket.level)
                && slot < geometry.partitions().offset(ticket.level + 1);
        for (int i = 0; i < ticket.arguments.length; i++) {
            same &= Words.get(ring, at + SlotLayout.ARGUMENT + 4L * i) == ticket.word(i);
        }
        if (!same && !ticket.tainted) {
            book.violate(Rule.EXACTLY_ONCE, ticket + " stands in the ring with other words than were submitted");
        }
    }

    private void ended(Ticket ticket, int status) {
        boolean well = status == SlotStatus.DONE;
        count(ticket, well);
        if (ticket.tainted) {
            return;
        }
        if (well && ticket.barred) {
            book.violate(Rule.REVOCATION, ticket + " ran although it was not claimed when its tenant was unregistered");
        }
        if (well && ticket.op == Op.FENCE) {
            fenceEnded(ticket);
        }
        if (well) {
            ticket.settle(true, FaultCode.NONE);
        }
    }

    private void count(Ticket ticket, boolean well) {
        ticket.terminal = true;
        int id = ticket.tenant.tenant().id();
        if (well) {
            done[id]++;
        } else {
            faulted[id]++;
        }
    }

    private void fenceEnded(Ticket fence) {
        for (Ticket item : fence.items) {
            if (!item.terminal && !item.ended && !isTerminal(item)) {
                book.violate(Rule.FENCE, fence + " ended before " + item + " of its batch");
            }
        }
    }

    private boolean isTerminal(Ticket ticket) {
        return ticket.slot >= 0
                && SlotStatus.isWritable(Words.getAcquire(ring, SlotLayout.at(ticket.slot) + SlotLayout.STATUS));
    }

    /** The product told that a submission ended by the device's word: its slot must say so, too. */
    void ended(Ticket ticket, boolean well) {
        if (!ticket.terminal) {
            count(ticket, well);
        }
        if (ticket.slot < 0 || serial(SlotLayout.at(ticket.slot)) != ticket.serial || ticket.tainted) {
            return;
        }
        int status = Words.getAcquire(ring, SlotLayout.at(ticket.slot) + SlotLayout.STATUS);
        if (status != (well ? SlotStatus.DONE : SlotStatus.FAULT)) {
            book.violate(
                    Rule.VISIBILITY,
                    "%s was told as %s while the status of its slot is %d"
                            .formatted(ticket, well ? "done" : "faulted", status));
        }
    }

    /** The device's counts must not run ahead of what is terminal. */
    public void compareCounts() {
        if (book.isCorrupted()) {
            return;
        }
        for (int id = 1; id < done.length; id++) {
            long row = places.countRow(id);
            int countedDone = Words.getAcquire(control, row + CountRow.DONE);
            int countedFaulted = Words.getAcquire(control, row + CountRow.FAULTED);
            int claimed = Words.getAcquire(control, row + CountRow.CLAIMED);
            if (countedDone > done[id] + unseen[id] || countedFaulted > faulted[id] + unseen[id]) {
                book.violate(
                        Rule.VISIBILITY,
                        "the device counts %d done and %d faulted of tenant %d, and %d and %d slots of it have ended so"
                                .formatted(countedDone, countedFaulted, id, done[id], faulted[id]));
            }
            if (claimed < done[id] + faulted[id]) {
                book.violate(
                        Rule.REVOCATION,
                        "the device counts %d claims of tenant %d, and %d slots of it have ended"
                                .formatted(claimed, id, done[id] + faulted[id]));
            }
        }
    }

    /** With nothing outstanding the device's counts are exact. */
    public void compareFinalCounts() {
        if (book.isCorrupted() || book.comeback().hasAnyExpired()) {
            return;
        }
        for (int id = 1; id < done.length; id++) {
            long row = places.countRow(id);
            int countedDone = Words.getAcquire(control, row + CountRow.DONE);
            int countedFaulted = Words.getAcquire(control, row + CountRow.FAULTED);
            if (countedDone != done[id] || countedFaulted != faulted[id]) {
                book.violate(
                        Rule.ACCOUNTING,
                        "the device counts %d done and %d faulted of tenant %d, and %d and %d slots of it ended so"
                                .formatted(countedDone, countedFaulted, id, done[id], faulted[id]));
            }
        }
    }

    /** No tenant has more slots in the ring than its quota, but for one batch that is longer. */
    public void compareQuotas() {
        for (int i = 0; i < book.tenants().size(); i++) {
            TenantModel tenant = book.tenants().get(i);
            int standing = 0;
            int longest = 0;
            for (int j = 0; j < tenant.live().size(); j++) {
                Ticket ticket = tenant.live().get(j);
                if (ticket.slot >= 0) {
                    standing++;
                    longest = Math.max(longest, ticket.batchSlots);
                }
            }
            int quota = Math.max(tenant.policy().quota(), longest);
            if (standing > quota) {
                book.violate(
                        Rule.COUNTING,
                        "%s has %d slots in the ring and a quota of %d"
                                .formatted(tenant, standing, tenant.policy().quota()));
            }
        }
    }

    /** A tenant was unregistered: of what it has submitted only slots that were claimed may still run. */
    public void bar(TenantModel tenant) {
        for (Ticket ticket : tenant.live()) {
            ticket.barred = ticket.slot < 0 || (!ticket.terminal && !isClaimed(ticket.slot));
        }
    }

    boolean isClaimed(int slot) {
        Partitions partitions = geometry.partitions();
        int level = 0;
        while (slot >= partitions.offset(level + 1)) {
            level++;
        }
        int mask = partitions.capacity(level) - 1;
        int tail = Words.getAcquire(control, ControlLayout.tail(level));
        int position = tail - 1 - ((tail - 1 - (slot - partitions.offset(level))) & mask);
        return Words.getAcquire(control, places.head(level)) - position > 0;
    }

    /** Spoils a word of a slot that stands in the ring; its submission may end as it likes. Gives false if there is none. */
    public boolean spoil(int choice, boolean tenantWord, int value) {
        for (int i = 0; i < serials.length; i++) {
            int slot = (choice + i) % serials.length;
            Ticket ticket = book.find(serials[slot]);
            if (ticket != null && ticket.slot == slot && running.get(slot) && !ticket.ended) {
                ticket.tainted = true;
                Words.set(ring, SlotLayout.at(slot) + (tenantWord ? SlotLayout.TENANT : SlotLayout.STATUS), value);
                return true;
            }
        }
        return false;
    }

    /** The tenant word of nobody: an id beyond the table. */
    public int nobody() {
        return TenantWord.of(geometry.tenants() + 1, 3);
    }
}

package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A ring of slots in memory that the caller manages: it chooses the slots itself, as in the reference design.
 *
 * <p>One thread at a time publishes (the slots' only host-side writer); any thread reads. The view owns nothing and is valid as
 * long as its memory. It writes slots and no tail: whoever shares the memory with a device that claims by ticket moves the
 * partition's tail after publishing. It knows neither windows nor partitions: a device checks the tenant, the window and the level
 * of every slot, and a caller with a partition opens the view over that part of the ring. Accepting allocates nothing.
 */
public final class RingView {
    private static final Extent EXTENT =
            new Extent("a ring", "slots", 0, SlotLayout.BYTES, Partitions.MAX_SLOTS, SlotLayout.BYTES);

    private final MemorySegment memory;
    private final int slots;

    private RingView(MemorySegment memory, int slots) {
        this.memory = memory;
        this.slots = slots;
    }

    /**
     * A view over all slots in memory that holds nothing else.
     *
     * @param memory 64-byte aligned, a multiple of 64 bytes, at most {@link Partitions#MAX_SLOTS} slots
     */
    public static Opening<RingView> open(MemorySegment memory) {
        return memory.byteSize() % SlotLayout.BYTES == 0
                ? open(memory, memory.byteSize() / SlotLayout.BYTES)
                : new Opening.Refused<>(
                        new RingRefusal.UnevenLength(EXTENT.what(), memory.byteSize(), SlotLayout.BYTES));
    }

    /**
     * A view over memory that holds exactly so many slots.
     *
     * @param memory 64-byte aligned, exactly {@code 64 * slots} bytes
     * @param slots u32, at most {@link Partitions#MAX_SLOTS}
     */
    public static Opening<RingView> open(MemorySegment memory, int slots) {
        return open(memory, UnsignedInts.toLong(slots));
    }

    private static Opening<RingView> open(MemorySegment memory, long slots) {
        RingRefusal refusal = EXTENT.refuse(memory, slots);
        return refusal != null
                ? new Opening.Refused<>(refusal)
                : new Opening.Opened<>(new RingView(memory, (int) slots));
    }

    /**
     * A view over new memory, every slot EMPTY.
     *
     * @param arena owns the memory
     * @param slots u32; a number over {@link Partitions#MAX_SLOTS} is refused before anything is reserved
     */
    public static Opening<RingView> allocate(Arena arena, int slots) {
        long count = UnsignedInts.toLong(slots);
        RingRefusal refusal = EXTENT.refuse(count);
        return refusal != null
                ? new Opening.Refused<>(refusal)
                : open(arena.allocate(EXTENT.bytes(count), SlotLayout.BYTES), count);
    }

    /** Slots in the ring. */
    public int slots() {
        return slots;
    }

    /** The memory, as it was opened. */
    public MemorySegment memory() {
        return memory;
    }

    /**
     * Publishes one slot: arguments first, unused ones zero, status last with release.
     *
     * @param slot u32
     * @param opcode a global opcode; of the reserved ones, those that tenants may publish, and SHUTDOWN for the host's word
     * @param tenantWord {@link TenantWord}
     * @param priority the level that goes into the slot
     * @param arguments at most 12
     * @return accepted, or the first that applies of {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.TooManyArguments},
     *     {@link RingRefusal.ReservedOpcode}, {@link RingRefusal.ReadOnly}, {@link RingRefusal.SlotInFlight}
     */
    public RingOutcome publish(int slot, int opcode, int tenantWord, Priority priority, int... arguments) {
        if (Integer.compareUnsigned(slot, slots) >= 0) {
            return noSuchSlot(slot);
        }
        if (arguments.length > SlotLayout.ARGUMENTS) {
            return new RingRefusal.TooManyArguments(arguments.length, SlotLayout.ARGUMENTS);
        }
        if (!isPublishableByTenant(opcode) && !(opcode == Opcodes.SHUTDOWN && tenantWord == TenantWord.HOST)) {
            return new RingRefusal.ReservedOpcode(opcode);
        }
        if (memory.isReadOnly()) {
            return new RingRefusal.ReadOnly();
        }
        long at = SlotLayout.at(slot);
        int status = Words.getAcquire(memory, at + SlotLayout.STATUS);
        if (!SlotStatus.isWritable(status)) {
            return new RingRefusal.SlotInFlight(slot, status);
        }
        writeHead(at, opcode, tenantWord, priority);
        for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
            writeArgument(at, i, i < arguments.length ? arguments[i] : 0);
        }
        Words.setRelease(memory, at + SlotLayout.STATUS, SlotStatus.PUBLISHED);
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * Publishes the ops of a pack in one slot.
     *
     * @return as {@link #publish}
     */
    public RingOutcome publishPacked(int slot, int tenantWord, Priority priority, PackedSlot pack) {
        return publish(slot, Opcodes.PACKED_SLOT, tenantWord, priority, pack.encoded());
    }

    /**
     * Publishes a batch and its fence in consecutive slots, all or nothing: the items from {@code first} on, then a BATCH_FENCE
     * with the number of items and the tag. No status is released before every slot is written.
     *
     * @param first u32, the slot of the first item
     * @param tag handed back when the fence ends
     * @return accepted, or {@link RingRefusal.BatchOutOfRange}, {@link RingRefusal.ReadOnly}, {@link RingRefusal.SlotInFlight} with
     *     the first slot that is
     */
    public RingOutcome publishBatch(int first, int tenantWord, Priority priority, SlotBatch batch, int tag) {
        int items = batch.items();
        if (UnsignedInts.toLong(first) + items >= slots) {
            return new RingRefusal.BatchOutOfRange(UnsignedInts.toLong(first), items, slots);
        }
        if (memory.isReadOnly()) {
            return new RingRefusal.ReadOnly();
        }
        int fence = first + items;
        for (int slot = first; slot <= fence; slot++) {
            int status = Words.getAcquire(memory, SlotLayout.at(slot) + SlotLayout.STATUS);
            if (!SlotStatus.isWritable(status)) {
                return new RingRefusal.SlotInFlight(slot, status);
            }
        }
        for (int item = 0; item < items; item++) {
            long at = SlotLayout.at(first + item);
            writeHead(at, batch.opcode(item), tenantWord, priority);
            for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
                writeArgument(at, i, batch.argument(item, i));
            }
        }
        long at = SlotLayout.at(fence);
        writeHead(at, Opcodes.BATCH_FENCE, tenantWord, priority);
        writeArgument(at, 0, items);
        writeArgument(at, 1, tag);
        for (int i = 2; i < SlotLayout.ARGUMENTS; i++) {
            writeArgument(at, i, 0);
        }
        for (int slot = first; slot <= fence; slot++) {
            Words.setRelease(memory, SlotLayout.at(slot) + SlotLayout.STATUS, SlotStatus.PUBLISHED);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * Reads a slot back, its status with acquire before the rest. The words belong together unless the publisher writes the slot
     * meanwhile.
     *
     * @param slot u32
     * @param into receives 16 words in the order of {@link SlotLayout}; the rest stays as it was
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.ShortOutput}
     */
    public RingOutcome read(int slot, int[] into) {
        if (Integer.compareUnsigned(slot, slots) >= 0) {
            return noSuchSlot(slot);
        }
        if (into.length < SlotLayout.WORDS) {
            return new RingRefusal.ShortOutput(into.length, SlotLayout.WORDS);
        }
        long at = SlotLayout.at(slot);
        into[0] = Words.getAcquire(memory, at + SlotLayout.STATUS);
        for (int word = 1; word < SlotLayout.WORDS; word++) {
            into[word] = Words.get(memory, at + 4L * word);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }

    /** Slots that are DONE now, by a scan of the statuses with acquire. */
    public int doneCount() {
        return count(SlotStatus.DONE);
    }

    /**
     * Slots of a status now, by a scan with acquire; O(slots).
     *
     * @param status a {@link SlotStatus}
     */
    public int count(int status) {
        int found = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (Words.getAcquire(memory, SlotLayout.at(slot) + SlotLayout.STATUS) == status) {
                found++;
            }
        }
        return found;
    }

    static boolean isPublishableByTenant(int opcode) {
        return !OpcodeSpace.isReserved(opcode) || Opcodes.isPublishable(opcode);
    }

    private RingRefusal noSuchSlot(int slot) {
        return new RingRefusal.IndexOutOfRange("slot", UnsignedInts.toLong(slot), slots);
    }

    private void writeHead(long at, int opcode, int tenantWord, Priority priority) {
        Words.set(memory, at + SlotLayout.OPCODE, opcode);
        Words.set(memory, at + SlotLayout.TENANT, tenantWord);
        Words.set(memory, at + SlotLayout.PRIORITY, priority.level());
    }

    private void writeArgument(long at, int argument, int value) {
        Words.set(memory, at + SlotLayout.ARGUMENT + 4L * argument, value);
    }
}

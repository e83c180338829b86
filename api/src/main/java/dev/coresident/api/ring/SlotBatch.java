package dev.coresident.api.ring;

import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import java.util.Arrays;

/**
 * Items to be published together with a fence. Owned by its caller, one thread at a time; {@link #clear} makes it ready for the
 * next batch, and neither filling nor publishing allocates.
 */
public final class SlotBatch {
    /** The most items: a whole ring but the fence. */
    public static final int MAX_ITEMS = Partitions.MAX_SLOTS - 1;

    private static final int WORDS = 1 + SlotLayout.ARGUMENTS;

    private final int[] words;
    private final int capacity;
    private int items;

    /**
     * An empty batch.
     *
     * @param capacity the most items, 0 to {@link #MAX_ITEMS}; 52 bytes each
     */
    public SlotBatch(int capacity) {
        if (capacity < 0 || capacity > MAX_ITEMS) {
            throw new IllegalArgumentException("a batch has room for 0 to " + MAX_ITEMS + " items, got "
                    + Integer.toUnsignedString(capacity) + ": publish several batches");
        }
        this.capacity = capacity;
        this.words = new int[capacity * WORDS];
    }

    /** Forgets the items. */
    public void clear() {
        items = 0;
    }

    /** Items so far. */
    public int items() {
        return items;
    }

    /**
     * Adds an item.
     *
     * @param opcode a global opcode
     * @param arguments at most 12; unused ones are zero
     * @return accepted, or {@link RingRefusal.Full}, {@link RingRefusal.TooManyArguments}, {@link RingRefusal.ReservedOpcode}
     */
    public RingOutcome add(int opcode, int... arguments) {
        if (items == capacity) {
            return new RingRefusal.Full("the batch", capacity);
        }
        if (arguments.length > SlotLayout.ARGUMENTS) {
            return new RingRefusal.TooManyArguments(arguments.length, SlotLayout.ARGUMENTS);
        }
        if (!RingView.isPublishableByTenant(opcode)) {
            return new RingRefusal.ReservedOpcode(opcode);
        }
        int at = items * WORDS;
        words[at] = opcode;
        System.arraycopy(arguments, 0, words, at + 1, arguments.length);
        Arrays.fill(words, at + 1 + arguments.length, at + WORDS, 0);
        items++;
        return RingOutcome.Accepted.ACCEPTED;
    }

    /** The opcode of an item. */
    public int opcode(int item) {
        return words[item * WORDS];
    }

    /** An argument of an item, 0 where fewer were given. */
    public int argument(int item, int argument) {
        return words[item * WORDS + 1 + argument];
    }
}

package dev.coresident.spi.layout;

/**
 * The five partitions of the ring, one for each priority level, one after the other.
 *
 * @param critical slots of level 0
 * @param high slots of level 1
 * @param normal slots of level 2
 * @param low slots of level 3
 * @param idle slots of level 4
 */
public record Partitions(int critical, int high, int normal, int low, int idle) {
    /** Priority levels. */
    public static final int LEVELS = 5;
    /** The most slots a ring may have. */
    public static final int MAX_SLOTS = 1_048_576;
    /** After so many claims at or above a level while a lower one has work, a device claims from a lower one once. */
    public static final int LOOK_BELOW_AFTER = 16;

    /** Checks that each level is a power of two from 2 on, and the sum within {@link #MAX_SLOTS}. */
    public Partitions {
        long sum = 0;
        for (int capacity : new int[] {critical, high, normal, low, idle}) {
            if (capacity < 2 || Integer.bitCount(capacity) != 1) {
                throw new IllegalArgumentException("a partition's capacity is a power of two and at least 2, got "
                        + Integer.toUnsignedString(capacity));
            }
            sum += capacity;
        }
        if (sum > MAX_SLOTS) {
            throw new IllegalArgumentException(
                    "a ring has at most " + MAX_SLOTS + " slots, got " + sum + ": use smaller partitions");
        }
    }

    /** The same capacity at every level. */
    public static Partitions each(int capacity) {
        return new Partitions(capacity, capacity, capacity, capacity, capacity);
    }

    /**
     * The slots of a level.
     *
     * @param level 0 to 4
     */
    public int capacity(int level) {
        return switch (level) {
            case 0 -> critical;
            case 1 -> high;
            case 2 -> normal;
            case 3 -> low;
            case 4 -> idle;
            default -> throw new IndexOutOfBoundsException("priority levels are 0 to 4, got " + level);
        };
    }

    /**
     * The first slot of a level in the whole ring.
     *
     * @param level 0 to 5; 5 gives the number of slots
     */
    public int offset(int level) {
        int offset = 0;
        for (int above = 0; above < level; above++) {
            offset += capacity(above);
        }
        return offset;
    }

    /** All slots. */
    public int slots() {
        return offset(LEVELS);
    }

    /**
     * How any number of slots is split when nobody said: a fifth each, the remainder in normal.
     *
     * @param slots at least 0
     * @return six offsets, first 0, last {@code slots}, never falling
     */
    public static int[] split(int slots) {
        if (slots < 0) {
            throw new IllegalArgumentException("a ring has at least 0 slots, got " + slots);
        }
        int fifth = slots / LEVELS;
        int remainder = slots % LEVELS;
        return new int[] {0, fifth, 2 * fifth, 3 * fifth + remainder, 4 * fifth + remainder, slots};
    }
}

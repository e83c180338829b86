package dev.coresident.api.policy;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.Partitions;
import java.util.Locale;

/**
 * How urgent a submission is: the level of the ring partition that it is published in. Immutable; any thread.
 *
 * <p>A level has precedence, not a monopoly: a device looks below after {@link Partitions#LOOK_BELOW_AFTER} claims.
 */
public enum Priority {
    /** Level 0: before everything else. */
    CRITICAL(0),
    /** Level 1. */
    HIGH(1),
    /** Level 2, when nobody said otherwise. */
    NORMAL(2),
    /** Level 3. */
    LOW(3),
    /** Level 4: when nothing else waits. */
    IDLE(4);

    private static final Priority[] BY_LEVEL = values();

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** The level, 0 to 4: the slot's priority word and the partition's number. */
    public int level() {
        return level;
    }

    /**
     * The priority of a level. Allocates nothing.
     *
     * @param level u32, 0 to 4
     * @throws IllegalArgumentException for any other level
     */
    public static Priority of(int level) {
        if (level < 0 || level >= BY_LEVEL.length) {
            throw new IllegalArgumentException("priority level " + UnsignedInts.toString(level)
                    + " is none of 0 critical, 1 high, 2 normal, 3 low, 4 idle");
        }
        return BY_LEVEL[level];
    }

    /**
     * The priority of a lower-case name, as configurations and command lines spell it.
     *
     * @param name one of critical, high, normal, low, idle
     * @throws IllegalArgumentException for anything else, another case and surrounding space included
     */
    public static Priority parse(String name) {
        for (Priority priority : BY_LEVEL) {
            if (priority.label().equals(name)) {
                return priority;
            }
        }
        throw new IllegalArgumentException(
                "priority \"" + name + "\" is none of critical, high, normal, low, idle (lower case)");
    }

    /** The lower-case name that {@link #parse} takes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

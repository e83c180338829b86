package dev.coresident.spi;

import java.io.Serial;

/** A device could not be opened or broke. The category says who can do something about it. */
public final class DeviceException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Who can act on the failure. */
    private final Category category;

    /** Who can act on a failure. */
    public enum Category {
        /** An option or a property is wrong; nothing was opened. */
        USER,
        /** Memory or another resource ran out; a smaller device may open. */
        RESOURCES,
        /** There is no such device, or its driver is missing. */
        MISSING,
        /** The device was lost with all its memory; a new one must be opened. */
        LOST,
        /** The backend broke its own contract: a defect. */
        INTERNAL
    }

    /**
     * A failure with its category.
     *
     * @param category who can act on it
     * @param message the rule, the value and the way out
     */
    public DeviceException(Category category, String message) {
        super(message);
        this.category = category;
    }

    /**
     * A failure with its category and cause.
     *
     * @param category who can act on it
     * @param message the rule, the value and the way out
     * @param cause what the backend met
     */
    public DeviceException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    /** Who can act on the failure. */
    public Category category() {
        return category;
    }
}

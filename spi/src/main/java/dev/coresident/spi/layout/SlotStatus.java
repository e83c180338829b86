package dev.coresident.spi.layout;

/** The values of a slot's status word. */
public final class SlotStatus {
    /** Never used. The host may write the slot. */
    public static final int EMPTY = 0;
    /** Visible to the device, not yet taken. */
    public static final int PUBLISHED = 1;
    /** Taken by the device. */
    public static final int CLAIMED = 2;
    /** Ended well. The host may write the slot. */
    public static final int DONE = 3;
    /** Handed to the host, which ends it. The device has done with the slot; the host may write it once it has read its entry. */
    public static final int WAIT_IO = 4;
    /** Gave up its turn and wants another. */
    public static final int YIELD = 5;
    /** To be scheduled again, perhaps at another level. */
    public static final int REQUEUE = 6;
    /** Ended with a {@link FaultCode}. The host may write the slot. */
    public static final int FAULT = 7;

    private static final String[] NAMES = {
        "EMPTY", "PUBLISHED", "CLAIMED", "DONE", "WAIT_IO", "YIELD", "REQUEUE", "FAULT"
    };

    private SlotStatus() {}

    /** True if the slot's work ended: DONE or FAULT. */
    public static boolean isTerminal(int status) {
        return status == DONE || status == FAULT;
    }

    /** True if the host may write the slot without having read its entry: EMPTY, DONE or FAULT. */
    public static boolean isWritable(int status) {
        return status == EMPTY || isTerminal(status);
    }

    /** The name of a status, or {@code UNKNOWN(n)}. */
    public static String name(int status) {
        return status >= 0 && status < NAMES.length
                ? NAMES[status]
                : "UNKNOWN(" + Integer.toUnsignedString(status) + ")";
    }
}

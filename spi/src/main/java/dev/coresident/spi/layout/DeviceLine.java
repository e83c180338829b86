package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/** The device's own line in the control region: 128 bytes, written by the device. */
public final class DeviceLine {
    /** Bytes of the line. */
    public static final long BYTES = 128;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "device line",
            BYTES,
            Fields.word("heartbeat"),
            Fields.word("workers"),
            Fields.words("reserved", 14),
            Fields.word("completionTail"),
            Fields.words("reserved2", 15));

    /** Offset of a u32 that rises while the device makes passes. */
    public static final long HEARTBEAT = Fields.offset(LAYOUT, "heartbeat");
    /** Offset of the number of pollers that run. */
    public static final long WORKERS = Fields.offset(LAYOUT, "workers");
    /** Offset of the positions reserved in the completion ring, u32, wraps. */
    public static final long COMPLETION_TAIL = Fields.offset(LAYOUT, "completionTail");

    private DeviceLine() {}
}

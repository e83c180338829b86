package dev.coresident.spi.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The first 256 bytes of the control region: the geometry in words, written once by whoever opens the device. */
public final class ControlHeader {
    /** "CRES" in little-endian bytes. */
    public static final int MAGIC = 0x5345_5243;
    /** Bytes of the header. */
    public static final long BYTES = 256;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "control header",
            BYTES,
            Fields.word("magic"),
            Fields.word("version"),
            Fields.word("controlBytes"),
            Fields.word("slots"),
            Fields.words("partitionOffsets", Partitions.LEVELS + 1),
            Fields.word("completions"),
            Fields.word("tenantRows"),
            Fields.word("windowSize"),
            Fields.word("opsPerTenant"),
            Fields.word("observableWords"),
            Fields.word("handleRows"),
            Fields.word("debugRecords"),
            Fields.word("ioCells"),
            Fields.word("tenantRowsAt"),
            Fields.word("opRowsAt"),
            Fields.word("handleRowsAt"),
            Fields.word("deviceLineAt"),
            Fields.word("headsAt"),
            Fields.word("countRowsAt"),
            Fields.words("reserved", 40));

    private ControlHeader() {}

    /** Writes the header for a geometry into a zeroed control region. */
    public static void write(MemorySegment control, Geometry geometry) {
        ControlLayout places = ControlLayout.of(geometry);
        put(control, "magic", MAGIC);
        put(control, "version", LayoutVersion.CURRENT);
        put(control, "controlBytes", (int) geometry.bytes(Region.CONTROL));
        put(control, "slots", geometry.partitions().slots());
        for (int level = 0; level <= Partitions.LEVELS; level++) {
            Words.set(
                    control,
                    Fields.offset(LAYOUT, "partitionOffsets") + 4L * level,
                    geometry.partitions().offset(level));
        }
        put(control, "completions", geometry.completions());
        put(control, "tenantRows", geometry.tenantRows());
        put(control, "windowSize", geometry.windowSize());
        put(control, "opsPerTenant", geometry.opsPerTenant());
        put(control, "observableWords", geometry.observableWords());
        put(control, "handleRows", geometry.handles() + 1);
        put(control, "debugRecords", geometry.debugRecords());
        put(control, "ioCells", Geometry.IO_CELLS);
        put(control, "tenantRowsAt", (int) places.tenantRows());
        put(control, "opRowsAt", (int) places.opRows());
        put(control, "handleRowsAt", (int) places.handleRows());
        put(control, "deviceLineAt", (int) places.deviceLine());
        put(control, "headsAt", (int) places.heads());
        put(control, "countRowsAt", (int) places.countRows());
    }

    /** True if the region starts with a header of this version. */
    public static boolean isValid(MemorySegment control) {
        return Words.get(control, Fields.offset(LAYOUT, "magic")) == MAGIC
                && Words.get(control, Fields.offset(LAYOUT, "version")) == LayoutVersion.CURRENT;
    }

    private static void put(MemorySegment control, String field, int value) {
        Words.set(control, Fields.offset(LAYOUT, field), value);
    }
}

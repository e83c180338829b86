package dev.coresident.spi.document;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.IoQueueLayout;
import dev.coresident.spi.layout.LayoutVersion;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageKind;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders docs/protocol.md: every number from the layouts and constants, every sentence from {@link Chapters}. */
final class ProtocolDocument {
    /** The geometry of the worked example, the only numbers on the page that are no constants. */
    private static final Geometry EXAMPLE =
            new Geometry(Partitions.each(64), 16, OpcodeSpace.DEFAULT_WINDOW, 64, 256, 1_024, 256, 1 << 20);

    private final StringBuilder page = new StringBuilder();

    private ProtocolDocument() {}

    static String render() {
        ProtocolDocument document = new ProtocolDocument();
        document.say(Chapters.OPENING.formatted(LayoutVersion.CURRENT));
        document.say(Chapters.RULES.formatted(Partitions.LOOK_BELOW_AFTER));
        document.regions();
        document.layouts();
        document.controlMap();
        document.words();
        document.statuses();
        document.opcodes();
        document.faults();
        document.say(Chapters.TASKS);
        document.say(Chapters.PACKED.formatted(
                PackedLayout.MAX_OPS,
                PackedLayout.MAX_ARGUMENTS,
                hex(PackedLayout.LOCAL_FIRST),
                hex(PackedLayout.LOCAL_FIRST),
                PackedLayout.LOCAL_COUNT - 1));
        document.say(Chapters.SCAN.formatted(ScanLayout.FIRST, ScanLayout.LAST, ScanLayout.EVENT_BYTES));
        document.say(Chapters.WORKLIST.formatted(
                WorklistLayout.ALIGN_BYTES,
                WorklistLayout.LAST,
                WorklistLayout.MOST_TASKS,
                WorklistLayout.VISITS_EACH,
                WorklistLayout.NOTHING,
                WorklistLayout.BUDGET,
                WorklistLayout.EVENTS,
                WorklistLayout.TASKS,
                WorklistLayout.INPUT,
                ScanLayout.EVENT_BYTES));
        document.image();
        return document.page.toString().stripTrailing() + "\n";
    }

    private void say(String text) {
        page.append(text);
    }

    private void row(Object... cells) {
        page.append('|');
        for (Object cell : cells) {
            page.append(' ').append(cell).append(" |");
        }
        page.append('\n');
    }

    private void table(String title, Object... heads) {
        page.append("## ").append(title).append("\n\n");
        row(heads);
        page.append('|').append("---|".repeat(heads.length)).append('\n');
    }

    private void regions() {
        table("Regions", "region", "content", "bytes");
        for (Region region : Region.values()) {
            switch (region) {
                case CONTROL -> row(region, "header, tails, heads, tables, counts", "see Control region");
                case RING ->
                    row(region, "the slots, five partitions one after the other", SlotLayout.BYTES + " x slots");
                case COMPLETION ->
                    row(
                            region,
                            "one entry for each slot that ended",
                            CompletionLayout.BYTES + " x slots rounded up to a power of two");
                case DEBUG_LOG ->
                    row(
                            region,
                            "word " + DebugLogLayout.ATTEMPTED / 4 + ": attempted (device); records from byte "
                                    + DebugLogLayout.HEADER_BYTES,
                            DebugLogLayout.HEADER_BYTES + " + " + DebugLogLayout.BYTES + " x records");
                case IO_QUEUE ->
                    row(
                            region,
                            Geometry.IO_CELLS + " cells",
                            IoQueueLayout.BYTES + " x " + Geometry.IO_CELLS + " = "
                                    + IoQueueLayout.at(Geometry.IO_CELLS));
                case OBSERVABLE -> row(region, "a window for each tenant row", "4 x observable words x tenant rows");
                case HEAP -> row(region, "inputs, outputs, images, by handle only", "as opened");
            }
        }
        say("\nA ring has at most " + Partitions.MAX_SLOTS + " slots; a debug log or an observable window at most "
                + Geometry.MAX_RECORDS + " records or words.\n\n");
    }

    private void layouts() {
        layout("Slot", SlotLayout.LAYOUT, Members.SLOT);
        layout("Completion entry", CompletionLayout.LAYOUT, Members.COMPLETION);
        layout("Control header", ControlHeader.LAYOUT, Members.CONTROL_HEADER);
        layout("Tenant row", TenantRow.LAYOUT, Members.TENANT_ROW);
        layout("Op row", OpRow.LAYOUT, Members.OP_ROW);
        layout("Handle row", HandleRow.LAYOUT, Members.HANDLE_ROW);
        layout("Device line", DeviceLine.LAYOUT, Members.DEVICE_LINE);
        layout("Count row", CountRow.LAYOUT, Members.COUNT_ROW);
        layout("Debug record", DebugLogLayout.LAYOUT, Members.DEBUG_RECORD);
        layout("IO cell", IoQueueLayout.LAYOUT, Members.IO_CELL);
        layout("Continuation task", TaskLayout.LAYOUT, Members.TASK);
    }

    private void layout(String title, StructLayout layout, List<String> members) {
        table(title + ": " + layout.byteSize() + " bytes", "offset", "words", "name", "writer", "meaning");
        if (members.size() != layout.memberLayouts().size()) {
            throw new IllegalStateException(title + " has another number of members than Members describes");
        }
        for (int i = 0; i < members.size(); i++) {
            MemoryLayout member = layout.memberLayouts().get(i);
            String name = member.name().orElseThrow();
            String[] told = members.get(i).split(" \\| ", 3);
            if (!told[0].equals(name)) {
                throw new IllegalStateException(title + " has " + name + " where Members describes " + told[0]);
            }
            row(layout.byteOffset(PathElement.groupElement(name)), member.byteSize() / 4, name, told[1], told[2]);
        }
        say("\n");
    }

    private void controlMap() {
        ControlLayout places = ControlLayout.of(EXAMPLE);
        table("Control region", "section", "writer", "offset", "bytes", "example");
        row("header", "host", 0, ControlHeader.BYTES, 0);
        row(
                "run line, word 0: 1 run, 0 stop; word 1, `services`: 1 if the host serves LOAD_MISS",
                "host",
                ControlLayout.RUN,
                ControlLayout.LINE,
                ControlLayout.RUN);
        row(
                "tails, word 0 of each: positions published at a level",
                "host",
                ControlLayout.TAILS,
                Partitions.LEVELS + " x " + ControlLayout.LINE,
                ControlLayout.tail(0));
        row("tenant rows", "host", "tenantRowsAt", TenantRow.BYTES + " x tenant rows", places.tenantRows());
        row("op rows", "host", "opRowsAt", OpRow.BYTES + " x ops per tenant x tenant rows", places.opRows());
        row("handle rows", "host", "handleRowsAt", HandleRow.BYTES + " x handle rows", places.handleRows());
        row("device line", "device", "deviceLineAt, a multiple of 4096", DeviceLine.BYTES, places.deviceLine());
        row(
                "heads, word 0 of each: positions claimed at a level",
                "device",
                "headsAt",
                Partitions.LEVELS + " x " + ControlLayout.LINE,
                places.heads());
        row("count rows", "device", "countRowsAt", CountRow.BYTES + " x tenant rows", places.countRows());
        row("end", "", "controlBytes, a multiple of 4096", "", places.bytes());
        say("\nThe example has " + EXAMPLE.tenants() + " tenants, " + EXAMPLE.opsPerTenant() + " ops per tenant and "
                + EXAMPLE.handles() + " handles. A device takes the offsets from the header.\n\n");
    }

    private void words() {
        table("Words with parts", "word", "low bits", "high bits", "note");
        row(
                "tenant word",
                "id, " + TenantWord.ID_BITS + " bits",
                "generation, " + (32 - TenantWord.ID_BITS) + " bits",
                "ids 1 to " + TenantWord.MAX_ID + "; 0 is the host");
        row(
                "handle word",
                "row, " + HandleWord.ROW_BITS + " bits",
                "generation, " + (32 - HandleWord.ROW_BITS) + " bits",
                "row 0 is never a handle");
        row("ending", "status, 8 bits; fault code, 8 bits", "lap, 16 bits", "in the completion entry");
        say("\n");
    }

    private void statuses() {
        table("Slot status", "value", "name", "meaning", "who");
        for (int status = SlotStatus.EMPTY; status <= SlotStatus.FAULT; status++) {
            String name = SlotStatus.name(status);
            String[] told = told(Chapters.STATUS.get(name), name).split(" \\| ", 2);
            row(status, name, told[0], told[1]);
        }
        say("\n");
    }

    private void opcodes() {
        table("Opcodes", "opcode", "name", "tenants may publish", "effect");
        for (Field field : constants(Opcodes.class, "")) {
            int opcode = value(field);
            String effect = told(Chapters.OPCODE.get(field.getName()), field.getName());
            row(hex(opcode), field.getName(), Opcodes.isPublishable(opcode) ? "yes" : "no", effect);
        }
        say("\nReserved: 0 to 7, 0xFFF0 to 0xFFFF, and the high bit. User space for windows: "
                + hex(OpcodeSpace.USER_FIRST) + " to " + hex(OpcodeSpace.USER_FIRST + OpcodeSpace.USER_SIZE - 1)
                + "; the window of tenant id starts at " + hex(OpcodeSpace.USER_FIRST)
                + " + (id - 1) x window size; the default size is " + OpcodeSpace.DEFAULT_WINDOW + ".\n\n");
        table("Op kinds", "number", "name", "needs an image", "may be packed", "may run again");
        for (OpKind kind : OpKind.values()) {
            row(
                    kind.number(),
                    kind,
                    kind.needsImage() ? "yes" : "no",
                    kind.packable() ? "yes" : "no",
                    kind.repeatable() ? "yes" : "no");
        }
        say(
                "\nA kind does what the system op of its name does; SCAN runs a program image, the worklist kinds visit its pairs.\n"
                        + "Numbers from " + hex(CustomOp.FIRST_KIND)
                        + " on are those of custom ops, which a device may have been opened with: no image, never packed, never run again; a device"
                        + " without the op ends the slot with UNBOUND_OPCODE.\n\n");
    }

    private void faults() {
        table("Fault codes", "code", "name", "meaning");
        for (FaultCode code : FaultCode.values()) {
            row(code.number(), code, code.meaning());
        }
        say("\nCodes below 64 are the device's, those from 64 on the host's.\n\n");
    }

    private void image() {
        say(Chapters.IMAGE.formatted(4 * ImageLayout.ALIGN_WORDS));
        table("Header of every image", "word", "header");
        for (Field field : constants(ImageLayout.class, "WORD_")) {
            String name = headerName(field);
            row(
                    value(field),
                    switch (value(field)) {
                        case ImageLayout.WORD_MAGIC -> name + ", " + hex(ImageLayout.MAGIC);
                        case ImageLayout.WORD_VERSION -> name + ", " + ImageLayout.VERSION;
                        case ImageLayout.WORD_KIND -> name + kinds();
                        case ImageLayout.WORD_TOTAL -> "number of words";
                        case ImageLayout.WORD_FLAGS -> name + ", 0";
                        default -> name;
                    });
        }
        say(Chapters.IMAGE_HEADER);
        imageOf("Image of kind DFA", DfaLayout.class, Chapters.IMAGE_DFA);
        imageOf(
                "Image of kind LITERALS",
                LiteralLayout.class,
                Chapters.IMAGE_LITERALS.formatted(
                        hex(LiteralLayout.HASH_LOW),
                        hex(LiteralLayout.HASH_HIGH),
                        hex(LiteralLayout.HASH_WIDTH),
                        hex(LiteralLayout.HASH_MIX),
                        LiteralLayout.LONGEST,
                        hex(LiteralLayout.CASELESS)));
        imageOf("Image of kind NFA", NfaLayout.class, Chapters.IMAGE_NFA.formatted(NfaLayout.SET_WORDS));
    }

    private void imageOf(String title, Class<?> layout, String sections) {
        table(title, "word", "header");
        for (Field field : constants(layout, "WORD_")) {
            row(value(field), headerName(field));
        }
        say(sections);
    }

    private static String headerName(Field field) {
        return field.getName().substring(5).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String kinds() {
        StringBuilder text = new StringBuilder();
        for (ImageKind kind : ImageKind.values()) {
            text.append(", ").append(kind.number()).append(' ').append(kind);
        }
        return text.toString();
    }

    private static List<Field> constants(Class<?> from, String prefix) {
        return Arrays.stream(from.getFields())
                .filter(field -> field.getName().startsWith(prefix))
                .sorted(Comparator.comparingLong(field -> Integer.toUnsignedLong(value(field))))
                .toList();
    }

    private static int value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String told(@Nullable String text, String name) {
        if (text == null) {
            throw new IllegalStateException("Chapters says nothing of " + name);
        }
        return text;
    }

    private static String hex(int word) {
        return String.format(Locale.ROOT, "0x%X", word);
    }
}

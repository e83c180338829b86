package dev.coresident.backend.cuda.kernel;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** The numbers of the protocol as the kernel's {@code layout.h}: a line each, from the layouts, so that they have one source. */
final class LayoutHeader {
    private LayoutHeader() {}

    /** The whole text; the same at every call. */
    static String text() {
        StringBuilder text = new StringBuilder(16_384);
        text.append("// Generated from the layouts by LayoutHeaderTest; do not edit.\n#pragma once\n\n");
        constants(text, "", LaunchLayout.class);
        constants(text, "IMAGE_", ImageLayout.class);
        constants(text, "DFA_", DfaLayout.class);
        constants(text, "NFA_", NfaLayout.class);
        constants(text, "LITERAL_", LiteralLayout.class);
        constants(text, "WORKLIST_", WorklistLayout.class);
        constants(text, "TASK_", TaskLayout.class);
        constants(text, "OP_", Opcodes.class);
        protocol(text);
        slots(text);
        tables(text);
        tasks(text);
        kinds(text);
        for (FaultCode code : FaultCode.values()) {
            define(text, "FAULT_" + code.name(), code.number());
        }
        return text.toString();
    }

    private static void slots(StringBuilder text) {
        word(text, "SLOT_WORDS", SlotLayout.BYTES);
        word(text, "SLOT_STATUS", SlotLayout.STATUS);
        word(text, "SLOT_OPCODE", SlotLayout.OPCODE);
        word(text, "SLOT_TENANT", SlotLayout.TENANT);
        word(text, "SLOT_PRIORITY", SlotLayout.PRIORITY);
        word(text, "SLOT_ARGUMENT", SlotLayout.ARGUMENT);
        define(text, "SLOT_ARGUMENTS", SlotLayout.ARGUMENTS);
        define(text, "OPCODE_USER_FIRST", OpcodeSpace.USER_FIRST);
        define(text, "PACK_MAX_OPS", PackedLayout.MAX_OPS);
        define(text, "PACK_LOCAL_FIRST", PackedLayout.LOCAL_FIRST);
        define(text, "SCAN_FIRST", ScanLayout.FIRST);
        define(text, "SCAN_LAST", ScanLayout.LAST);
    }

    private static void tables(StringBuilder text) {
        word(text, "TENANT_ROW_WORDS", TenantRow.BYTES);
        word(text, "TENANT_ADMITTED", TenantRow.ADMITTED);
        word(text, "TENANT_TENANT", TenantRow.TENANT);
        word(text, "TENANT_STATE", TenantRow.STATE);
        word(text, "TENANT_WINDOW_FIRST", TenantRow.WINDOW_FIRST);
        word(text, "TENANT_WINDOW_SIZE", TenantRow.WINDOW_SIZE);
        word(text, "TENANT_FIRST_OP", TenantRow.FIRST_OP);
        word(text, "TENANT_OPS", TenantRow.OPS);
        word(text, "TENANT_OBSERVABLE_FIRST", TenantRow.OBSERVABLE_FIRST);
        word(text, "TENANT_OBSERVABLE_WORDS", TenantRow.OBSERVABLE_WORDS);
        define(text, "TENANT_FREE", TenantRow.FREE);
        define(text, "TENANT_ID_MASK", (1 << TenantWord.ID_BITS) - 1);
        word(text, "OP_ROW_WORDS", OpRow.BYTES);
        word(text, "OP_KIND", OpRow.KIND);
        word(text, "HANDLE_ROW_WORDS", HandleRow.BYTES);
        word(text, "HANDLE_HANDLE", HandleRow.HANDLE);
        word(text, "HANDLE_OWNER", HandleRow.OWNER);
        word(text, "HANDLE_FLAGS", HandleRow.FLAGS);
        word(text, "HANDLE_START", HandleRow.START);
        word(text, "HANDLE_LENGTH_LOW", HandleRow.LENGTH_LOW);
        word(text, "HANDLE_LENGTH_HIGH", HandleRow.LENGTH_HIGH);
        define(text, "HANDLE_READ_ONLY", HandleRow.READ_ONLY);
        define(text, "HANDLE_IMAGE", HandleRow.IMAGE);
        define(text, "HANDLE_ROW_MASK", (1 << HandleWord.ROW_BITS) - 1);
        word(text, "DEBUG_HEADER_WORDS", DebugLogLayout.HEADER_BYTES);
        word(text, "DEBUG_WORDS", DebugLogLayout.BYTES);
        word(text, "DEBUG_SEQUENCE", DebugLogLayout.SEQUENCE);
        word(text, "DEBUG_TENANT", DebugLogLayout.TENANT);
        word(text, "DEBUG_SLOT", DebugLogLayout.SLOT);
        word(text, "DEBUG_ARGUMENT", DebugLogLayout.ARGUMENT);
        define(text, "DEBUG_FULL", 1 << 31);
    }

    private static void tasks(StringBuilder text) {
        word(text, "TASK_WORDS", TaskLayout.BYTES);
        word(text, "TASK_STATE", TaskLayout.STATE);
        word(text, "TASK_OPCODE", TaskLayout.OPCODE);
        word(text, "TASK_TENANT", TaskLayout.TENANT);
        word(text, "TASK_PRIORITY", TaskLayout.PRIORITY);
        word(text, "TASK_INPUT_HANDLE", TaskLayout.INPUT_HANDLE);
        word(text, "TASK_OUTPUT_HANDLE", TaskLayout.OUTPUT_HANDLE);
        word(text, "TASK_PARAMETER", TaskLayout.PARAMETER);
        word(text, "TASK_CONTINUATION_PC", TaskLayout.CONTINUATION_PC);
        word(text, "TASK_CONTINUATION_DATA", TaskLayout.CONTINUATION_DATA);
        word(text, "TASK_RESUME_EPOCH", TaskLayout.RESUME_EPOCH);
        word(text, "TASK_TASK_ID", TaskLayout.TASK_ID);
        word(text, "TASK_PARENT_ID", TaskLayout.PARENT_ID);
        word(text, "TASK_AGE", TaskLayout.AGE);
        word(text, "TASK_REQUEUES", TaskLayout.REQUEUES);
        word(text, "TASK_YIELDS", TaskLayout.YIELDS);
        word(text, "TASK_FLAGS", TaskLayout.FLAGS);
    }

    private static void kinds(StringBuilder text) {
        define(text, "KIND_DFA_STEP", OpKind.DFA_STEP.number());
        define(text, "KIND_PRINTF", OpKind.PRINTF.number());
        define(text, "KIND_SCAN", OpKind.SCAN.number());
        define(text, "KIND_WORKLIST_BLOCKING", OpKind.WORKLIST_BLOCKING.number());
        define(text, "KIND_WORKLIST_NON_BLOCKING", OpKind.WORKLIST_NON_BLOCKING.number());
    }

    /** Every int constant of a class, under its own name with a prefix. */
    private static void constants(StringBuilder text, String prefix, Class<?> holder) {
        try {
            for (Field field : holder.getFields()) {
                if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
                    define(text, prefix + field.getName(), field.getInt(null));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant of " + holder + " cannot be read", e);
        }
    }

    private static void word(StringBuilder text, String name, long bytes) {
        define(text, name, Math.toIntExact(bytes / 4));
    }

    private static void define(StringBuilder text, String name, int value) {
        text.append("#define ")
                .append(name)
                .append(value < 0 ? " ((int)0x" + Integer.toHexString(value) + ")" : " " + value)
                .append('\n');
    }

    private static void protocol(StringBuilder text) {
        define(text, "LEVELS", Partitions.LEVELS);
        define(text, "LOOK_BELOW_AFTER", Partitions.LOOK_BELOW_AFTER);
        define(text, "LINE_BYTES", (int) ControlLayout.LINE);
        define(text, "RUN_AT", (int) ControlLayout.RUN);
        define(text, "SERVICES_AT", (int) ControlLayout.SERVICES);
        define(text, "TAILS_AT", (int) ControlLayout.TAILS);
        define(text, "HEARTBEAT_AT", (int) DeviceLine.HEARTBEAT);
        define(text, "COMPLETION_TAIL_AT", (int) DeviceLine.COMPLETION_TAIL);
        define(text, "COUNT_ROW_BYTES", (int) CountRow.BYTES);
        define(text, "COUNT_CLAIMED", (int) CountRow.CLAIMED);
        define(text, "COUNT_DONE", (int) CountRow.DONE);
        define(text, "COUNT_FAULTED", (int) CountRow.FAULTED);
        define(text, "COUNT_HANDED", (int) CountRow.HANDED);
        word(text, "COMPLETION_WORDS", CompletionLayout.BYTES);
        word(text, "COMPLETION_SEQUENCE", CompletionLayout.SEQUENCE);
        word(text, "COMPLETION_SLOT", CompletionLayout.SLOT);
        word(text, "COMPLETION_TENANT", CompletionLayout.TENANT);
        word(text, "COMPLETION_ENDING", CompletionLayout.ENDING);
        word(text, "COMPLETION_RESULT", CompletionLayout.RESULT);
        define(text, "STATUS_EMPTY", SlotStatus.EMPTY);
        define(text, "STATUS_CLAIMED", SlotStatus.CLAIMED);
        define(text, "STATUS_DONE", SlotStatus.DONE);
        define(text, "STATUS_WAIT_IO", SlotStatus.WAIT_IO);
        define(text, "STATUS_FAULT", SlotStatus.FAULT);
    }
}

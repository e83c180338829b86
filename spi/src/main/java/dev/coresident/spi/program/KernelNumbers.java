package dev.coresident.spi.program;

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
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every number of the protocol that a kernel in another language needs, by the name that it has there: what backends write before their
 * kernels' text, so that the numbers have one source. Pure; any thread.
 */
public final class KernelNumbers {
    private KernelNumbers() {}

    /**
     * All of them. {@code ..._WORDS} and places in rows are in words, {@code ..._AT} and {@code ..._BYTES} of the control region in bytes;
     * the order is always the same.
     */
    public static Map<String, Integer> all() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.putAll(constants(lookup, "IMAGE_", ImageLayout.class));
        numbers.putAll(constants(lookup, "DFA_", DfaLayout.class));
        numbers.putAll(constants(lookup, "NFA_", NfaLayout.class));
        numbers.putAll(constants(lookup, "LITERAL_", LiteralLayout.class));
        numbers.putAll(constants(lookup, "WORKLIST_", WorklistLayout.class));
        numbers.putAll(constants(lookup, "TASK_", TaskLayout.class));
        numbers.putAll(constants(lookup, "OP_", Opcodes.class));
        protocol(numbers);
        slots(numbers);
        tables(numbers);
        tasks(numbers);
        kinds(numbers);
        for (FaultCode code : FaultCode.values()) {
            put(numbers, "FAULT_" + code.name(), code.number());
        }
        return numbers;
    }

    /**
     * Every public int constant of a class, in the order of its text, under its own name behind a prefix.
     *
     * @param lookup of somebody who may read the class
     */
    public static Map<String, Integer> constants(MethodHandles.Lookup lookup, String prefix, Class<?> holder) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        try {
            for (Field field : holder.getFields()) {
                if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
                    numbers.put(prefix + field.getName(), (int)
                            lookup.unreflectVarHandle(field).get());
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant of " + holder + " cannot be read", e);
        }
        return numbers;
    }

    private static void protocol(Map<String, Integer> numbers) {
        put(numbers, "LEVELS", Partitions.LEVELS);
        put(numbers, "LOOK_BELOW_AFTER", Partitions.LOOK_BELOW_AFTER);
        put(numbers, "LINE_BYTES", (int) ControlLayout.LINE);
        put(numbers, "RUN_AT", (int) ControlLayout.RUN);
        put(numbers, "SERVICES_AT", (int) ControlLayout.SERVICES);
        put(numbers, "TAILS_AT", (int) ControlLayout.TAILS);
        put(numbers, "HEARTBEAT_AT", (int) DeviceLine.HEARTBEAT);
        put(numbers, "COMPLETION_TAIL_AT", (int) DeviceLine.COMPLETION_TAIL);
        put(numbers, "COUNT_ROW_BYTES", (int) CountRow.BYTES);
        put(numbers, "COUNT_CLAIMED", (int) CountRow.CLAIMED);
        put(numbers, "COUNT_DONE", (int) CountRow.DONE);
        put(numbers, "COUNT_FAULTED", (int) CountRow.FAULTED);
        put(numbers, "COUNT_HANDED", (int) CountRow.HANDED);
        word(numbers, "COMPLETION_WORDS", CompletionLayout.BYTES);
        word(numbers, "COMPLETION_SEQUENCE", CompletionLayout.SEQUENCE);
        word(numbers, "COMPLETION_SLOT", CompletionLayout.SLOT);
        word(numbers, "COMPLETION_TENANT", CompletionLayout.TENANT);
        word(numbers, "COMPLETION_ENDING", CompletionLayout.ENDING);
        word(numbers, "COMPLETION_RESULT", CompletionLayout.RESULT);
        put(numbers, "STATUS_EMPTY", SlotStatus.EMPTY);
        put(numbers, "STATUS_CLAIMED", SlotStatus.CLAIMED);
        put(numbers, "STATUS_DONE", SlotStatus.DONE);
        put(numbers, "STATUS_WAIT_IO", SlotStatus.WAIT_IO);
        put(numbers, "STATUS_FAULT", SlotStatus.FAULT);
    }

    private static void slots(Map<String, Integer> numbers) {
        word(numbers, "SLOT_WORDS", SlotLayout.BYTES);
        word(numbers, "SLOT_STATUS", SlotLayout.STATUS);
        word(numbers, "SLOT_OPCODE", SlotLayout.OPCODE);
        word(numbers, "SLOT_TENANT", SlotLayout.TENANT);
        word(numbers, "SLOT_PRIORITY", SlotLayout.PRIORITY);
        word(numbers, "SLOT_ARGUMENT", SlotLayout.ARGUMENT);
        put(numbers, "SLOT_ARGUMENTS", SlotLayout.ARGUMENTS);
        put(numbers, "OPCODE_USER_FIRST", OpcodeSpace.USER_FIRST);
        put(numbers, "PACK_MAX_OPS", PackedLayout.MAX_OPS);
        put(numbers, "PACK_LOCAL_FIRST", PackedLayout.LOCAL_FIRST);
        put(numbers, "SCAN_FIRST", ScanLayout.FIRST);
        put(numbers, "SCAN_LAST", ScanLayout.LAST);
    }

    private static void tables(Map<String, Integer> numbers) {
        word(numbers, "TENANT_ROW_WORDS", TenantRow.BYTES);
        word(numbers, "TENANT_ADMITTED", TenantRow.ADMITTED);
        word(numbers, "TENANT_TENANT", TenantRow.TENANT);
        word(numbers, "TENANT_STATE", TenantRow.STATE);
        word(numbers, "TENANT_WINDOW_FIRST", TenantRow.WINDOW_FIRST);
        word(numbers, "TENANT_WINDOW_SIZE", TenantRow.WINDOW_SIZE);
        word(numbers, "TENANT_FIRST_OP", TenantRow.FIRST_OP);
        word(numbers, "TENANT_OPS", TenantRow.OPS);
        word(numbers, "TENANT_OBSERVABLE_FIRST", TenantRow.OBSERVABLE_FIRST);
        word(numbers, "TENANT_OBSERVABLE_WORDS", TenantRow.OBSERVABLE_WORDS);
        put(numbers, "TENANT_FREE", TenantRow.FREE);
        put(numbers, "TENANT_ID_MASK", (1 << TenantWord.ID_BITS) - 1);
        word(numbers, "OP_ROW_WORDS", OpRow.BYTES);
        word(numbers, "OP_KIND", OpRow.KIND);
        word(numbers, "HANDLE_ROW_WORDS", HandleRow.BYTES);
        word(numbers, "HANDLE_HANDLE", HandleRow.HANDLE);
        word(numbers, "HANDLE_OWNER", HandleRow.OWNER);
        word(numbers, "HANDLE_FLAGS", HandleRow.FLAGS);
        word(numbers, "HANDLE_START", HandleRow.START);
        word(numbers, "HANDLE_LENGTH_LOW", HandleRow.LENGTH_LOW);
        word(numbers, "HANDLE_LENGTH_HIGH", HandleRow.LENGTH_HIGH);
        put(numbers, "HANDLE_READ_ONLY", HandleRow.READ_ONLY);
        put(numbers, "HANDLE_IMAGE", HandleRow.IMAGE);
        put(numbers, "HANDLE_ROW_MASK", (1 << HandleWord.ROW_BITS) - 1);
        word(numbers, "DEBUG_HEADER_WORDS", DebugLogLayout.HEADER_BYTES);
        word(numbers, "DEBUG_WORDS", DebugLogLayout.BYTES);
        word(numbers, "DEBUG_SEQUENCE", DebugLogLayout.SEQUENCE);
        word(numbers, "DEBUG_TENANT", DebugLogLayout.TENANT);
        word(numbers, "DEBUG_SLOT", DebugLogLayout.SLOT);
        word(numbers, "DEBUG_ARGUMENT", DebugLogLayout.ARGUMENT);
        put(numbers, "DEBUG_FULL", 1 << 31);
    }

    private static void tasks(Map<String, Integer> numbers) {
        word(numbers, "TASK_WORDS", TaskLayout.BYTES);
        word(numbers, "TASK_STATE", TaskLayout.STATE);
        word(numbers, "TASK_OPCODE", TaskLayout.OPCODE);
        word(numbers, "TASK_TENANT", TaskLayout.TENANT);
        word(numbers, "TASK_PRIORITY", TaskLayout.PRIORITY);
        word(numbers, "TASK_INPUT_HANDLE", TaskLayout.INPUT_HANDLE);
        word(numbers, "TASK_OUTPUT_HANDLE", TaskLayout.OUTPUT_HANDLE);
        word(numbers, "TASK_PARAMETER", TaskLayout.PARAMETER);
        word(numbers, "TASK_CONTINUATION_PC", TaskLayout.CONTINUATION_PC);
        word(numbers, "TASK_CONTINUATION_DATA", TaskLayout.CONTINUATION_DATA);
        word(numbers, "TASK_RESUME_EPOCH", TaskLayout.RESUME_EPOCH);
        word(numbers, "TASK_TASK_ID", TaskLayout.TASK_ID);
        word(numbers, "TASK_PARENT_ID", TaskLayout.PARENT_ID);
        word(numbers, "TASK_AGE", TaskLayout.AGE);
        word(numbers, "TASK_REQUEUES", TaskLayout.REQUEUES);
        word(numbers, "TASK_YIELDS", TaskLayout.YIELDS);
        word(numbers, "TASK_FLAGS", TaskLayout.FLAGS);
    }

    private static void kinds(Map<String, Integer> numbers) {
        put(numbers, "KIND_DFA_STEP", OpKind.DFA_STEP.number());
        put(numbers, "KIND_PRINTF", OpKind.PRINTF.number());
        put(numbers, "KIND_SCAN", OpKind.SCAN.number());
        put(numbers, "KIND_WORKLIST_BLOCKING", OpKind.WORKLIST_BLOCKING.number());
        put(numbers, "KIND_WORKLIST_NON_BLOCKING", OpKind.WORKLIST_NON_BLOCKING.number());
        put(numbers, "KIND_CUSTOM_FIRST", CustomOp.FIRST_KIND);
    }

    private static void word(Map<String, Integer> numbers, String name, long bytes) {
        put(numbers, name, Math.toIntExact(bytes / 4));
    }

    private static void put(Map<String, Integer> numbers, String name, int value) {
        if (numbers.put(name, value) != null) {
            throw new IllegalStateException("two numbers are called " + name);
        }
    }
}

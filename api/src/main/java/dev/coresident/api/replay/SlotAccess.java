package dev.coresident.api.replay;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import dev.coresident.spi.program.ScanLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a slot may read and write, by its words and its tenant's bindings, from above: never less than it touches.
 *
 * <p>The tenant's observable window is seen as at most 64 blocks, one bit each; a window of at most 64 words exactly.
 */
final class SlotAccess {
    private static final int BLOCKS = Long.SIZE;
    /** Words before a slot's arguments. */
    private static final int HEAD = (int) (SlotLayout.ARGUMENT / 4);

    private final TenantBook tenant;

    /** Blocks that results or written words depend on. */
    long reads;
    /** Blocks that are written other than by addition. */
    long sets;
    /** Blocks that are added to. */
    long adds;
    /** Memory by handle, the image of a scan included. */
    final List<Use> uses = new ArrayList<>(3);

    String op = "";

    /**
     * A range of a handle's memory.
     *
     * @param handle handle word
     * @param from first byte
     * @param to behind the last
     * @param writes true if it is written
     */
    record Use(int handle, long from, long to, boolean writes) {}

    SlotAccess(ImmutableIntArray words, TenantBook tenant) {
        this.tenant = tenant;
        int opcode = words.get(1);
        ImmutableIntArray arguments = words.subArray(HEAD, words.length());
        if (OpcodeSpace.isUser(opcode)) {
            int local = opcode - tenant.windowFirst();
            op = "local opcode " + Integer.toUnsignedString(local) + " (" + tenant.kindName(local) + ")";
            bound(local, arguments);
        } else {
            op = "opcode " + Integer.toUnsignedString(opcode) + " (" + name(opcode) + ")";
            system(opcode, arguments);
        }
    }

    private static String name(int opcode) {
        return switch (opcode) {
            case Opcodes.NOP -> "NOP";
            case Opcodes.STORE_U32 -> "STORE_U32";
            case Opcodes.ATOMIC_ADD -> "ATOMIC_ADD";
            case Opcodes.LOAD_U32 -> "LOAD_U32";
            case Opcodes.COMPARE_SWAP -> "COMPARE_SWAP";
            case Opcodes.MEMCPY -> "MEMCPY";
            case Opcodes.DFA_STEP -> "DFA_STEP";
            case Opcodes.BATCH_FENCE -> "BATCH_FENCE";
            case Opcodes.LOAD_MISS -> "LOAD_MISS";
            case Opcodes.PRINTF -> "PRINTF";
            case Opcodes.PACKED_SLOT -> "PACKED_SLOT";
            default -> "unknown";
        };
    }

    private void bound(int local, ImmutableIntArray arguments) {
        int kind = tenant.kind(local);
        if (kind == OpKind.SCAN.number()) {
            long input = Integer.toUnsignedLong(arguments.get(1));
            long output = Integer.toUnsignedLong(arguments.get(5));
            uses.add(new Use(tenant.image(local), 0, Long.MAX_VALUE, false));
            uses.add(new Use(arguments.get(0), input, input + Integer.toUnsignedLong(arguments.get(2)), false));
            uses.add(new Use(
                    arguments.get(4),
                    output,
                    output + Integer.toUnsignedLong(arguments.get(6)) * ScanLayout.EVENT_BYTES,
                    true));
        } else if (kind == OpKind.WORKLIST_BLOCKING.number() || kind == OpKind.WORKLIST_NON_BLOCKING.number()) {
            long input = Integer.toUnsignedLong(arguments.get(1));
            long tasks = Integer.toUnsignedLong(arguments.get(5));
            long output = Integer.toUnsignedLong(arguments.get(8));
            uses.add(new Use(tenant.image(local), 0, Long.MAX_VALUE, false));
            uses.add(new Use(arguments.get(0), input, input + Integer.toUnsignedLong(arguments.get(2)), false));
            uses.add(new Use(
                    arguments.get(4),
                    tasks,
                    tasks + TaskLayout.BYTES * Integer.toUnsignedLong(arguments.get(6)),
                    false));
            // How much the device's work takes stands in the image: from above.
            uses.add(new Use(arguments.get(4), output, Long.MAX_VALUE, true));
        } else if (kind >= OpKind.NOP.number() && kind <= OpKind.DFA_STEP.number()) {
            system(kind - OpKind.NOP.number(), arguments); // kinds 1 to 7 do what the opcodes 0 to 6 do
        } else if (kind != 0 && kind != OpKind.PRINTF.number()) {
            reads = -1; // a kind that this release does not know may touch all that the tenant has
            sets = -1;
        }
    }

    private void system(int opcode, ImmutableIntArray a) {
        switch (opcode) {
            case Opcodes.STORE_U32 -> sets |= blocks(a.get(1), 1);
            case Opcodes.ATOMIC_ADD -> {
                reads |= blocks(a.get(1), 1);
                adds |= blocks(a.get(1), 1);
            }
            case Opcodes.LOAD_U32 -> {
                reads |= blocks(a.get(0), 1);
                sets |= blocks(a.get(1), 1);
            }
            case Opcodes.COMPARE_SWAP -> {
                reads |= blocks(a.get(0), 1);
                sets |= blocks(a.get(0), 1);
            }
            case Opcodes.MEMCPY -> {
                reads |= blocks(a.get(0), a.get(2));
                sets |= blocks(a.get(1), a.get(2));
            }
            case Opcodes.DFA_STEP -> {
                long at = 4 * (Integer.toUnsignedLong(a.get(0)) * 256 + (a.get(1) & 0xFF));
                uses.add(new Use(a.get(2), at, at + 4, false));
            }
            case Opcodes.PACKED_SLOT -> packed(a);
            default -> {
                // Touches nothing that a result could depend on.
            }
        }
    }

    private void packed(ImmutableIntArray a) {
        int ops = half(a, 0);
        int at = PackedLayout.headWords(ops);
        for (int op = 1; op <= ops && op <= PackedLayout.MAX_OPS; op++) {
            int count = PackedLayout.arguments(half(a, op));
            if (at + count > a.length()) {
                return; // malformed: faults before its first op
            }
            ImmutableIntArray.Builder inner = ImmutableIntArray.builder(SlotLayout.ARGUMENTS);
            inner.addAll(a.subArray(at, at + count));
            for (int i = count; i < SlotLayout.ARGUMENTS; i++) {
                inner.add(0);
            }
            at += count;
            int opcode = PackedLayout.innerOpcode(half(a, op));
            if (opcode >= PackedLayout.LOCAL_FIRST) {
                bound(opcode - PackedLayout.LOCAL_FIRST, inner.build());
            } else if (opcode <= Opcodes.DFA_STEP) {
                system(opcode, inner.build());
            }
        }
    }

    private static int half(ImmutableIntArray a, int index) {
        int word = a.get(index >> 1);
        return (index & 1) == 0 ? word & 0xFFFF : word >>> 16;
    }

    /** The blocks of a range of the window; what lies outside is left out, because it faults. */
    private long blocks(int first, int count) {
        long words = tenant.observableWords();
        long from = Integer.toUnsignedLong(first);
        long to = Math.min(words, from + Integer.toUnsignedLong(count));
        if (from >= to) {
            return 0;
        }
        if (words <= BLOCKS) {
            return mask(from, to - 1);
        }
        return mask(from * BLOCKS / words, (to - 1) * BLOCKS / words);
    }

    private static long mask(long first, long last) {
        return (-1L >>> (BLOCKS - 1 - last + first)) << first;
    }
}

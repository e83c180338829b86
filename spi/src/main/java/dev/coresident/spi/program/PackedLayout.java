package dev.coresident.spi.program;

/**
 * Several small ops in the twelve arguments of one slot with the opcode {@link Opcodes#PACKED_SLOT}.
 *
 * <p>The arguments are read as 16-bit halves for the head, the low half of a word first, and as words for the rest. Half 0 is
 * the number of ops n; halves 1 .. n are their descriptors: arguments in the low 4 bits, inner opcode in the high 12. The head
 * takes (n + 2) / 2 words; the ops' arguments follow in order. An inner opcode below {@link #LOCAL_FIRST} is a system op (0 to 6), from there on the tenant's
 * local opcode {@code inner - LOCAL_FIRST}. One limit holds on both sides: {@link #MAX_OPS}.
 *
 * <p>Ops run in order. r0 = ops that ran, r1 = r0 of the last one. The first that faults ends the slot in FAULT with its code and
 * r0 = the ops that ran before it.
 */
public final class PackedLayout {
    /** The most ops in a slot: 24 halves, one of them the count. */
    public static final int MAX_OPS = 23;
    /** The most arguments of one op: one head word, eleven left. */
    public static final int MAX_ARGUMENTS = 11;
    /** The first inner opcode that is a local opcode. */
    public static final int LOCAL_FIRST = 0x800;
    /** Local opcodes that fit a descriptor: 0 to 2,047. */
    public static final int LOCAL_COUNT = 0x800;

    private PackedLayout() {}

    /** Words that the head of a pack of so many ops takes. */
    public static int headWords(int ops) {
        return (ops + 2) / 2;
    }

    /** A descriptor. */
    public static int descriptor(int innerOpcode, int arguments) {
        return (innerOpcode << 4) | arguments;
    }

    /** The inner opcode of a descriptor. */
    public static int innerOpcode(int descriptor) {
        return (descriptor >>> 4) & 0xFFF;
    }

    /** The number of arguments of a descriptor. */
    public static int arguments(int descriptor) {
        return descriptor & 0xF;
    }
}

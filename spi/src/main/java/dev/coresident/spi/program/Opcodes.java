package dev.coresident.spi.program;

/** The opcodes with a fixed meaning. Arguments a0 .. a11 are slot words 4 .. 15, results r0 .. r3 are in the completion. */
public final class Opcodes {
    /** Nothing. */
    public static final int NOP = 0;
    /** observable[a1] = a0. */
    public static final int STORE_U32 = 1;
    /** observable[a1] += a0; r0 = the value before. */
    public static final int ATOMIC_ADD = 2;
    /** observable[a1] = observable[a0]; r0 = the value. */
    public static final int LOAD_U32 = 3;
    /** If observable[a0] == a1 then observable[a0] = a2; r0 = the value before. */
    public static final int COMPARE_SWAP = 4;
    /** Copies a2 words from observable[a0] on to observable[a1] on, as if through a buffer. */
    public static final int MEMCPY = 5;
    /** {@code r0 = table[a0 * 256 + (a1 & 0xFF)]}, the table being words of handle a2. */
    public static final int DFA_STEP = 6;
    /** Ends when the a0 slots before it in its partition have ended; r0 = a0, r1 = the tag a1. */
    public static final int BATCH_FENCE = 7;
    /**
     * Asks the host: a0 = the number of the service, a1 = microseconds that the caller waits at most (0: as the host sees fit), a2 to
     * a11 are the service's. The device hands the slot over in WAIT_IO, and the host ends it.
     */
    public static final int LOAD_MISS = 0xFFFD;
    /** Writes the twelve arguments as one record of the debug log. */
    public static final int PRINTF = 0xFFFE;
    /** Several small ops in one slot: {@link PackedLayout}. */
    public static final int PACKED_SLOT = 0x8000_0001;
    /** Ends the kernel. The host's alone. */
    public static final int SHUTDOWN = 0xFFFF_FFFF;

    private Opcodes() {}

    /** True for the system ops that a tenant may publish under their own opcode. */
    public static boolean isPublishable(int opcode) {
        return (opcode >= NOP && opcode <= BATCH_FENCE)
                || opcode == LOAD_MISS
                || opcode == PRINTF
                || opcode == PACKED_SLOT;
    }
}

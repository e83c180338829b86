package dev.coresident.spi.layout;

/** Where opcodes may lie: reserved ones at the bottom, below 2^16 and in the high bit; windows of tenants in user space. */
public final class OpcodeSpace {
    /** The first opcode of user space. */
    public static final int USER_FIRST = 0x4000_0000;
    /** Opcodes in user space: 0x40000000 to 0x7FFFFFFF. */
    public static final int USER_SIZE = 0x4000_0000;
    /** The default window: 2^18 opcodes, so that all 4,094 tenants fit. */
    public static final int DEFAULT_WINDOW = 1 << 18;

    private OpcodeSpace() {}

    /** True for 0 to 7, 0xFFF0 to 0xFFFF and anything with the high bit. */
    public static boolean isReserved(int opcode) {
        return opcode <= 7 || (opcode >= 0xFFF0 && opcode <= 0xFFFF);
    }

    /** True for 0x40000000 to 0x7FFFFFFF. */
    public static boolean isUser(int opcode) {
        return opcode >= USER_FIRST;
    }
}

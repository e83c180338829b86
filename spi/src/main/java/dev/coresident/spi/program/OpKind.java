package dev.coresident.spi.program;

/** What a local opcode of a tenant can be bound to. Kinds are data: the number stands in the op row. */
public enum OpKind {
    /** As {@link Opcodes#NOP}. */
    NOP(1, false, true, true),
    /** As {@link Opcodes#STORE_U32}. */
    STORE_U32(2, false, true, true),
    /** As {@link Opcodes#ATOMIC_ADD}. */
    ATOMIC_ADD(3, false, true, false),
    /** As {@link Opcodes#LOAD_U32}. */
    LOAD_U32(4, false, true, false),
    /** As {@link Opcodes#COMPARE_SWAP}. */
    COMPARE_SWAP(5, false, true, false),
    /** As {@link Opcodes#MEMCPY}. */
    MEMCPY(6, false, true, false),
    /** As {@link Opcodes#DFA_STEP}. */
    DFA_STEP(7, false, true, true),
    /** As {@link Opcodes#PRINTF}. */
    PRINTF(8, false, true, false),
    /** Runs a program image over input: {@link ScanLayout}. */
    SCAN(16, true, false, true),
    /** Visits (state, byte index) pairs of an NFA image and all that follows from them: {@link WorklistLayout}. */
    WORKLIST_BLOCKING(17, true, false, true),
    /** Visits a bounded number of pairs and leaves the rest as continuation tasks: {@link WorklistLayout}. */
    WORKLIST_NON_BLOCKING(18, true, false, true);

    private final int number;
    private final boolean needsImage;
    private final boolean packable;
    private final boolean repeatable;

    OpKind(int number, boolean needsImage, boolean packable, boolean repeatable) {
        this.number = number;
        this.needsImage = needsImage;
        this.packable = packable;
        this.repeatable = repeatable;
    }

    /** The number in the op row, never 0. */
    public int number() {
        return number;
    }

    /** True if the binding names a program image. */
    public boolean needsImage() {
        return needsImage;
    }

    /** True if the kind may run inside a packed slot. */
    public boolean packable() {
        return packable;
    }

    /**
     * True if a slot that a lost device may have run, or begun to run, may run on the next one: the result is the same, because the
     * kind neither reads nor changes what the loss destroyed.
     */
    public boolean repeatable() {
        return repeatable;
    }
}

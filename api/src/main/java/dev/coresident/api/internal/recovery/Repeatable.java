package dev.coresident.api.internal.recovery;

import dev.coresident.api.internal.kernel.KernelHost;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;

/** Which slots may run on another device: those whose ops read and change nothing that went with the last one. */
final class Repeatable {
    private static final OpKind[] KINDS = OpKind.values();
    /** Pairs before a slot's arguments in a queue's words. */
    private static final int ARGUMENTS = 2;

    private final KernelHost host;

    Repeatable(KernelHost host) {
        this.host = host;
    }

    boolean mayRunAgain(TenantState tenant, long[] words, int at) {
        int opcode = (int) (words[at] >>> 32);
        return switch (opcode) {
            case Opcodes.PACKED_SLOT -> mayAllRunAgain(tenant, words, at + ARGUMENTS);
            default -> mayRunAgain(tenant, opcode, opcode - tenant.windowFirst());
        };
    }

    private boolean mayRunAgain(TenantState tenant, int systemOpcode, int local) {
        return switch (systemOpcode) {
            case Opcodes.NOP -> OpKind.NOP.repeatable();
            case Opcodes.STORE_U32 -> OpKind.STORE_U32.repeatable();
            case Opcodes.ATOMIC_ADD -> OpKind.ATOMIC_ADD.repeatable();
            case Opcodes.LOAD_U32 -> OpKind.LOAD_U32.repeatable();
            case Opcodes.COMPARE_SWAP -> OpKind.COMPARE_SWAP.repeatable();
            case Opcodes.MEMCPY -> OpKind.MEMCPY.repeatable();
            case Opcodes.DFA_STEP -> OpKind.DFA_STEP.repeatable();
            case Opcodes.PRINTF -> OpKind.PRINTF.repeatable();
            case Opcodes.LOAD_MISS -> true; // nobody was asked while it was in the ring
            default -> isKindRepeatable(host.kind(tenant, local));
        };
    }

    /** What is bound to nothing faults wherever it runs, the first time and again. */
    private static boolean isKindRepeatable(int number) {
        for (OpKind kind : KINDS) {
            if (kind.number() == number) {
                return kind.repeatable();
            }
        }
        return !CustomOp.isKind(number);
    }

    /** A malformed pack faults wherever it runs; what it names beyond its words is not looked at. */
    private boolean mayAllRunAgain(TenantState tenant, long[] words, int at) {
        int ops = Math.min(half(words, at, 0), PackedLayout.MAX_OPS);
        for (int op = 1; op <= ops; op++) {
            int inner = PackedLayout.innerOpcode(half(words, at, op));
            boolean may = inner < PackedLayout.LOCAL_FIRST
                    ? mayRunAgain(tenant, inner, -1)
                    : isKindRepeatable(host.kind(tenant, inner - PackedLayout.LOCAL_FIRST));
            if (!may) {
                return false;
            }
        }
        return true;
    }

    private static int half(long[] words, int at, int index) {
        return (int) (words[at + index / 4] >>> (16 * (index % 4))) & 0xFFFF;
    }
}

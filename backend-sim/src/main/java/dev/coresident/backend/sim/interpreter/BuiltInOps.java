package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;

/** The small ops, whether named by their own opcode, by a bound local opcode or inside a pack. */
final class BuiltInOps {
    private static final int LAST_KIND_OF_OPCODE = OpKind.DFA_STEP.number();
    private static final int PRINTF_KIND = OpKind.PRINTF.number();

    private BuiltInOps() {}

    /** The opcode that a kind behaves as, or -1 if it is no small op. Kinds 1 to 7 are the opcodes 0 to 6. */
    static int opcodeOf(int kind) {
        if (kind >= 1 && kind <= LAST_KIND_OF_OPCODE) {
            return kind - 1;
        }
        return kind == PRINTF_KIND ? Opcodes.PRINTF : -1;
    }

    /**
     * Runs one op.
     *
     * @param frame arguments and results
     * @param opcode 0 to 6 or PRINTF
     * @return 0, or the fault
     */
    static int run(Frame frame, int opcode) {
        return switch (opcode) {
            case Opcodes.NOP -> 0;
            case Opcodes.STORE_U32 -> ObservableOps.store(frame);
            case Opcodes.ATOMIC_ADD -> ObservableOps.add(frame);
            case Opcodes.LOAD_U32 -> ObservableOps.load(frame);
            case Opcodes.COMPARE_SWAP -> ObservableOps.compareSwap(frame);
            case Opcodes.MEMCPY -> ObservableOps.copy(frame);
            case Opcodes.DFA_STEP -> dfaStep(frame);
            case Opcodes.PRINTF -> DebugLog.print(frame);
            default ->
                throw new IllegalArgumentException("no small op has the opcode " + Integer.toUnsignedString(opcode));
        };
    }

    private static int dfaStep(Frame frame) {
        int fault = frame.handle.resolve(frame.memory, frame.argument(2), frame.tenant.word);
        if (fault != 0) {
            return fault;
        }
        long entry = Integer.toUnsignedLong(frame.argument(0)) * 256 + (frame.argument(1) & 0xFF);
        if (!frame.handle.holds(4 * entry, 4)) {
            return FaultCode.HANDLE_BOUNDS.number();
        }
        frame.result(frame.memory.words().get(frame.memory.heap(), frame.handle.start() + 4 * entry));
        return 0;
    }
}

package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;

/** Runs the ops of a packed slot in order. The whole head is checked before the first op runs. */
final class PackedOps {
    private PackedOps() {}

    static int run(Frame frame) {
        long head = SlotLayout.at(frame.slot()) + SlotLayout.ARGUMENT;
        int ops = half(frame, head, 0);
        if (ops > PackedLayout.MAX_OPS) {
            return FaultCode.PACK_MALFORMED.number();
        }
        int words = PackedLayout.headWords(ops);
        for (int op = 1; op <= ops; op++) {
            words += PackedLayout.arguments(half(frame, head, op));
        }
        if (words > SlotLayout.ARGUMENTS) {
            return FaultCode.PACK_MALFORMED.number();
        }
        return run(frame, head, ops);
    }

    private static int run(Frame frame, long head, int ops) {
        long arguments = head + 4L * PackedLayout.headWords(ops);
        int last = 0;
        for (int op = 1; op <= ops; op++) {
            int descriptor = half(frame, head, op);
            frame.arguments(arguments, PackedLayout.arguments(descriptor));
            frame.results(0, 0, 0, 0);
            int fault = inner(frame, PackedLayout.innerOpcode(descriptor));
            if (fault != 0) {
                frame.results(op - 1, 0, 0, 0);
                return fault;
            }
            last = frame.r0();
            arguments += 4L * PackedLayout.arguments(descriptor);
        }
        frame.results(ops, last, 0, 0);
        return 0;
    }

    private static int inner(Frame frame, int opcode) {
        if (opcode >= PackedLayout.LOCAL_FIRST) {
            return BoundOps.runPacked(frame, opcode - PackedLayout.LOCAL_FIRST);
        }
        return opcode <= Opcodes.DFA_STEP ? BuiltInOps.run(frame, opcode) : FaultCode.PACK_OP_REFUSED.number();
    }

    private static int half(Frame frame, long head, int index) {
        int word = frame.memory.words().get(frame.memory.ring(), head + 4L * (index >> 1));
        return (index & 1) == 0 ? word & 0xFFFF : word >>> 16;
    }
}

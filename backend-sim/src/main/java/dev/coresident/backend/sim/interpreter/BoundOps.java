package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.program.OpKind;

/** Ops that a tenant named by a local opcode: window, binding, then the kind that it is bound to. */
final class BoundOps {
    private static final int SCAN_KIND = OpKind.SCAN.number();
    private static final int BLOCKING_KIND = OpKind.WORKLIST_BLOCKING.number();
    private static final int NON_BLOCKING_KIND = OpKind.WORKLIST_NON_BLOCKING.number();

    private BoundOps() {}

    static int run(Frame frame, int local) {
        int fault = check(frame, local);
        if (fault != 0) {
            return fault;
        }
        long kindAndImage = binding(frame, local);
        int kind = (int) kindAndImage;
        if (kind == SCAN_KIND) {
            return ScanOp.run(frame, (int) (kindAndImage >>> Integer.SIZE));
        }
        if (isWorklist(kind)) {
            return WorklistOp.run(frame, (int) (kindAndImage >>> Integer.SIZE), kind == BLOCKING_KIND);
        }
        int opcode = BuiltInOps.opcodeOf(kind);
        return opcode >= 0 ? BuiltInOps.run(frame, opcode) : FaultCode.UNBOUND_OPCODE.number();
    }

    static int runPacked(Frame frame, int local) {
        int fault = check(frame, local);
        if (fault != 0) {
            return fault;
        }
        int kind = (int) binding(frame, local);
        if (kind == SCAN_KIND || isWorklist(kind)) {
            return FaultCode.PACK_OP_REFUSED.number();
        }
        int opcode = BuiltInOps.opcodeOf(kind);
        return opcode >= 0 ? BuiltInOps.run(frame, opcode) : FaultCode.UNBOUND_OPCODE.number();
    }

    private static boolean isWorklist(int kind) {
        return kind == BLOCKING_KIND || kind == NON_BLOCKING_KIND;
    }

    private static int check(Frame frame, int local) {
        if (Integer.compareUnsigned(local, frame.tenant.windowSize) >= 0) {
            return FaultCode.OPCODE_OUTSIDE_WINDOW.number();
        }
        return Integer.compareUnsigned(local, frame.tenant.ops) >= 0 ? FaultCode.UNBOUND_OPCODE.number() : 0;
    }

    /** Kind and image as the host wrote them together; it may bind while slots of the tenant run. */
    private static long binding(Frame frame, int local) {
        long row = frame.memory.places().opRow(frame.tenant.firstOp + local);
        return frame.memory.words().getPairAcquire(frame.memory.control(), row + OpRow.KIND);
    }
}

package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;

/**
 * One slot of an admitted tenant, or of the host, from its words to its results or its fault. The order of the checks: priority,
 * then opcode, then what the op checks itself.
 */
public final class SlotInterpreter {
    /** Not a fault: the slot is a fence, which ends when its batch has ended. */
    public static final int FENCE = -1;
    /** Not a fault: the slot ended and the host asks the device to stop. */
    public static final int SHUTDOWN = -2;

    /** Not a fault: the slot asks the host, which ends it. */
    public static final int HANDED = -3;

    private SlotInterpreter() {}

    /**
     * Runs a slot. {@link Frame#tenant} must be the view of the slot's tenant word.
     *
     * @param frame the worker's frame; its results are those of the slot
     * @param slot index in the whole ring
     * @param level the partition that the slot was taken from
     * @return 0, a fault's number, {@link #FENCE}, {@link #SHUTDOWN} or {@link #HANDED}
     */
    public static int run(Frame frame, int slot, int level) {
        MemorySegment ring = frame.memory.ring();
        long at = SlotLayout.at(slot);
        frame.enter(slot);
        if (frame.memory.words().get(ring, at + SlotLayout.PRIORITY) != level) {
            return FaultCode.BAD_PRIORITY.number();
        }
        int opcode = frame.memory.words().get(ring, at + SlotLayout.OPCODE);
        if (frame.tenant.word == TenantWord.HOST) {
            return runHost(opcode);
        }
        if (OpcodeSpace.isUser(opcode)) {
            return BoundOps.run(frame, opcode - frame.tenant.windowFirst);
        }
        return OpcodeSpace.isReserved(opcode) ? runSystem(frame, opcode) : FaultCode.OPCODE_OUTSIDE_WINDOW.number();
    }

    /** The two arguments of a fence become its results. */
    public static void fenceResults(Frame frame, int count, int tag) {
        frame.results(count, tag, 0, 0);
    }

    private static int askHost(Frame frame) {
        boolean served = frame.memory.words().get(frame.memory.control(), ControlLayout.SERVICES) == 1;
        return served ? HANDED : FaultCode.NO_HOST_SERVICE.number();
    }

    private static int runHost(int opcode) {
        return switch (opcode) {
            case Opcodes.NOP -> 0;
            case Opcodes.BATCH_FENCE -> FENCE;
            case Opcodes.SHUTDOWN -> SHUTDOWN;
            default -> FaultCode.UNKNOWN_TENANT.number();
        };
    }

    private static int runSystem(Frame frame, int opcode) {
        if ((opcode >= Opcodes.NOP && opcode <= Opcodes.DFA_STEP) || opcode == Opcodes.PRINTF) {
            return BuiltInOps.run(frame, opcode);
        }
        return switch (opcode) {
            case Opcodes.BATCH_FENCE -> FENCE;
            case Opcodes.PACKED_SLOT -> PackedOps.run(frame);
            case Opcodes.LOAD_MISS -> askHost(frame);
            case Opcodes.SHUTDOWN -> FaultCode.HOST_ONLY.number();
            default -> FaultCode.RESERVED_OPCODE.number();
        };
    }
}

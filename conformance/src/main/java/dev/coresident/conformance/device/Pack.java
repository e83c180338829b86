package dev.coresident.conformance.device;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;

/** A packed slot, written and run by the protocol's words: halves for the head, the low half of a word first, then the arguments. */
final class Pack {
    /** The inner opcode of local opcode 0. */
    static final int LOCAL = 0x800;

    private final List<Integer> inner = new ArrayList<>();
    private final List<int[]> arguments = new ArrayList<>();
    private int ran;
    private int last;

    void add(int opcode, int... values) {
        inner.add(opcode);
        arguments.add(values);
    }

    static int descriptor(int opcode, int count) {
        return opcode * 16 + count;
    }

    /** Words that it takes, which may be more than there are. */
    int words() {
        return (inner.size() + 2) / 2
                + arguments.stream().mapToInt(values -> values.length).sum();
    }

    /** Twelve words; what does not fit is left out, since such a pack is malformed by its head alone. */
    int[] encode() {
        int[] halves = new int[Math.max(24, inner.size() + 2)];
        halves[0] = inner.size();
        for (int op = 0; op < inner.size(); op++) {
            halves[op + 1] = descriptor(inner.get(op), arguments.get(op).length);
        }
        int[] words = new int[12];
        for (int i = 0; i < words.length; i++) {
            words[i] = halves[2 * i] + (halves[2 * i + 1] << 16);
        }
        int at = (inner.size() + 2) / 2;
        for (int[] values : arguments) {
            for (int value : values) {
                if (at < words.length) {
                    words[at] = value;
                }
                at++;
            }
        }
        return words;
    }

    /** Does to a model what a device does to the tenant's observables; gives NONE or the fault. */
    FaultCode runOn(ObservableModel model) {
        ran = 0;
        last = 0;
        if (inner.size() > 23 || words() > 12) {
            return FaultCode.PACK_MALFORMED;
        }
        for (int op = 0; op < inner.size(); op++) {
            int opcode = inner.get(op);
            FaultCode fault;
            if (opcode > Opcodes.DFA_STEP) {
                fault = FaultCode.PACK_OP_REFUSED;
            } else if (opcode == Opcodes.DFA_STEP) {
                fault = FaultCode.HANDLE_INVALID; // no handle is open in these checks
            } else {
                fault = model.run(opcode, argument(op, 0), argument(op, 1), argument(op, 2));
            }
            if (fault != FaultCode.NONE) {
                return fault;
            }
            last = model.result();
            ran++;
        }
        return FaultCode.NONE;
    }

    private int argument(int op, int index) {
        int[] values = arguments.get(op);
        return index < values.length ? values[index] : 0;
    }

    /** Ops that ran. */
    int ran() {
        return ran;
    }

    /** r0 of the last one. */
    int last() {
        return last;
    }
}

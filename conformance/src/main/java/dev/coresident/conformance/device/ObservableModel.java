package dev.coresident.conformance.device;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;

/** What the ops on observables do, one word after the other. */
final class ObservableModel {
    final int[] words;
    private int result;

    ObservableModel(int size) {
        words = new int[size];
    }

    /** Result word 0 of the op that ran last. */
    int result() {
        return result;
    }

    /** Runs an op; gives NONE or the fault, which changed nothing. */
    FaultCode run(int opcode, int a0, int a1, int a2) {
        result = 0;
        return switch (opcode) {
            case Opcodes.NOP -> FaultCode.NONE;
            case Opcodes.STORE_U32 -> {
                if (isOutside(a1)) {
                    yield FaultCode.INDEX_OUT_OF_BOUNDS;
                }
                words[a1] = a0;
                yield FaultCode.NONE;
            }
            case Opcodes.ATOMIC_ADD -> {
                if (isOutside(a1)) {
                    yield FaultCode.INDEX_OUT_OF_BOUNDS;
                }
                result = words[a1];
                words[a1] += a0;
                yield FaultCode.NONE;
            }
            case Opcodes.LOAD_U32 -> {
                if (isOutside(a0) || isOutside(a1)) {
                    yield FaultCode.INDEX_OUT_OF_BOUNDS;
                }
                result = words[a0];
                words[a1] = words[a0];
                yield FaultCode.NONE;
            }
            case Opcodes.COMPARE_SWAP -> {
                if (isOutside(a0)) {
                    yield FaultCode.INDEX_OUT_OF_BOUNDS;
                }
                result = words[a0];
                words[a0] = words[a0] == a1 ? a2 : words[a0];
                yield FaultCode.NONE;
            }
            case Opcodes.MEMCPY ->
                copy(Integer.toUnsignedLong(a0), Integer.toUnsignedLong(a1), Integer.toUnsignedLong(a2));
            default -> throw new IllegalArgumentException("the model has no op " + opcode);
        };
    }

    private FaultCode copy(long from, long to, long count) {
        if (from + count > words.length || to + count > words.length) {
            return FaultCode.INDEX_OUT_OF_BOUNDS;
        }
        int[] buffer = new int[(int) count];
        for (int i = 0; i < count; i++) {
            buffer[i] = words[(int) from + i];
        }
        for (int i = 0; i < count; i++) {
            words[(int) to + i] = buffer[i];
        }
        return FaultCode.NONE;
    }

    private boolean isOutside(int index) {
        return Integer.toUnsignedLong(index) >= words.length;
    }
}

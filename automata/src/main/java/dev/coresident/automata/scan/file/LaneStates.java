package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The state of a lane whose state is a set. In device memory it has two halves: the host writes the first and the device the second, so
 * that a slot may run twice. Between slots the host keeps the set itself: no device can be lost with it. One thread.
 */
final class LaneStates {
    private final DeviceBuffer buffer;
    private final long half;
    private final byte[] kept;
    private final byte[] fresh;

    LaneStates(DeviceBuffer buffer, ProgramImage image) {
        this.buffer = buffer;
        this.half = image.stateBytes();
        this.kept = new byte[4 * NfaLayout.activeWords(image.header(NfaLayout.WORD_NFA_STATES))];
        this.fresh = new byte[kept.length];
    }

    /** Bytes of device memory for one lane. */
    static long bytes(ProgramImage image) {
        return 2 * image.stateBytes();
    }

    /** Puts the kept set where the device reads it, and says where that is. */
    void put(int[] arguments, boolean first) {
        if (!first) {
            MemorySegment.copy(kept, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, kept.length);
            buffer.wrote(0, kept.length);
        }
        arguments[8] = buffer.handle();
        arguments[9] = 0;
        arguments[10] = (int) half;
    }

    /**
     * Copies what a slot left; {@link #keep} makes it the state.
     *
     * @return false if it is not that of the slot that ended on this device
     */
    boolean take(int incarnation) {
        if (buffer.fetch(half, fresh.length) != incarnation) {
            return false;
        }
        MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, half, fresh, 0, fresh.length);
        return buffer.fetch(half, 0) == incarnation;
    }

    void keep() {
        System.arraycopy(fresh, 0, kept, 0, kept.length);
    }
}

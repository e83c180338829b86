package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.FaultCode;
import java.lang.foreign.MemorySegment;

/**
 * The ops on the tenant's own observable window. Indices are u32 and compared so: an index of 0xFFFFFFFF is large, not negative.
 *
 * <p>Single words are read with acquire and written with release, so that a slot sees what an earlier slot of another worker stored
 * once it sees that slot's index or flag.
 */
final class ObservableOps {
    private ObservableOps() {}

    static int store(Frame frame) {
        int index = frame.argument(1);
        if (isOutside(frame, index)) {
            return FaultCode.INDEX_OUT_OF_BOUNDS.number();
        }
        frame.memory.words().setRelease(frame.memory.observable(), at(frame, index), frame.argument(0));
        return 0;
    }

    static int add(Frame frame) {
        int index = frame.argument(1);
        if (isOutside(frame, index)) {
            return FaultCode.INDEX_OUT_OF_BOUNDS.number();
        }
        frame.result(frame.memory.words().getAndAdd(frame.memory.observable(), at(frame, index), frame.argument(0)));
        return 0;
    }

    static int load(Frame frame) {
        int from = frame.argument(0);
        int to = frame.argument(1);
        if (isOutside(frame, from) || isOutside(frame, to)) {
            return FaultCode.INDEX_OUT_OF_BOUNDS.number();
        }
        int value = frame.memory.words().getAcquire(frame.memory.observable(), at(frame, from));
        frame.memory.words().setRelease(frame.memory.observable(), at(frame, to), value);
        frame.result(value);
        return 0;
    }

    static int compareSwap(Frame frame) {
        int index = frame.argument(0);
        if (isOutside(frame, index)) {
            return FaultCode.INDEX_OUT_OF_BOUNDS.number();
        }
        frame.result(frame.memory
                .words()
                .compareAndExchange(frame.memory.observable(), at(frame, index), frame.argument(1), frame.argument(2)));
        return 0;
    }

    static int copy(Frame frame) {
        long from = Integer.toUnsignedLong(frame.argument(0));
        long to = Integer.toUnsignedLong(frame.argument(1));
        long words = Integer.toUnsignedLong(frame.argument(2));
        long window = Integer.toUnsignedLong(frame.tenant.observableWords);
        if (from + words > window || to + words > window) {
            return FaultCode.INDEX_OUT_OF_BOUNDS.number();
        }
        MemorySegment observable = frame.memory.observable();
        long base = frame.tenant.observableAt;
        frame.memory.words().copy(observable, base + 4 * from, base + 4 * to, 4 * words);
        return 0;
    }

    private static boolean isOutside(Frame frame, int index) {
        return Integer.compareUnsigned(index, frame.tenant.observableWords) >= 0;
    }

    private static long at(Frame frame, int index) {
        return frame.tenant.observableAt + 4L * index;
    }
}

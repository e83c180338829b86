package dev.coresident.backend.sim.interpreter;

import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.SlotLayout;
import java.lang.foreign.MemorySegment;

/** PRINTF: the first records are kept, every attempt is counted, and the count stops at 2^31 instead of wrapping to 0. */
final class DebugLog {
    private static final int FULL = 1 << 31;

    private DebugLog() {}

    static int print(Frame frame) {
        MemorySegment log = frame.memory.debugLog();
        int number = attempt(frame, log);
        if (Integer.compareUnsigned(number, frame.memory.geometry().debugRecords()) < 0) {
            long record = DebugLogLayout.record(number);
            frame.memory.words().set(log, record + DebugLogLayout.TENANT, frame.tenant.word);
            frame.memory.words().set(log, record + DebugLogLayout.SLOT, frame.slot());
            for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
                frame.memory.words().set(log, record + DebugLogLayout.ARGUMENT + 4L * i, frame.argument(i));
            }
            frame.memory.words().setRelease(log, record + DebugLogLayout.SEQUENCE, number + 1);
        }
        return 0;
    }

    private static int attempt(Frame frame, MemorySegment log) {
        int before = frame.memory.words().getVolatile(log, DebugLogLayout.ATTEMPTED);
        while (before != FULL) {
            int witness = frame.memory.words().compareAndExchange(log, DebugLogLayout.ATTEMPTED, before, before + 1);
            if (witness == before) {
                break;
            }
            before = witness;
        }
        return before;
    }
}

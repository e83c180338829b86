package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** The device's side of the completion ring. It is never full, because the host reads an entry before it reuses the slot. */
public final class Completions {
    private Completions() {}

    /** Reserves positions; gives the first. */
    public static int reserve(DeviceMemory memory, int entries) {
        return Words.getAndAdd(memory.control(), memory.places().deviceLine() + DeviceLine.COMPLETION_TAIL, entries);
    }

    /** Writes everything but the sequence of the entry for the slot at an index of a run. */
    public static void write(DeviceMemory memory, int position, Run run, int index) {
        MemorySegment completion = memory.completion();
        long at = at(memory, position);
        Words.set(completion, at + CompletionLayout.SLOT, run.slot(index));
        Words.set(completion, at + CompletionLayout.TENANT, run.word(index));
        Words.set(completion, at + CompletionLayout.ENDING, run.ending(index));
        for (int word = 0; word < CompletionLayout.RESULTS; word++) {
            Words.set(completion, at + CompletionLayout.RESULT + 4L * word, run.result(index, word));
        }
    }

    /** Releases an entry to the host. */
    public static void release(DeviceMemory memory, int position) {
        Words.setRelease(memory.completion(), at(memory, position) + CompletionLayout.SEQUENCE, position + 1);
    }

    private static long at(DeviceMemory memory, int position) {
        return CompletionLayout.at(position & (memory.geometry().completions() - 1));
    }
}

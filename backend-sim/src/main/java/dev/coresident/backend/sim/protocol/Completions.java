package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** The device's side of the completion ring. It is never full, because the host reads an entry before it reuses the slot. */
public final class Completions {
    private final SharedWords words;
    private final MemorySegment control;
    private final MemorySegment entries;
    private final long tailAt;
    private final int mask;

    /** The completion ring of a device. */
    public Completions(DeviceMemory memory) {
        words = memory.words();
        control = memory.control();
        entries = memory.completion();
        tailAt = memory.places().deviceLine() + DeviceLine.COMPLETION_TAIL;
        mask = memory.geometry().completions() - 1;
    }

    /** Reserves positions; gives the first. */
    public int reserve(int count) {
        return words.getAndAdd(control, tailAt, count);
    }

    /** Writes the entry for the slot at an index of a run, but for the pair that holds the sequence. */
    public void write(int position, Run run, int index) {
        long at = CompletionLayout.at(position & mask);
        words.setPair(entries, at + CompletionLayout.TENANT, run.tenantAndEnding(index));
        words.setPair(entries, at + CompletionLayout.RESULT, run.results01(index));
        words.setPair(entries, at + CompletionLayout.RESULT + 8, run.results23(index));
    }

    /** Writes sequence and slot, which release the entry to the host. */
    public void release(int position, Run run, int index) {
        long at = CompletionLayout.at(position & mask);
        words.setPairRelease(entries, at + CompletionLayout.SEQUENCE, Words.pair(position + 1, run.endedSlot(index)));
    }
}

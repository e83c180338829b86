package dev.coresident.oracles;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Something that a SCAN runs: its program image, and the plainest way to run it. */
public interface ScanModel {
    /**
     * What a scan leaves.
     *
     * @param state the state behind the last byte that was taken
     * @param consumed bytes taken
     * @param flagsLeft of FIRST and LAST, those that are still to be done
     * @param events words: rule, end, rule, end
     */
    record Outcome(int state, long consumed, int flagsLeft, List<Integer> events) {}

    /** The image, by the words of the protocol. */
    MemorySegment image();

    /**
     * What a scan of these arguments gives.
     *
     * @param input the bytes that the slot's input handle shows
     * @param offset of the first byte in it
     * @param bytes how many
     * @param from the state to begin in
     * @param capacity events that the output has room for
     * @param flags of {@link dev.coresident.spi.program.ScanLayout}
     */
    Outcome walk(byte[] input, int offset, int bytes, int from, long capacity, int flags);

    /** The words of {@code count} events in memory. */
    static List<Integer> read(MemorySegment memory, long at, long count) {
        List<Integer> events = new ArrayList<>();
        for (long i = 0; i < 2 * count; i++) {
            events.add(Words.get(memory, at + 4 * i));
        }
        return events;
    }
}

package dev.coresident.backend.sim.weak;

import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of 64 bytes as one worker once read them. A line that makes room for another is read anew when it is next asked for, which is
 * always allowed.
 */
final class LineCache {
    private static final int LINES = 32;
    private static final int WORDS = 16;
    private static final long BYTES = 4L * WORDS;

    private final @Nullable MemorySegment[] regions = new MemorySegment[LINES];
    private final long[] starts = new long[LINES];
    private final int[] words = new int[LINES * WORDS];
    private boolean used;

    /** True if a line is here that holds a word. */
    boolean holds(MemorySegment region, long offset) {
        int line = line(offset);
        return RegionNumbers.isSame(regions[line], region) && starts[line] == start(offset);
    }

    /** A word of a line that is here. */
    int word(long offset) {
        return words[line(offset) * WORDS + (int) (offset % BYTES / 4)];
    }

    /** Reads a line from memory; gives one word of it. */
    int read(MemorySegment region, long offset) {
        int line = line(offset);
        long start = start(offset);
        regions[line] = region;
        starts[line] = start;
        used = true;
        int present = (int) Math.min(WORDS, (region.byteSize() - start) / 4);
        for (int i = 0; i < present; i++) {
            words[line * WORDS + i] = Words.get(region, start + 4L * i);
        }
        return word(offset);
    }

    /** The worker's own store shows in its own line. */
    void stored(MemorySegment region, long offset, int value) {
        if (holds(region, offset)) {
            words[line(offset) * WORDS + (int) (offset % BYTES / 4)] = value;
        }
    }

    void forget() {
        if (used) {
            Arrays.fill(regions, null);
            used = false;
        }
    }

    private static int line(long offset) {
        return (int) (offset / BYTES) & (LINES - 1);
    }

    private static long start(long offset) {
        return offset / BYTES * BYTES;
    }

    void hash(StateHash into, RegionNumbers numbers) {
        for (int line = 0; line < LINES; line++) {
            MemorySegment region = regions[line];
            if (region != null) {
                into.add(numbers.of(region));
                into.add(starts[line]);
                for (int i = 0; i < WORDS; i++) {
                    into.add(words[line * WORDS + i]);
                }
            }
        }
    }
}

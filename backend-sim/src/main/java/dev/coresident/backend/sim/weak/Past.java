package dev.coresident.backend.sim.weak;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory as it was when a worker last acquired, word by word as new as what the worker has read or stored since. That is what its plain
 * reads may give. Regions that are large are remembered by lines that were read, from the read on.
 */
final class Past {
    private static final long MOST_BYTES = 32_768;

    private static final class Kept {
        private final MemorySegment region;
        private final int[] words;

        Kept(MemorySegment region, int words) {
            this.region = region;
            this.words = new int[words];
        }
    }

    private final List<Kept> kept = new ArrayList<>();
    private final LineCache lines = new LineCache();
    private boolean present = true;

    Past(DeviceMemory memory) {
        keep(memory.control(), Math.min(MOST_BYTES, memory.places().deviceLine()));
        for (Region region : new Region[] {Region.RING, Region.OBSERVABLE, Region.HEAP}) {
            MemorySegment words = memory.region(region);
            if (words.byteSize() <= MOST_BYTES) {
                keep(words, words.byteSize());
            }
        }
    }

    private void keep(MemorySegment region, long bytes) {
        kept.add(new Kept(region, (int) (bytes / 4)));
    }

    /** From here to the end of the step nothing that is read is old. */
    void acquire() {
        present = true;
        lines.forget();
    }

    /** What was acquired in this step begins to age. */
    void endStep() {
        if (present) {
            for (Kept region : kept) {
                int[] words = region.words;
                MemorySegment.copy(region.region, ValueLayout.JAVA_INT, 0, words, 0, words.length);
            }
            present = false;
        }
    }

    /** A plain read: the present word, or the older one if there is one and the schedule says so. */
    int read(MemorySegment region, long offset, Schedule schedule) {
        int now = Words.get(region, offset);
        int[] words = find(region, offset);
        if (words != null) {
            int at = (int) (offset / 4);
            if (!present && words[at] != now && schedule.choose(2) == 0) {
                return words[at];
            }
            words[at] = now;
            return now;
        }
        if (lines.holds(region, offset) && lines.word(offset) != now && schedule.choose(2) == 0) {
            return lines.word(offset);
        }
        return lines.read(region, offset);
    }

    /** The worker's own store is never older than itself. */
    void stored(MemorySegment region, long offset, int value) {
        int[] words = find(region, offset);
        if (words != null) {
            words[(int) (offset / 4)] = value;
        }
        lines.stored(region, offset, value);
    }

    private int @Nullable [] find(MemorySegment region, long offset) {
        for (Kept each : kept) {
            if (RegionNumbers.isSame(each.region, region)) {
                return offset / 4 < each.words.length ? each.words : null;
            }
        }
        return null;
    }

    void hash(StateHash into, RegionNumbers numbers) {
        into.add(present ? 1 : 0);
        for (Kept each : kept) {
            if (present) {
                break;
            }
            for (int i = 0; i < each.words.length; i++) {
                if (each.words[i] != Words.get(each.region, 4L * i)) {
                    into.add(numbers.of(each.region));
                    into.add(Words.pair(i, each.words[i]));
                }
            }
        }
        lines.hash(into, numbers);
    }
}

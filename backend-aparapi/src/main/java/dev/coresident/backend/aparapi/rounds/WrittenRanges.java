package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.Region;
import java.util.Arrays;

/** What the host said it wrote and the device has not seen. Any thread adds; the thread of the round takes. */
final class WrittenRanges {
    private static final int FIRST_CAPACITY = 64;

    private final Object lock = new Object();
    private Ranges noted = new Ranges();
    private Ranges taken = new Ranges();

    /** Notes a range, at the end, or in the last one if that begins at the same place. */
    void add(Region region, long offset, long length) {
        synchronized (lock) {
            noted.add(region, offset, length);
        }
    }

    /** Takes all; gives how many. They can be asked for until the next call. */
    int take() {
        synchronized (lock) {
            Ranges emptied = taken;
            emptied.size = 0;
            taken = noted;
            noted = emptied;
        }
        return taken.size;
    }

    /** The first place from {@code at} on that no noted range covers. */
    long endOfNoted(Region region, long at) {
        synchronized (lock) {
            return noted.endFrom(region, at);
        }
    }

    /** Where the first noted range behind {@code at} begins, or the largest number. */
    long nextNoted(Region region, long at) {
        synchronized (lock) {
            return noted.beginBehind(region, at);
        }
    }

    Region region(int index) {
        return taken.regions[index];
    }

    long offset(int index) {
        return taken.offsets[index];
    }

    long length(int index) {
        return taken.lengths[index];
    }

    private static final class Ranges {
        private Region[] regions = new Region[FIRST_CAPACITY];
        private long[] offsets = new long[FIRST_CAPACITY];
        private long[] lengths = new long[FIRST_CAPACITY];
        private int size;

        void add(Region region, long offset, long length) {
            if (size > 0 && regions[size - 1] == region && offsets[size - 1] == offset) {
                lengths[size - 1] = Math.max(lengths[size - 1], length);
                return;
            }
            if (size == regions.length) {
                regions = Arrays.copyOf(regions, 2 * size);
                offsets = Arrays.copyOf(offsets, 2 * size);
                lengths = Arrays.copyOf(lengths, 2 * size);
            }
            regions[size] = region;
            offsets[size] = offset;
            lengths[size++] = length;
        }

        long endFrom(Region region, long at) {
            long end = at;
            long before;
            do {
                before = end;
                for (int i = 0; i < size; i++) {
                    if (regions[i] == region && offsets[i] <= end) {
                        end = Math.max(end, offsets[i] + lengths[i]);
                    }
                }
            } while (end != before);
            return end;
        }

        long beginBehind(Region region, long at) {
            long begin = Long.MAX_VALUE;
            for (int i = 0; i < size; i++) {
                if (regions[i] == region && offsets[i] > at) {
                    begin = Math.min(begin, offsets[i]);
                }
            }
            return begin;
        }
    }
}

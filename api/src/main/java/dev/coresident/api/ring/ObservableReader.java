package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * Reads the observable words of one window, a device's or a copy. Any thread, while the device writes; each word is read on its
 * own. Changes nothing, allocates nothing unless it refuses, and owns nothing.
 */
public final class ObservableReader {
    private static final Extent EXTENT = new Extent(
            "an observable window", "observable words", 0, Integer.BYTES, Geometry.MAX_RECORDS, Integer.BYTES);

    private final MemorySegment memory;
    private final int words;

    private ObservableReader(MemorySegment memory, int words) {
        this.memory = memory;
        this.words = words;
    }

    /**
     * A reader of memory that holds exactly so many words.
     *
     * @param memory 4-byte aligned, exactly 4 * words bytes
     * @param words u32, at most {@link Geometry#MAX_RECORDS}
     */
    public static Opening<ObservableReader> open(MemorySegment memory, int words) {
        RingRefusal refusal = EXTENT.refuse(memory, UnsignedInts.toLong(words));
        return refusal != null
                ? new Opening.Refused<>(refusal)
                : new Opening.Opened<>(new ObservableReader(memory, words));
    }

    /** Words in the window. */
    public int words() {
        return words;
    }

    /**
     * Reads consecutive words, each with acquire.
     *
     * @param first u32, the first word
     * @param count u32, how many
     * @param into receives them; the rest stays as it was
     * @return accepted, or {@link RingRefusal.IndexOutOfRange} with the first index beyond the window,
     *     {@link RingRefusal.ShortOutput}
     */
    public RingOutcome read(int first, int count, int[] into) {
        long from = UnsignedInts.toLong(first);
        long end = from + UnsignedInts.toLong(count);
        if (end > words) {
            return new RingRefusal.IndexOutOfRange("observable word", Math.max(from, words), words);
        }
        if (into.length < count) {
            return new RingRefusal.ShortOutput(into.length, count);
        }
        for (int i = 0; i < count; i++) {
            into[i] = Words.getAcquire(memory, 4L * (first + i));
        }
        return RingOutcome.Accepted.ACCEPTED;
    }
}

package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * Reads a debug log, a device's or a copy: the first records that were printed, and how many were dropped for want of room.
 *
 * <p>Any thread, while the device writes. Changes nothing, allocates nothing unless it refuses, and owns nothing.
 */
public final class DebugLogReader {
    /** Words of a record. */
    public static final int RECORD_WORDS = (int) (DebugLogLayout.BYTES / Integer.BYTES);

    private static final Extent EXTENT = new Extent(
            "a debug log",
            "debug records",
            DebugLogLayout.HEADER_BYTES,
            DebugLogLayout.BYTES,
            Geometry.MAX_RECORDS,
            Integer.BYTES);

    private final MemorySegment memory;
    private final int records;

    private DebugLogReader(MemorySegment memory, int records) {
        this.memory = memory;
        this.records = records;
    }

    /**
     * A reader of memory that has room for exactly so many records.
     *
     * @param memory 4-byte aligned, exactly 128 + 64 * records bytes
     * @param records u32, at most {@link Geometry#MAX_RECORDS}
     */
    public static Opening<DebugLogReader> open(MemorySegment memory, int records) {
        RingRefusal refusal = EXTENT.refuse(memory, UnsignedInts.toLong(records));
        return refusal != null
                ? new Opening.Refused<>(refusal)
                : new Opening.Opened<>(new DebugLogReader(memory, records));
    }

    /** Records that there is room for. */
    public int records() {
        return records;
    }

    /** Records that programs tried to print, as the device counts them: up to 2^31. */
    public long attempted() {
        return UnsignedInts.toLong(Words.getAcquire(memory, DebugLogLayout.ATTEMPTED));
    }

    /** Records that were kept, those included that are still being written: numbers 0 to this - 1. */
    public int kept() {
        return (int) Math.min(attempted(), records);
    }

    /** Records that found no room. */
    public long dropped() {
        return Math.max(0, attempted() - records);
    }

    /**
     * Reads a kept record.
     *
     * @param record u32, its number
     * @param into receives 16 words in the order of {@link DebugLogLayout}: sequence, tenant word, slot, reserved, twelve
     *     arguments; the rest stays as it was
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.ShortOutput},
     *     {@link RingRefusal.RecordNotWritten} while its writer has not released it
     */
    public RingOutcome read(int record, int[] into) {
        int kept = kept();
        if (Integer.compareUnsigned(record, kept) >= 0) {
            return new RingRefusal.IndexOutOfRange("debug record", UnsignedInts.toLong(record), kept);
        }
        if (into.length < RECORD_WORDS) {
            return new RingRefusal.ShortOutput(into.length, RECORD_WORDS);
        }
        long at = DebugLogLayout.record(record);
        int sequence = Words.getAcquire(memory, at + DebugLogLayout.SEQUENCE);
        if (sequence != record + 1) {
            return new RingRefusal.RecordNotWritten(record, UnsignedInts.toLong(sequence));
        }
        for (int word = 0; word < RECORD_WORDS; word++) {
            into[word] = Words.get(memory, at + 4L * word);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }
}

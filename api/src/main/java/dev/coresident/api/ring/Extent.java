package dev.coresident.api.ring;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The shape that a view demands of its memory: a head, then so many units, not a byte more or less. */
record Extent(String what, String units, long headBytes, long unitBytes, long most, long alignment) {
    /** The first thing wrong with a count: looked at before anything is reserved. */
    @Nullable
    RingRefusal refuse(long count) {
        return count > most ? new RingRefusal.TooMany(units, count, most) : null;
    }

    /** The first thing wrong with memory that is to hold so many units. */
    @Nullable
    RingRefusal refuse(MemorySegment memory, long count) {
        RingRefusal tooMany = refuse(count);
        if (tooMany != null) {
            return tooMany;
        }
        if (memory.maxByteAlignment() < alignment) {
            return new RingRefusal.Misaligned(what, memory.maxByteAlignment(), alignment);
        }
        long wanted = bytes(count);
        return memory.byteSize() == wanted ? null : new RingRefusal.WrongLength(what, memory.byteSize(), wanted);
    }

    long bytes(long count) {
        return headBytes + unitBytes * count;
    }
}

package dev.coresident.backend.sim.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Where the regions of a device come from, and how they go. */
public abstract class Backing implements AutoCloseable {
    private @Nullable Arena arena;

    private Backing() {}

    /** Memory outside the Java heap, given back by close, which stops every thread for a moment. For devices with threads. */
    public static Backing shared() {
        return new Native();
    }

    /**
     * Memory that costs about as much as its words: a device of some kilobytes is opened and closed in a few microseconds. Small regions
     * are arrays, given back by the garbage collector, so that they can still be read after close; large ones are as {@link #shared}.
     */
    public static Backing light() {
        return new Light();
    }

    /** A region that a user may want as a byte buffer, and so is never an array. */
    abstract MemorySegment buffers(long bytes);

    /** A region of words. */
    abstract MemorySegment words(long bytes);

    MemorySegment large(long bytes) {
        Arena present = arena;
        if (present == null) {
            present = Arena.ofShared();
            arena = present;
        }
        return ZeroedMemory.allocate(present, bytes);
    }

    @Override
    public void close() {
        Arena present = arena;
        if (present != null) {
            present.close();
        }
    }

    private static final class Native extends Backing {
        @Override
        MemorySegment buffers(long bytes) {
            return large(bytes);
        }

        @Override
        MemorySegment words(long bytes) {
            return large(bytes);
        }
    }

    private static final class Light extends Backing {
        @Override
        MemorySegment buffers(long bytes) {
            return bytes < ZeroedMemory.MAP_FROM_BYTES ? ZeroedMemory.allocate(Arena.ofAuto(), bytes) : large(bytes);
        }

        @Override
        MemorySegment words(long bytes) {
            return bytes < ZeroedMemory.MAP_FROM_BYTES
                    ? MemorySegment.ofArray(new long[(int) ((bytes + 7) / 8)]).asSlice(0, bytes)
                    : large(bytes);
        }
    }
}

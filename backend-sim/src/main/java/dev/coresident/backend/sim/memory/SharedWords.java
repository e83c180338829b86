package dev.coresident.backend.sim.memory;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * How one worker reads and writes the words that the host and other workers see. Every access of the protocol and of the ops goes
 * through here, so that a simulated memory can be weaker than the machine's; program images and scan input are read in bulk and do not.
 *
 * <p>This class is the machine's memory as it is: {@link Words} on the segment. While no subclass is loaded the compiler binds the calls
 * as it binds static ones, so that threads pay nothing.
 */
public class SharedWords {
    /** The machine's memory. */
    public SharedWords() {}

    /** Plain read. */
    public int get(MemorySegment region, long offset) {
        return Words.get(region, offset);
    }

    /** Plain write. */
    public void set(MemorySegment region, long offset, int value) {
        Words.set(region, offset, value);
    }

    /** Read that later accesses cannot overtake. */
    public int getAcquire(MemorySegment region, long offset) {
        return Words.getAcquire(region, offset);
    }

    /** Write that earlier accesses cannot fall behind. */
    public void setRelease(MemorySegment region, long offset, int value) {
        Words.setRelease(region, offset, value);
    }

    /** Sequentially consistent read. */
    public int getVolatile(MemorySegment region, long offset) {
        return Words.getVolatile(region, offset);
    }

    /** Sequentially consistent add; gives the value before. */
    public int getAndAdd(MemorySegment region, long offset, int delta) {
        return Words.getAndAdd(region, offset, delta);
    }

    /** Sequentially consistent compare-and-swap; gives the value before. */
    public int compareAndExchange(MemorySegment region, long offset, int expected, int value) {
        return Words.compareAndExchange(region, offset, expected, value);
    }

    /** Sequentially consistent compare-and-swap; true on success. */
    public final boolean compareAndSet(MemorySegment region, long offset, int expected, int value) {
        return compareAndExchange(region, offset, expected, value) == expected;
    }

    /** Read of two words, seen together, that later accesses cannot overtake. */
    public long getPairAcquire(MemorySegment region, long offset) {
        return Words.getPairAcquire(region, offset);
    }

    /** Plain write of two words; somebody may see one of them first. */
    public void setPair(MemorySegment region, long offset, long pair) {
        Words.setPair(region, offset, pair);
    }

    /** Write of two words, seen together, that earlier accesses cannot fall behind. */
    public void setPairRelease(MemorySegment region, long offset, long pair) {
        Words.setPairRelease(region, offset, pair);
    }

    /**
     * Plain copy of words within a region, as if through a buffer.
     *
     * @param from first byte read
     * @param to first byte written
     * @param bytes a multiple of 4
     */
    public void copy(MemorySegment region, long from, long to, long bytes) {
        MemorySegment.copy(region, from, region, to, bytes);
    }
}

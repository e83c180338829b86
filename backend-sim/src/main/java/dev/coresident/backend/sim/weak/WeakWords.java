package dev.coresident.backend.sim.weak;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/**
 * One worker's view of a memory that keeps only the promises that the names of the accesses make.
 *
 * <ul>
 *   <li>Every store goes to a buffer of the worker's own and drains at a later step: plain ones in any order but for the same
 *       address, a release after all before it.
 *   <li>A plain read gives the present word or an older one, as the schedule decides: what was there when this worker last acquired,
 *       or what it has read or stored there since. A word never goes back.
 *   <li>An acquire reads the present word and forgets all older ones. A sequentially consistent access drains all stores as well.
 * </ul>
 *
 * <p>So a store may be overtaken by later reads and later plain stores, and a plain read may be made before earlier reads, as far back as
 * the last acquire. A read is never made late: it does not see a store that follows it.
 * The model is an operational one after the store buffers of Owens, Sarkar and Sewell (2009), with buffers that do not keep their order
 * and reads that were made early. The host reads and writes memory itself: its own order is Java's to keep.
 */
public class WeakWords extends SharedWords {
    private final Schedule schedule;
    private final RegionNumbers numbers;
    private final StoreBuffer stores = new StoreBuffer();
    private final Past past;

    /**
     * A worker's view.
     *
     * @param memory whose segments it is used with
     * @param schedule decides what is stale and what drains
     */
    public WeakWords(DeviceMemory memory, Schedule schedule) {
        this.numbers = new RegionNumbers(memory);
        this.schedule = schedule;
        this.past = new Past(memory);
    }

    /** Stores that nobody else sees yet. */
    public final int pending() {
        return stores.size();
    }

    /** Lets one store become visible, as the schedule decides; gives its region's number in the high half, its offset in the low one. */
    public final long drainOne() {
        int store = stores.candidate(schedule.choose(stores.candidates()));
        long which = ((long) numbers.of(stores.region(store)) << 32) | stores.offset(store);
        drain(store);
        return which;
    }

    /** Lets all stores become visible, in order. */
    public final void drainAll() {
        while (stores.size() > 0) {
            drain(0);
        }
    }

    private void drain(int store) {
        MemorySegment region = stores.region(store);
        long offset = stores.offset(store);
        long value = stores.value(store);
        past.stored(region, offset, (int) value);
        if (stores.isPair(store)) {
            past.stored(region, offset + 4, (int) (value >>> 32));
        }
        stores.drain(store);
    }

    /** Drains everything and forgets everything: a border that both sides know. */
    public final void settle() {
        drainAll();
        past.acquire();
    }

    /** Call after each step of the worker: what it acquired is now as old as the steps of others make it. */
    public final void endStep() {
        past.endStep();
    }

    /** Adds all that later steps depend on. */
    public final void hash(StateHash into) {
        stores.hash(into, numbers);
        past.hash(into, numbers);
    }

    private void store(MemorySegment region, long offset, long value, boolean pair, boolean release) {
        if (stores.size() == StoreBuffer.CAPACITY) {
            drainOne();
        }
        stores.add(region, offset, value, pair, release);
        past.stored(region, offset, (int) value);
        if (pair) {
            past.stored(region, offset + 4, (int) (value >>> 32));
        }
    }

    @Override
    public int get(MemorySegment region, long offset) {
        int own = stores.find(region, offset);
        if (own >= 0) {
            return stores.word(own, offset);
        }
        return past.read(region, offset, schedule);
    }

    @Override
    public void set(MemorySegment region, long offset, int value) {
        store(region, offset, value, false, false);
    }

    @Override
    public int getAcquire(MemorySegment region, long offset) {
        int own = stores.find(region, offset);
        int value = own >= 0 ? stores.word(own, offset) : Words.getAcquire(region, offset);
        past.acquire();
        return value;
    }

    @Override
    public void setRelease(MemorySegment region, long offset, int value) {
        store(region, offset, value, false, true);
    }

    @Override
    public int getVolatile(MemorySegment region, long offset) {
        settle();
        return Words.getVolatile(region, offset);
    }

    @Override
    public int getAndAdd(MemorySegment region, long offset, int delta) {
        settle();
        return Words.getAndAdd(region, offset, delta);
    }

    @Override
    public int compareAndExchange(MemorySegment region, long offset, int expected, int value) {
        settle();
        return Words.compareAndExchange(region, offset, expected, value);
    }

    @Override
    public long getPairAcquire(MemorySegment region, long offset) {
        if (stores.find(region, offset) >= 0 || stores.find(region, offset + 4) >= 0) {
            drainAll();
        }
        long value = Words.getPairAcquire(region, offset);
        past.acquire();
        return value;
    }

    @Override
    public void setPair(MemorySegment region, long offset, long pair) {
        set(region, offset, (int) pair);
        set(region, offset + 4, (int) (pair >>> 32));
    }

    @Override
    public void setPairRelease(MemorySegment region, long offset, long pair) {
        store(region, offset, pair, true, true);
    }

    @Override
    public void copy(MemorySegment region, long from, long to, long bytes) {
        int[] words = new int[(int) (bytes / 4)];
        for (int i = 0; i < words.length; i++) {
            words[i] = get(region, from + 4L * i);
        }
        for (int i = 0; i < words.length; i++) {
            set(region, to + 4L * i, words[i]);
        }
    }
}

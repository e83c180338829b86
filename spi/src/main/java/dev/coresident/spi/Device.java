package dev.coresident.spi;

import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.CustomOp;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;

/**
 * Memory plus something that executes slots.
 *
 * <p>What every device does, by the words of the layouts:
 *
 * <ol>
 *   <li>It takes slots by ticket: a compare-and-swap on the partition's head, bounded by the tail that the host released.
 *   <li>It counts the claim in the tenant's row, then looks at the host row, and executes only if the slot's tenant word is the
 *       row's admitted word; else the slot ends in FAULT. A host that clears the admitted word and then reads the claimed
 *       count therefore knows every claim that may still run.
 *   <li>It checks window, binding, handles and bounds before it touches memory, and ends a slot that fails a check in FAULT
 *       with the code.
 *   <li>It writes the results, then the terminal status with release, then the tenant's count, then the completion entry with
 *       the sequence word released last.
 *   <li>No partition waits for ever: after {@link dev.coresident.spi.layout.Partitions#LOOK_BELOW_AFTER} claims at or above a
 *       level while a lower one has work, it claims from a lower one once.
 *   <li>A BATCH_FENCE ends after every slot of its batch.
 * </ol>
 *
 * <p>A loss: {@link #health} says {@link Health.Lost} before the host can see a word that the loss destroyed. The regions stay readable and
 * writable until {@link #close}; what the host wrote into them stays as it was, what the device wrote may be anything. {@link #stop} and
 * {@link #close} work as ever.
 *
 * <p>Threads: {@link #start}, {@link #round}, {@link #stop} and {@link #close} are called by one thread at a time (the pump's
 * owner); {@link #wrote}, {@link #nudge}, {@link #fetch}, {@link #health} and {@link #region} by any.
 */
public interface Device extends AutoCloseable {
    /** What the device is. */
    DeviceFacts facts();

    /** The geometry it was opened with. */
    Geometry geometry();

    /**
     * The host's view of a region; the same segment for the life of the device, usable from any thread.
     *
     * @param region which
     * @return a segment of exactly the size that {@link Geometry#bytes} gives
     */
    MemorySegment region(Region region);

    /**
     * What the device counts of its own work besides the words of the protocol, such as images copied or caches cleared: for people
     * who ask why something is slow. Ascending by name, each name once; by default nothing. Any thread; allocates.
     */
    default List<DeviceCount> counts() {
        return List.of();
    }

    /**
     * All memory that the device allocated when it was opened and keeps until {@link #close}, on the host and on its own side: the
     * regions, and what it copies them through. The same figure for the life of the device; any thread. By default the regions.
     */
    default long allocatedBytes() {
        long bytes = 0;
        for (Region region : Region.values()) {
            bytes += region(region).byteSize();
        }
        return bytes;
    }

    /**
     * The ops that it has beyond those of {@link dev.coresident.spi.program.OpKind}; the same list for the life of the device, each kind number
     * once. By default none. Any thread.
     */
    default List<CustomOp> customOps() {
        return List.of();
    }

    /**
     * Begins to execute. A RESIDENT device polls from now on; a ROUNDS device is ready for rounds.
     *
     * @throws DeviceException if it cannot be started, or was started before
     */
    void start() throws DeviceException;

    /**
     * One bounded pass of a ROUNDS device over what is published.
     *
     * @param maxSlots stop after about this many slots, at least 1
     * @return how many slots ended
     * @throws DeviceException if the device was lost
     * @throws IllegalStateException on a RESIDENT device, or when not started
     */
    int round(int maxSlots) throws DeviceException;

    /**
     * Tells the device that the host wrote a range, so that a STAGED device brings it over at the next round. A COHERENT device
     * does nothing, or has copied when this returns if it keeps its heap apart. Ring slots and tails need no call: the device finds
     * them by the tails.
     *
     * @param region which region
     * @param offset first byte
     * @param length bytes
     */
    void wrote(Region region, long offset, long length);

    /**
     * Makes a range that the device wrote readable by the host; what the host {@linkplain #wrote wrote} and the device has not
     * taken over yet stays as the host wrote it. A COHERENT device does nothing unless it keeps its heap apart. Control, ring, completions,
     * debug log and IO queue need no call: they are brought over at each round's end.
     *
     * @param region {@link Region#HEAP} or {@link Region#OBSERVABLE}
     * @param offset first byte
     * @param length bytes
     */
    void fetch(Region region, long offset, long length);

    /** Tells a resident device that a tail moved, so that a parked poller may wake. Cheap, and may do nothing. */
    void nudge();

    /**
     * Asks a device to stop and waits. Published slots that were not claimed stay as they are. Idempotent.
     *
     * @param limit how long to wait at most
     * @return true if it stopped; false if something still runs, and then the memory must not be released
     */
    boolean stop(Duration limit);

    /** How the device is. Never throws, never blocks. */
    Health health();

    /**
     * Releases everything; stops first. The regions must not be touched afterwards. Idempotent. A device that could not stop
     * keeps its memory rather than pulling it from under what still runs.
     */
    @Override
    void close();
}

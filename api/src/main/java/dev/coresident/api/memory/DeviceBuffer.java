package dev.coresident.api.memory;

import dev.coresident.ledger.pressure.Enlistment;
import dev.coresident.ledger.pressure.Evictee;
import java.lang.foreign.MemorySegment;

/**
 * A piece of the device's heap with a row in the handle table. Ops name it by {@link #handle}; addresses never leave the device.
 *
 * <p>The bytes are zero when it is allocated. The segment may be used from any thread until {@link #close}; the caller keeps to the
 * order of its own submissions. Say what the host {@linkplain #wrote wrote} before the submit, and {@linkplain #fetch fetch} what an op
 * wrote after its ticket ended, on every device: a coherent one copies nothing, but after a loss another device may be behind the
 * same segment.
 *
 * <p>A buffer outlives its device. Handle, place and segment stay; what the host wrote and said is brought to the next device. What ops
 * wrote and nobody fetched is gone, and so is whatever the host wrote without saying so. Until {@link #close} the lost device's view of
 * the heap is kept for the segment.
 */
public interface DeviceBuffer extends AutoCloseable {
    /** What {@link #fetch} answers when the device it read from is lost: no completion has it. */
    int LOST = -1;

    /** The word that ops name the buffer with. */
    int handle();

    /** Its length as asked for. */
    long bytes();

    /** The host's view of it, exactly {@link #bytes} long, 64-byte aligned. */
    MemorySegment segment();

    /**
     * Says that the host wrote a range.
     *
     * @param offset first byte
     * @param length bytes; the range within the buffer
     * @throws IllegalStateException if the buffer was closed and its device replaced
     */
    void wrote(long offset, long length);

    /**
     * Makes what ops wrote to a range readable.
     *
     * <p>The bytes are those of a ticket that ended if the answer is the completion's {@linkplain
     * dev.coresident.api.ring.Completion#incarnation incarnation}; else the device was lost meanwhile, and the slot has to run again. A
     * coherent device may be lost while its bytes are being read: fetch nothing, 0 bytes, once more after the reading, and what was read
     * counts if the answer is the same.
     *
     * @param offset first byte
     * @param length bytes; the range within the buffer
     * @return the incarnation of the device that the bytes are from, or {@link #LOST}
     * @throws IllegalStateException if the buffer was closed and its device replaced
     */
    int fetch(long offset, long length);

    /**
     * Says that its owner can do without it for a while: it is told when memory is short. What it does then, and when, is its own affair; the
     * bytes count until the buffer is closed and its slots have ended.
     *
     * @param evictee told how many bytes are wanted back, on the thread that is short of them; it may close the buffer
     */
    Enlistment offer(Evictee evictee);

    /**
     * Closes the handle: slots claimed from now on fault. The memory is given back, and the ledger's lease closed, once every slot
     * that was in the ring has ended. Idempotent.
     */
    @Override
    void close();
}

package dev.coresident.api.memory;

import java.lang.foreign.MemorySegment;

/**
 * A piece of the device's heap with a row in the handle table. Ops name it by {@link #handle}; addresses never leave the device.
 *
 * <p>The bytes are zero when it is allocated. The segment may be used from any thread until {@link #close}; the caller keeps to the
 * order of its own submissions. On a staged device say what the host {@linkplain #wrote wrote} before the submit, and
 * {@linkplain #fetch fetch} what an op wrote after its ticket ended; on a coherent one both do nothing.
 */
public interface DeviceBuffer extends AutoCloseable {
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
     * @param length bytes
     */
    void wrote(long offset, long length);

    /**
     * Makes what ops wrote to a range readable.
     *
     * @param offset first byte
     * @param length bytes
     */
    void fetch(long offset, long length);

    /**
     * Closes the handle: slots claimed from now on fault. The memory is given back, and the ledger's lease closed, once every slot
     * that was in the ring has ended. Idempotent.
     */
    @Override
    void close();
}

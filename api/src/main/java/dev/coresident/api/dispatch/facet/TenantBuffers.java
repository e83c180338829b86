package dev.coresident.api.dispatch.facet;

import java.nio.ByteBuffer;

/**
 * The device memory of a tenant, by the handle words that its ops carry. The executor calls it on its owner's thread, in the call of a
 * handler; whoever owns the device implements it.
 */
public interface TenantBuffers {
    /** What became of an access. */
    enum Access {
        /** All bytes were moved. */
        DONE,
        /** The handle is not this tenant's; no byte was moved. */
        NOT_OWNED,
        /** The bytes do not lie within the buffer; no byte was moved. */
        OUT_OF_BOUNDS,
        /** There is no device; no byte was moved. */
        NO_DEVICE
    }

    /** Writes the remaining bytes. */
    Access write(int tenantWord, int handleWord, long offset, ByteBuffer bytes);

    /** Fills what remains of a buffer. */
    Access read(int tenantWord, int handleWord, long offset, ByteBuffer into);

    /** Where there is no device: refuses everything. */
    static TenantBuffers none() {
        return NoBuffers.NONE;
    }
}

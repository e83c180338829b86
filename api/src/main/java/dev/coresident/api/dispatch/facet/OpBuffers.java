package dev.coresident.api.dispatch.facet;

import java.nio.ByteBuffer;

/** The device memory of the op's own tenant, by handle word, for a handler during a call. */
public interface OpBuffers {
    /** Writes the remaining bytes. */
    TenantBuffers.Access write(int handleWord, long offset, ByteBuffer bytes);

    /** Fills what remains of a buffer. */
    TenantBuffers.Access read(int handleWord, long offset, ByteBuffer into);
}

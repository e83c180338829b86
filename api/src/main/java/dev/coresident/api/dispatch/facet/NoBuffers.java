package dev.coresident.api.dispatch.facet;

import java.nio.ByteBuffer;

/** No device. */
enum NoBuffers implements TenantBuffers {
    NONE;

    @Override
    public Access write(int tenantWord, int handleWord, long offset, ByteBuffer bytes) {
        return Access.NO_DEVICE;
    }

    @Override
    public Access read(int tenantWord, int handleWord, long offset, ByteBuffer into) {
        return Access.NO_DEVICE;
    }
}

package dev.coresident.api.dispatch.facet;

import dev.coresident.api.dispatch.record.Holding;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Values that the tenant's ops leave for one another, by name. */
public interface OpHeld {
    /** Holds a copy of the remaining bytes, in place of what was held under the name. */
    Holding hold(String name, ByteBuffer value);

    /** Takes a value, which is gone then; read-only. */
    Optional<ByteBuffer> take(String name);

    /** True if something is held under the name. */
    boolean holds(String name);
}

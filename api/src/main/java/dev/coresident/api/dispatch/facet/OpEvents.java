package dev.coresident.api.dispatch.facet;

import java.nio.ByteBuffer;

/** Raises events for the executor's subscribers, who are told in the phase events of the next poll. */
public interface OpEvents {
    /** The most payload of one event: 1 MiB, as for all that wait together. */
    int PAYLOAD_BYTES = 1 << 20;

    /**
     * Raises one.
     *
     * @param topic what it is about
     * @param payload whose remaining bytes are copied
     * @return false if there was no place: counted, and told to subscribers as part of an overflow; or if it is larger than
     *     {@link #PAYLOAD_BYTES} all by itself: counted
     */
    boolean raise(String topic, ByteBuffer payload);
}

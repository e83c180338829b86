package dev.coresident.api.dispatch.completion;

import java.nio.ByteBuffer;

/** What a parked op is resumed with. */
public sealed interface Answer {
    /** The command that was answered; that or the latch on which the op was parked when the time was up. */
    long commandId();

    /**
     * A result.
     *
     * @param commandId the command
     * @param bytes read-only, valid during the call
     */
    record Bytes(long commandId, ByteBuffer bytes) implements Answer {}

    /**
     * What was asked failed.
     *
     * @param commandId the command
     * @param text why, cut at a character boundary when it was longer than a failure may be
     */
    record Failed(long commandId, String text) implements Answer {}

    /**
     * No answer came before the deadline.
     *
     * @param commandId what the op waited for; 0 if for nothing but time
     */
    record TimedOut(long commandId) implements Answer {}
}

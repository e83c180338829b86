package dev.coresident.api.replay.log;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.spi.layout.Geometry;
import java.lang.foreign.MemorySegment;

/** What a log says, one record each; words are u32. The layout is in {@link LogLayout}. */
public sealed interface LogRecord {
    /**
     * What was opened; the first record of every log.
     *
     * @param geometry the device's shape
     * @param backend the provider's name
     * @param description the device in words
     */
    record Kernel(Geometry geometry, String backend, String description) implements LogRecord {}

    /**
     * A tenant was admitted and its observable window zeroed.
     *
     * @param tenant tenant word
     * @param windowFirst first global opcode
     * @param windowSize opcodes
     * @param quota most slots in the ring
     * @param label for people, at most {@link LogLayout#MAX_TEXT_BYTES}
     */
    record Registered(int tenant, int windowFirst, int windowSize, int quota, String label) implements LogRecord {}

    /**
     * From here on nothing of the tenant is claimed.
     *
     * @param tenant tenant word
     */
    record Revoked(int tenant) implements LogRecord {}

    /**
     * The tenant's id is free and its bindings are gone.
     *
     * @param tenant tenant word
     */
    record Released(int tenant) implements LogRecord {}

    /**
     * A local opcode was bound.
     *
     * @param tenant tenant word
     * @param local local opcode
     * @param kind number of the op kind
     * @param image handle of the program image, or 0
     */
    record Bound(int tenant, int local, int kind, int image) implements LogRecord {}

    /**
     * A handle was opened over zeroed memory.
     *
     * @param handle handle word
     * @param owner tenant word, or 0
     * @param flags as in the handle row
     * @param unit start in the heap, in units of 64 bytes
     * @param bytes length
     */
    record Opened(int handle, int owner, int flags, int unit, long bytes) implements LogRecord {}

    /**
     * A handle was closed.
     *
     * @param handle handle word
     */
    record Closed(int handle) implements LogRecord {}

    /**
     * The host wrote memory.
     *
     * @param handle handle word
     * @param offset first byte
     * @param bytes what it wrote, read-only
     */
    record Wrote(int handle, long offset, MemorySegment bytes) implements LogRecord {}

    /**
     * The host read what ops wrote.
     *
     * @param handle handle word
     * @param offset first byte
     * @param length bytes
     * @param checksum CRC-32C of them
     */
    record Fetched(int handle, long offset, long length, int checksum) implements LogRecord {}

    /**
     * A slot was written to the ring.
     *
     * @param ticket its position in the tenant's queue
     * @param position its position in its partition
     * @param words all sixteen
     */
    record Published(long ticket, long position, ImmutableIntArray words) implements LogRecord {}

    /**
     * A submission ended.
     *
     * @param tenant tenant word
     * @param ticket its position in the tenant's queue
     * @param status slot status
     * @param fault fault code
     * @param results four words
     */
    record Outcome(int tenant, long ticket, int status, int fault, ImmutableIntArray results) implements LogRecord {}

    /**
     * The device was replaced: its memory begins with zeros, no slot is in its ring, tenants, bindings and handles stay. What the host
     * uploaded again follows as {@link Wrote}.
     *
     * @param incarnation how many devices were lost before
     * @param backend the provider's name
     * @param description the device in words
     */
    record Device(int incarnation, String backend, String description) implements LogRecord {}
}

package dev.coresident.api.replay.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of a replay log: a folder of segments named {@code coresident-000001.log} and so on, nothing else in it. Little-endian.
 *
 * <pre>
 * segment header, 64 bytes
 *     0        4        8        12       16       20       24                32          60
 *     +--------+--------+--------+--------+--------+--------+-----------------+-----------+--------+
 *     |      magic      |version | layout |sequence| chain  |  first record   | 28 x zero |checksum|
 *     +--------+--------+--------+--------+--------+--------+-----------------+-----------+--------+
 * record, a multiple of 8 bytes, at most 65,536
 *     0        4        8        12       16
 *     +--------+--------+--------+--------+----------------------------------------- - - ---+
 *     |checksum| length |  type  | number |  payload, zeros up to a multiple of 8           |
 *     +--------+--------+--------+--------+----------------------------------------- - - ---+
 * payloads (w a u32 word, l a 64-bit number, text a u32 length and its UTF-8, padded to 4)
 *      1 KERNEL      5 w slots of each level  w tenants  w window size  w ops per tenant  w observable words
 *                    w handles  w debug records  w compute units  l heap bytes  w 1 if resident
 *                    w 1 if staged  4 x zero  2 text: backend, description
 *      2 REGISTERED  w tenant  w window first  w window size  w quota  text label
 *      3 REVOKED     w tenant  w 0
 *      4 RELEASED    w tenant  w 0
 *      5 BOUND       w tenant  w local opcode  w kind  w image handle
 *      6 OPENED      w handle  w owner  w flags  w unit  l bytes
 *      7 CLOSED      w handle  w 0
 *      8 WROTE       w handle  w n  l offset  n bytes, n up to 32,768
 *      9 FETCHED     w handle  w CRC-32C of the bytes  l offset  l length
 *     10 PUBLISHED   l ticket  l ring position  16 w the slot
 *     11 OUTCOME     w tenant  w status, fault &lt;&lt; 8  l ticket  4 w results
 *     12 DEVICE      w incarnation  w 0  2 text: backend, description
 *     13 SEALED      w sequence of the next segment  w 0
 *     14 ENDED       w 1 closed, 2 full  w 0
 * </pre>
 *
 * <p>A record's checksum is CRC-32C of everything behind it in the record; a header's of everything before it. Records are numbered
 * through the log, low word. A segment ends with SEALED, the last with ENDED if the log was finished. The chain word is {@link #chain} over
 * the checksums of all records before, so that a segment of another log, a repeated or a missing one is recognised.
 */
public final class LogLayout {
    /** "CRESLOG1" in little-endian bytes. */
    public static final long MAGIC = 0x3147_4F4C_5345_5243L;
    /** The version of this layout. */
    public static final int VERSION = 1;
    /** Bytes of a segment's header. */
    public static final int SEGMENT_HEADER_BYTES = 64;
    /** Bytes of a record's header. */
    public static final int RECORD_HEADER_BYTES = 16;
    /** The longest record. */
    public static final int MAX_RECORD_BYTES = 1 << 16;
    /** The most bytes of memory in one WROTE record. */
    public static final int MAX_WROTE_BYTES = 1 << 15;
    /** The most bytes of a text; the rest of a longer one is left out. */
    public static final int MAX_TEXT_BYTES = 1_024;
    /** The most segments of a log. */
    public static final int MAX_SEGMENTS = 4_096;
    /** Bytes of a SEALED or ENDED record, for which every segment keeps room. */
    public static final int LAST_RECORD_BYTES = RECORD_HEADER_BYTES + 8;
    /** Bytes of a PUBLISHED record. */
    public static final int PUBLISHED_BYTES = RECORD_HEADER_BYTES + 80;
    /** Bytes of an OUTCOME record. */
    public static final int OUTCOME_BYTES = RECORD_HEADER_BYTES + 32;

    /** Segment header: the magic. */
    public static final int SEGMENT_MAGIC = 0;
    /** Segment header: the version of this layout. */
    public static final int SEGMENT_VERSION = 8;
    /** Segment header: the layout version of the words that slots and rows have. */
    public static final int SEGMENT_LAYOUT = 12;
    /** Segment header: its place in the log, from 1. */
    public static final int SEGMENT_SEQUENCE = 16;
    /** Segment header: {@link #chain} over the records of the segments before, 0 in the first. */
    public static final int SEGMENT_CHAIN = 20;
    /** Segment header: the number of the first record, 64 bits. */
    public static final int SEGMENT_FIRST_RECORD = 24;
    /** Segment header: checksum of the bytes before. */
    public static final int SEGMENT_CHECKSUM = 60;

    /** Record header: checksum of the bytes behind. */
    public static final int RECORD_CHECKSUM = 0;
    /** Record header: bytes of the whole record. */
    public static final int RECORD_LENGTH = 4;
    /** Record header: what it says. */
    public static final int RECORD_TYPE = 8;
    /** Record header: low word of its number. */
    public static final int RECORD_NUMBER = 12;

    /** Type: geometry and device; the first record of a log. */
    public static final int KERNEL = 1;
    /** Type: a tenant was admitted, its observables zeroed. */
    public static final int REGISTERED = 2;
    /** Type: from here on nothing of the tenant is claimed. */
    public static final int REVOKED = 3;
    /** Type: the tenant's id is free, its bindings gone. */
    public static final int RELEASED = 4;
    /** Type: a local opcode was bound. */
    public static final int BOUND = 5;
    /** Type: a handle was opened over zeroed memory. */
    public static final int OPENED = 6;
    /** Type: a handle was closed. */
    public static final int CLOSED = 7;
    /** Type: the host wrote memory. */
    public static final int WROTE = 8;
    /** Type: the host read what ops wrote. */
    public static final int FETCHED = 9;
    /** Type: a slot was written to the ring. */
    public static final int PUBLISHED = 10;
    /** Type: a submission ended. */
    public static final int OUTCOME = 11;
    /** Type: the device was replaced; its memory begins with zeros, tenants, bindings and handles stay. */
    public static final int DEVICE = 12;
    /** Type: the last record of a segment that others follow. */
    public static final int SEALED = 13;
    /** Type: the last record of a log. */
    public static final int ENDED = 14;

    /** Reason in ENDED: the kernel was closed. */
    public static final int REASON_CLOSED = 1;
    /** Reason in ENDED: the log reached its bound, the kernel went on unrecorded. */
    public static final int REASON_FULL = 2;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private LogLayout() {}

    /** The file name of a segment. */
    public static String segmentName(int sequence) {
        return "coresident-%06d.log".formatted(sequence);
    }

    /** Bytes rounded up to a multiple of 8. */
    public static int padded(int bytes) {
        return (bytes + 7) & -8;
    }

    /** True for a length that a record can have. The one check of a length that was read. */
    public static boolean isRecordLength(int length) {
        return length >= RECORD_HEADER_BYTES && length <= MAX_RECORD_BYTES && length % 8 == 0;
    }

    /** The checksum of a whole record in an array. */
    public static int recordChecksum(CRC32C scratch, byte[] bytes, int at, int length) {
        scratch.reset();
        scratch.update(bytes, at + RECORD_LENGTH, length - RECORD_LENGTH);
        return (int) scratch.getValue();
    }

    /** The checksum of a segment's header in an array. */
    public static int headerChecksum(CRC32C scratch, byte[] bytes, int at) {
        scratch.reset();
        scratch.update(bytes, at, SEGMENT_CHECKSUM);
        return (int) scratch.getValue();
    }

    /** The chain after one more record. */
    public static int chain(int before, int recordChecksum) {
        return 31 * before + recordChecksum;
    }

    /** Reads a word. */
    public static int word(byte[] bytes, int at) {
        return (int) WORD.get(bytes, at);
    }

    /** Writes a word. */
    public static void word(byte[] bytes, int at, int value) {
        WORD.set(bytes, at, value);
    }

    /** Reads a 64-bit number. */
    public static long pair(byte[] bytes, int at) {
        return (long) PAIR.get(bytes, at);
    }

    /** Writes a 64-bit number. */
    public static void pair(byte[] bytes, int at, long value) {
        PAIR.set(bytes, at, value);
    }
}

package dev.coresident.api.replay.log;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One record's bytes to its value. Whatever does not have exactly the form of the layout is an {@link IllegalArgumentException}. */
final class RecordDecoder {
    private static final int RESULTS = 4;

    private final byte[] bytes;
    private final int to;
    private int at;

    private RecordDecoder(byte[] bytes, int at, int to) {
        this.bytes = bytes;
        this.at = at;
        this.to = to;
    }

    /** Decodes a record whose checksum is right. */
    static LogRecord decode(int type, byte[] bytes, int at, int length) {
        RecordDecoder from = new RecordDecoder(bytes, at + LogLayout.RECORD_HEADER_BYTES, at + length);
        LogRecord record = switch (type) {
            case LogLayout.KERNEL -> from.kernel();
            case LogLayout.REGISTERED ->
                new LogRecord.Registered(from.word(), from.word(), from.word(), from.word(), from.text());
            case LogLayout.REVOKED -> new LogRecord.Revoked(from.wordAndZero());
            case LogLayout.RELEASED -> new LogRecord.Released(from.wordAndZero());
            case LogLayout.BOUND -> new LogRecord.Bound(from.word(), from.word(), from.word(), from.word());
            case LogLayout.OPENED ->
                new LogRecord.Opened(from.word(), from.word(), from.word(), from.word(), from.pair());
            case LogLayout.CLOSED -> new LogRecord.Closed(from.wordAndZero());
            case LogLayout.WROTE -> from.wrote();
            case LogLayout.FETCHED -> from.fetched();
            case LogLayout.PUBLISHED -> from.published();
            case LogLayout.OUTCOME -> from.outcome();
            case LogLayout.DEVICE -> new LogRecord.Device(from.wordAndZero(), from.text(), from.text());
            default ->
                throw new IllegalArgumentException("a log has no record of type " + Integer.toUnsignedString(type));
        };
        from.nothingLeft();
        return record;
    }

    private LogRecord kernel() {
        Partitions partitions = new Partitions(word(), word(), word(), word(), word());
        int tenants = word();
        int windowSize = word();
        int ops = word();
        int observableWords = word();
        int handles = word();
        int debugRecords = word();
        word(); // compute units, for people
        Geometry geometry =
                new Geometry(partitions, tenants, windowSize, ops, observableWords, handles, debugRecords, pair());
        pair(); // execution model and coherence, for people
        pair();
        pair();
        return new LogRecord.Kernel(geometry, text(), text());
    }

    private LogRecord wrote() {
        int handle = word();
        int count = word();
        long offset = pair();
        if (count < 1 || count > LogLayout.MAX_WROTE_BYTES || offset < 0) {
            throw new IllegalArgumentException("a WROTE record has from 1 to " + LogLayout.MAX_WROTE_BYTES
                    + " bytes at an offset of at least 0, got " + Integer.toUnsignedString(count) + " at " + offset);
        }
        need(count);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return new LogRecord.Wrote(handle, offset, MemorySegment.ofArray(copy).asReadOnly());
    }

    private LogRecord fetched() {
        int handle = word();
        int checksum = word();
        long offset = pair();
        long length = pair();
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a FETCHED record has an offset and a length of at least 0, got " + offset + " and " + length);
        }
        return new LogRecord.Fetched(handle, offset, length, checksum);
    }

    private LogRecord published() {
        long ticket = pair();
        long position = pair();
        ImmutableIntArray words = words(SlotLayout.WORDS);
        if (ticket < 0 || position < 0 || words.get(0) != SlotStatus.PUBLISHED) {
            throw new IllegalArgumentException(
                    "a slot is recorded as published, with a ticket and a position of at least 0; got status %s, %d and %d"
                            .formatted(Integer.toUnsignedString(words.get(0)), ticket, position));
        }
        return new LogRecord.Published(ticket, position, words);
    }

    private LogRecord outcome() {
        int tenant = word();
        int ending = word();
        long ticket = pair();
        int status = ending & 0xFF;
        if (ticket < 0 || !SlotStatus.isTerminal(status)) {
            throw new IllegalArgumentException(
                    "an outcome has a terminal status and a ticket of at least 0, got " + status + " and " + ticket);
        }
        return new LogRecord.Outcome(tenant, ticket, status, ending >>> 8, words(RESULTS));
    }

    private ImmutableIntArray words(int count) {
        ImmutableIntArray.Builder words = ImmutableIntArray.builder(count);
        for (int i = 0; i < count; i++) {
            words.add(word());
        }
        return words.build();
    }

    private int word() {
        need(4);
        int word = LogLayout.word(bytes, at);
        at += 4;
        return word;
    }

    private int wordAndZero() {
        int word = word();
        if (word() != 0) {
            throw new IllegalArgumentException("a word that must be zero is not");
        }
        return word;
    }

    private long pair() {
        need(8);
        long pair = LogLayout.pair(bytes, at);
        at += 8;
        return pair;
    }

    private String text() {
        int count = word();
        if (count < 0 || count > LogLayout.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text has at most " + LogLayout.MAX_TEXT_BYTES + " bytes, got "
                    + Integer.toUnsignedString(count));
        }
        int padded = (count + 3) & -4;
        need(padded);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, count))
                    .toString();
            at += padded;
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text is no UTF-8: " + e, e);
        }
    }

    private void need(int count) {
        if (to - at < count) {
            throw new IllegalArgumentException("the record is too short for what it says");
        }
    }

    /** Only padding is left, and it is zero. */
    private void nothingLeft() {
        if (to - at >= 8) {
            throw new IllegalArgumentException("the record is longer than what it says");
        }
        for (int i = at; i < to; i++) {
            if (bytes[i] != 0) {
                throw new IllegalArgumentException("the padding of the record is not zero");
            }
        }
    }
}

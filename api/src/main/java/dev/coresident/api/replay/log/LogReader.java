package dev.coresident.api.replay.log;

import com.google.common.collect.ImmutableList;
import dev.coresident.spi.layout.LayoutVersion;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its first record to its last, and believes nothing: whatever the bytes are, the answer is a record, the end, or a
 * {@link LogException}. One thread. Memory is bounded by the longest record; no link is followed; nothing is written.
 *
 * <p>What does not check out is a torn tail, which is cut and said, if it is in the last segment and the next record does not
 * follow; anywhere else it is damage, and refused.
 */
public final class LogReader implements AutoCloseable {
    private final ImmutableList<Path> segments;
    private final CRC32C checksum = new CRC32C();
    private SegmentReader segment;
    private int current;
    private long records;
    private int chain;
    private long recordOffset;
    private @Nullable LogEnd end;

    private LogReader(ImmutableList<Path> segments) throws LogException {
        this.segments = segments;
        this.segment = new SegmentReader(segments.get(0));
    }

    /**
     * Opens a log.
     *
     * @param folder what a kernel recorded to
     * @throws LogException if it is no log, or one of another version
     */
    public static LogReader open(Path folder) throws LogException {
        LogReader reader = new LogReader(LogFolder.segments(folder));
        try {
            reader.header();
            return reader;
        } catch (LogException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The next record.
     *
     * @return null at the end; then {@link #end} knows how that is
     * @throws LogException if what follows must not be believed; the reader is of no use then
     */
    public @Nullable LogRecord next() throws LogException {
        while (end == null) {
            int length = check();
            if (length == 0) {
                break;
            }
            byte[] bytes = segment.bytes();
            int at = segment.at();
            chain = LogLayout.chain(chain, LogLayout.word(bytes, at + LogLayout.RECORD_CHECKSUM));
            int type = LogLayout.word(bytes, at + LogLayout.RECORD_TYPE);
            LogRecord record = null;
            switch (type) {
                case LogLayout.SEALED -> sealed(bytes, at, length);
                case LogLayout.ENDED -> ended(bytes, at, length);
                default -> {
                    try {
                        record = RecordDecoder.decode(type, bytes, at, length);
                    } catch (IllegalArgumentException e) {
                        throw refusal(String.valueOf(e.getMessage()));
                    }
                    records++;
                    segment.skip(length);
                }
            }
            if (record != null) {
                return record;
            }
        }
        return null;
    }

    /** Reads a segment's header; true unless the segment was only begun and is the last. */
    private boolean header() throws LogException {
        recordOffset = 0;
        if (!segment.has(LogLayout.SEGMENT_HEADER_BYTES)) {
            if (current == segments.size() - 1) {
                finish(segment.left() == 0 ? LogEnd.Kind.OPEN : LogEnd.Kind.TORN, segment.left());
                return false;
            }
            throw refusal("a segment has a header of 64 bytes and this one has " + segment.left() + ": it is damaged");
        }
        byte[] bytes = segment.bytes();
        int at = segment.at();
        if (LogLayout.pair(bytes, at + LogLayout.SEGMENT_MAGIC) != LogLayout.MAGIC) {
            throw refusal("a segment begins with \"CRESLOG1\" and this file does not: it is no replay log");
        }
        int version = LogLayout.word(bytes, at + LogLayout.SEGMENT_VERSION);
        if (LogLayout.headerChecksum(checksum, bytes, at) != LogLayout.word(bytes, at + LogLayout.SEGMENT_CHECKSUM)) {
            throw refusal("the checksum of the segment's header is wrong: it is damaged");
        }
        int layout = LogLayout.word(bytes, at + LogLayout.SEGMENT_LAYOUT);
        if (version != LogLayout.VERSION || layout != LayoutVersion.CURRENT) {
            throw refusal(
                    "the log has version %s and layout version %s, this reader %d and %d: use the release that recorded it"
                            .formatted(
                                    Integer.toUnsignedString(version),
                                    Integer.toUnsignedString(layout),
                                    LogLayout.VERSION,
                                    LayoutVersion.CURRENT));
        }
        int sequence = LogLayout.word(bytes, at + LogLayout.SEGMENT_SEQUENCE);
        if (sequence != current + 1) {
            throw refusal("the segment is number %s by its header and %d by its name: it was renamed or repeated"
                    .formatted(Integer.toUnsignedString(sequence), current + 1));
        }
        if (LogLayout.word(bytes, at + LogLayout.SEGMENT_CHAIN) != chain
                || LogLayout.pair(bytes, at + LogLayout.SEGMENT_FIRST_RECORD) != records) {
            throw refusal("the segment does not continue the one before it: it belongs to another log");
        }
        segment.skip(LogLayout.SEGMENT_HEADER_BYTES);
        return true;
    }

    /** The length of the whole record that comes next, or 0 if there is none and the end is known. */
    private int check() throws LogException {
        recordOffset = segment.offset();
        String problem = problem(0);
        if (problem == null) {
            int length = LogLayout.word(segment.bytes(), segment.at() + LogLayout.RECORD_LENGTH);
            int number = LogLayout.word(segment.bytes(), segment.at() + LogLayout.RECORD_NUMBER);
            if (number != (int) records) {
                throw refusal("the record has number %s and %s was expected: records are missing or repeated"
                        .formatted(Integer.toUnsignedString(number), Integer.toUnsignedString((int) records)));
            }
            return length;
        }
        if (current < segments.size() - 1) {
            throw refusal(problem + ", and the segment is not the last: it is damaged");
        }
        if (segment.left() >= LogLayout.RECORD_HEADER_BYTES && leadsOn()) {
            throw refusal(problem + ", and a whole record follows: it is damaged");
        }
        finish(segment.left() == 0 ? LogEnd.Kind.OPEN : LogEnd.Kind.TORN, segment.left());
        return 0;
    }

    /** What is wrong with the record so many bytes ahead, or null. */
    private @Nullable String problem(int ahead) throws LogException {
        if (!segment.has(ahead + LogLayout.RECORD_HEADER_BYTES)) {
            return segment.left() == ahead ? "the segment has no last record" : "a record's header is cut short";
        }
        int length = LogLayout.word(segment.bytes(), segment.at() + ahead + LogLayout.RECORD_LENGTH);
        if (!LogLayout.isRecordLength(length)) {
            return "a record has from 16 to 65536 bytes, a multiple of 8, and this one claims "
                    + Integer.toUnsignedString(length);
        }
        if (!segment.has(ahead + length)) {
            return "a record of " + length + " bytes is cut short";
        }
        int at = segment.at() + ahead;
        boolean sound = LogLayout.recordChecksum(checksum, segment.bytes(), at, length)
                == LogLayout.word(segment.bytes(), at + LogLayout.RECORD_CHECKSUM);
        return sound ? null : "the checksum of a record is wrong";
    }

    /**
     * True if the record that comes after this one stands whole where some length leads: what this one claims need not be true, since
     * that is what may have changed. A kernel that died leaves nothing behind its last record.
     */
    private boolean leadsOn() throws LogException {
        for (int ahead = LogLayout.RECORD_HEADER_BYTES;
                ahead <= LogLayout.MAX_RECORD_BYTES && segment.has(ahead + LogLayout.RECORD_HEADER_BYTES);
                ahead += 8) {
            int number = LogLayout.word(segment.bytes(), segment.at() + ahead + LogLayout.RECORD_NUMBER);
            if (number == (int) records + 1 && problem(ahead) == null) {
                return true;
            }
        }
        return false;
    }

    private void sealed(byte[] bytes, int at, int length) throws LogException {
        int next = LogLayout.word(bytes, at + LogLayout.RECORD_HEADER_BYTES);
        if (length != LogLayout.LAST_RECORD_BYTES || next != current + 2) {
            throw refusal("a SEALED record names the next segment, " + (current + 2) + ", and this one names "
                    + Integer.toUnsignedString(next));
        }
        records++;
        last(length);
        if (current == segments.size() - 1) {
            finish(LogEnd.Kind.OPEN, 0);
            return;
        }
        current++;
        SegmentReader following = new SegmentReader(segments.get(current));
        segment.close();
        segment = following;
        header();
    }

    private void ended(byte[] bytes, int at, int length) throws LogException {
        int reason = LogLayout.word(bytes, at + LogLayout.RECORD_HEADER_BYTES);
        if (length != LogLayout.LAST_RECORD_BYTES
                || (reason != LogLayout.REASON_CLOSED && reason != LogLayout.REASON_FULL)) {
            throw refusal("an ENDED record has reason 1 or 2, got " + Integer.toUnsignedString(reason));
        }
        records++;
        last(length);
        if (current < segments.size() - 1) {
            throw refusal("the log ended here, and further segments are there: they belong to another log");
        }
        finish(reason == LogLayout.REASON_CLOSED ? LogEnd.Kind.CLOSED : LogEnd.Kind.FULL, 0);
    }

    private void last(int length) throws LogException {
        segment.skip(length);
        if (segment.left() > 0) {
            recordOffset = segment.offset();
            throw refusal(segment.left() + " bytes follow the last record of the segment: it is damaged");
        }
    }

    private void finish(LogEnd.Kind kind, long cut) {
        end = new LogEnd(kind, segment.file(), segment.offset(), cut, records, segments.size());
    }

    /**
     * How the log ends.
     *
     * @throws IllegalStateException if {@link #next} has not given null yet
     */
    public LogEnd end() {
        LogEnd known = end;
        if (known == null) {
            throw new IllegalStateException("the log's end is known once next() has given null");
        }
        return known;
    }

    /** The number of the record that {@link #next} gave last. */
    public long number() {
        return records - 1;
    }

    /** A refusal of the record that {@link #next} gave last, for readers that know more of what it may say. */
    public LogException refusal(String what) {
        return new LogException(segment.file(), recordOffset, what);
    }

    @Override
    public void close() {
        segment.close();
    }
}

package dev.coresident.api.internal.recording;

import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.api.replay.log.RecordingState.Stage;
import dev.coresident.api.replay.log.SyncPolicy;
import dev.coresident.spi.layout.LayoutVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one log: records are laid down in a buffer that is written when it is full. Not thread-safe; {@link Recorder} is.
 *
 * <p>A failed write ends the recording and nothing else. Files are opened so that an interrupt of the writing thread cannot close them, and
 * readable by their owner alone, because they hold what tenants sent to the device.
 */
final class LogFile {
    /** Bytes of the buffer; at least the longest record. */
    static final int BLOCK_BYTES = 1 << 18;

    private static final System.Logger LOG = System.getLogger(LogFile.class.getName());

    /** About 292 years, the most that fits. */
    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

    private final RecordingOptions options;
    private final LongSupplier nanoTime;
    private final int syncRecords;
    private final long syncNanos;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final CRC32C checksum = new CRC32C();

    private @Nullable RandomAccessFile file;
    private int at;
    private int length;
    private long inSegment;
    private int sequence;
    private int chain;
    private long unsynced;
    private long syncedAt;

    private Stage stage = Stage.RECORDING;
    private String reason = "";
    private long records;
    private long bytes;
    private long unrecorded;

    /** Makes the folder, which must be empty, and the first segment. */
    LogFile(RecordingOptions options, LongSupplier nanoTime) throws IOException {
        this.options = options;
        this.nanoTime = nanoTime;
        this.syncRecords = options.sync() instanceof SyncPolicy.PerRecords(int every) ? every : Integer.MAX_VALUE;
        this.syncNanos = options.sync() instanceof SyncPolicy.PerInterval(var every)
                ? Math.max(1, every.compareTo(MOST) >= 0 ? Long.MAX_VALUE : every.toNanos())
                : 0;
        this.syncedAt = nanoTime.getAsLong();
        prepareFolder(options.folder());
        open(1);
    }

    private static void prepareFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectories(folder);
            } catch (FileAlreadyExistsException e) {
                throw new IOException("it is no folder: name a new or an empty one", e);
            }
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw new IOException("the folder is not empty: name a new or an empty one");
            }
        }
    }

    /**
     * Begins a record.
     *
     * @param payload its bytes, which the caller writes to {@link #block} before {@link #end}
     * @return where they go, or -1 if nothing is recorded any more; then the record is counted
     */
    int begin(int type, int payload) {
        int needed = LogLayout.RECORD_HEADER_BYTES + LogLayout.padded(payload);
        if (stage != Stage.RECORDING || !hasRoom(needed)) {
            unrecorded++;
            return -1;
        }
        lay(type, needed);
        return at + LogLayout.RECORD_HEADER_BYTES;
    }

    /** Where payloads go. */
    byte[] block() {
        return block;
    }

    /** Ends the record that was begun. */
    void end() {
        append();
        if (unsynced >= syncRecords) {
            force();
        } else if (syncNanos > 0) {
            forceIfDue();
        }
    }

    private void lay(int type, int needed) {
        length = needed;
        LogLayout.pair(block, at + needed - 8, 0); // the padding, before the payload
        LogLayout.word(block, at + LogLayout.RECORD_LENGTH, needed);
        LogLayout.word(block, at + LogLayout.RECORD_TYPE, type);
        LogLayout.word(block, at + LogLayout.RECORD_NUMBER, (int) records);
    }

    private void append() {
        int sum = LogLayout.recordChecksum(checksum, block, at, length);
        LogLayout.word(block, at + LogLayout.RECORD_CHECKSUM, sum);
        at += length;
        inSegment += length;
        bytes += length;
        records++;
        unsynced++;
        chain = LogLayout.chain(chain, sum);
    }

    /** Makes room in the segment, or in the next one, and in the buffer. */
    private boolean hasRoom(int needed) {
        if (inSegment + needed + LogLayout.LAST_RECORD_BYTES > options.segmentBytes()) {
            if (sequence == options.segments()) {
                finish(
                        LogLayout.REASON_FULL,
                        Stage.FULL,
                        "the log reached its bound of " + options.segments() + " segments of " + options.segmentBytes()
                                + " bytes: allow more of either");
                LOG.log(System.Logger.Level.WARNING, "recording to {0} ended: {1}", options.folder(), reason);
                return false;
            }
            rotate();
        }
        if (at + needed > BLOCK_BYTES) {
            flush();
        }
        return stage == Stage.RECORDING;
    }

    private void rotate() {
        last(LogLayout.SEALED, sequence + 1);
        if (options.sync() instanceof SyncPolicy.Never) {
            flush();
        } else {
            force();
        }
        close();
        if (stage == Stage.RECORDING) {
            try {
                open(sequence + 1);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    /** A SEALED or ENDED record, for which there is always room in the segment. */
    private void last(int type, int word) {
        if (at + LogLayout.LAST_RECORD_BYTES > BLOCK_BYTES) {
            flush();
        }
        lay(type, LogLayout.LAST_RECORD_BYTES);
        LogLayout.word(block, at + LogLayout.RECORD_HEADER_BYTES, word);
        append();
    }

    private void open(int number) throws IOException {
        Path path = options.folder().resolve(LogLayout.segmentName(number));
        Files.createFile(path, onlyOwner(path)); // fails if it is there, whatever it is
        file = new RandomAccessFile(path.toFile(), "rw");
        sequence = number;
        inSegment = LogLayout.SEGMENT_HEADER_BYTES;
        bytes += LogLayout.SEGMENT_HEADER_BYTES;
        Arrays.fill(block, 0, LogLayout.SEGMENT_HEADER_BYTES, (byte) 0);
        LogLayout.pair(block, LogLayout.SEGMENT_MAGIC, LogLayout.MAGIC);
        LogLayout.word(block, LogLayout.SEGMENT_VERSION, LogLayout.VERSION);
        LogLayout.word(block, LogLayout.SEGMENT_LAYOUT, LayoutVersion.CURRENT);
        LogLayout.word(block, LogLayout.SEGMENT_SEQUENCE, number);
        LogLayout.word(block, LogLayout.SEGMENT_CHAIN, chain);
        LogLayout.pair(block, LogLayout.SEGMENT_FIRST_RECORD, records);
        LogLayout.word(block, LogLayout.SEGMENT_CHECKSUM, LogLayout.headerChecksum(checksum, block, 0));
        at = LogLayout.SEGMENT_HEADER_BYTES;
    }

    private static FileAttribute<?>[] onlyOwner(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void flush() {
        RandomAccessFile open = file;
        if (open != null && at > 0) {
            try {
                open.write(block, 0, at);
            } catch (IOException e) {
                fail(e);
            }
        }
        at = 0;
    }

    private void force() {
        flush();
        RandomAccessFile open = file;
        if (open != null) {
            try {
                open.getFD().sync();
            } catch (IOException e) {
                fail(e);
            }
        }
        unsynced = 0;
        syncedAt = syncNanos > 0 ? nanoTime.getAsLong() : syncedAt;
    }

    /** Forces what is not forced yet, if the interval of the policy has passed. */
    void forceIfDue() {
        if (syncNanos > 0 && unsynced > 0 && nanoTime.getAsLong() - syncedAt >= syncNanos) {
            force();
        }
    }

    /** True if something waits to be forced after an interval. */
    boolean isForceDue() {
        return syncNanos > 0 && unsynced > 0 && stage == Stage.RECORDING;
    }

    /** Finishes the log. What comes later is counted and not recorded. */
    void finish() {
        if (stage == Stage.RECORDING) {
            finish(LogLayout.REASON_CLOSED, Stage.CLOSED, "the kernel was closed");
        }
    }

    private void finish(int code, Stage next, String why) {
        last(LogLayout.ENDED, code);
        if (options.sync() instanceof SyncPolicy.Never) {
            flush();
        } else {
            force();
        }
        close();
        if (stage == Stage.RECORDING) {
            stage = next;
            reason = why;
        }
    }

    private void close() {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void fail(IOException e) {
        if (stage == Stage.RECORDING) {
            stage = Stage.FAILED;
            reason = "segment " + sequence + " could not be written: " + e;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "recording to " + options.folder() + " ended, the kernel goes on: " + reason,
                    e);
            close();
        }
    }

    RecordingState state() {
        return new RecordingState(options.folder(), stage, reason, records, bytes, sequence, unrecorded);
    }
}

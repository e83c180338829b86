package dev.coresident.api.internal.recording;

import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.api.replay.log.SyncPolicy;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a kernel does into a replay log. Any thread; one record at a time, under one monitor.
 *
 * <p>The order of the records is an order in which it could have happened: a slot is recorded before its tail is released, an outcome
 * after the device's word for it and before anybody is told, and a change that slots could race with (a revocation, a binding, a handle)
 * together with the store that makes it, under the monitor. So whatever lies between a slot's record and its outcome's, and nothing
 * else, may have raced with it.
 *
 * <p>{@link #published} and {@link #outcome} are called by the pump's owner for every slot and allocate nothing. Nothing here throws
 * because of the log.
 */
public final class Recorder {
    private final LogFile log;
    private final boolean hasInterval;

    private Recorder(LogFile log, boolean hasInterval) {
        this.log = log;
        this.hasInterval = hasInterval;
    }

    /**
     * Begins the log of a kernel over a device, if one is wanted.
     *
     * @param nanoTime the kernel's clock, for the sync policy
     * @throws DeviceException of category USER if the folder cannot be used
     */
    public static @Nullable Recorder of(@Nullable RecordingOptions wanted, Device device, LongSupplier nanoTime)
            throws DeviceException {
        if (wanted == null) {
            return null;
        }
        Recorder recorder = open(wanted, nanoTime);
        recorder.kernel(device.geometry(), device.facts());
        return recorder;
    }

    /**
     * Begins a log.
     *
     * @param nanoTime the kernel's clock, for the sync policy
     * @throws DeviceException of category USER if the folder cannot be used
     */
    public static Recorder open(RecordingOptions options, LongSupplier nanoTime) throws DeviceException {
        try {
            return new Recorder(new LogFile(options, nanoTime), options.sync() instanceof SyncPolicy.PerInterval);
        } catch (IOException | UnsupportedOperationException e) {
            throw new DeviceException(
                    DeviceException.Category.USER, "cannot record to " + options.folder() + ": " + e.getMessage(), e);
        }
    }

    /** The first record: what was opened. */
    public synchronized void kernel(Geometry geometry, DeviceFacts facts) {
        byte[] backend = text(facts.backend());
        byte[] description = text(facts.description());
        int at = log.begin(LogLayout.KERNEL, 4 * 20 + textBytes(backend) + textBytes(description));
        if (at >= 0) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                word(at + 4 * level, geometry.partitions().capacity(level));
            }
            word(at + 20, geometry.tenants());
            word(at + 24, geometry.windowSize());
            word(at + 28, geometry.opsPerTenant());
            word(at + 32, geometry.observableWords());
            word(at + 36, geometry.handles());
            word(at + 40, geometry.debugRecords());
            word(at + 44, facts.computeUnits());
            LogLayout.pair(log.block(), at + 48, geometry.heapBytes());
            word(at + 56, facts.model() == ExecutionModel.RESIDENT ? 1 : 0);
            word(at + 60, facts.coherence() == Coherence.STAGED ? 1 : 0);
            Arrays.fill(log.block(), at + 64, at + 80, (byte) 0);
            text(text(at + 80, backend), description);
            log.end();
        }
    }

    /** A tenant, and what admits it. */
    public synchronized void registered(
            int tenant, int windowFirst, int windowSize, int quota, String label, Runnable store) {
        store.run();
        byte[] text = text(label);
        int at = log.begin(LogLayout.REGISTERED, 16 + textBytes(text));
        if (at >= 0) {
            word(at, tenant);
            word(at + 4, windowFirst);
            word(at + 8, windowSize);
            word(at + 12, quota);
            text(at + 16, text);
            log.end();
        }
    }

    /** A revocation. */
    public synchronized void revoked(int tenant, Runnable store) {
        store.run();
        pair(LogLayout.REVOKED, tenant, 0);
    }

    /** An id that is free again. */
    public synchronized void released(int tenant, Runnable store) {
        store.run();
        pair(LogLayout.RELEASED, tenant, 0);
    }

    /** A binding; its image was written before. */
    public synchronized void bound(int tenant, int local, int kind, int image, Runnable store) {
        store.run();
        int at = log.begin(LogLayout.BOUND, 16);
        if (at >= 0) {
            word(at, tenant);
            word(at + 4, local);
            word(at + 8, kind);
            word(at + 12, image);
            log.end();
        }
    }

    /**
     * A handle over memory that is zero.
     *
     * @param store opens the row; gives 0 if there is none
     * @return what the store gives
     */
    public synchronized int opened(int owner, int flags, long unit, long bytes, IntSupplier store) {
        int handle = store.getAsInt();
        int at = handle == 0 ? -1 : log.begin(LogLayout.OPENED, 24);
        if (at >= 0) {
            word(at, handle);
            word(at + 4, owner);
            word(at + 8, flags);
            word(at + 12, (int) unit);
            LogLayout.pair(log.block(), at + 16, bytes);
            log.end();
        }
        return handle;
    }

    /** A closed handle. */
    public synchronized void closed(int handle, Runnable store) {
        store.run();
        pair(LogLayout.CLOSED, handle, 0);
    }

    /** Memory that the host wrote, in as many records as it takes. */
    public void wrote(int handle, long offset, MemorySegment bytes) {
        long done = 0;
        while (done < bytes.byteSize() && wrotePiece(handle, offset, bytes, done)) {
            done += LogLayout.MAX_WROTE_BYTES;
        }
    }

    private synchronized boolean wrotePiece(int handle, long offset, MemorySegment bytes, long done) {
        int piece = (int) Math.min(bytes.byteSize() - done, LogLayout.MAX_WROTE_BYTES);
        int at = log.begin(LogLayout.WROTE, 16 + piece);
        if (at < 0) {
            return false;
        }
        word(at, handle);
        word(at + 4, piece);
        LogLayout.pair(log.block(), at + 8, offset + done);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, done, log.block(), at + 16, piece);
        log.end();
        return true;
    }

    /** Memory that the host read after an op wrote it: its checksum, computed outside the monitor. */
    public void fetched(int handle, long offset, MemorySegment bytes) {
        CRC32C checksum = new CRC32C();
        for (long done = 0; done < bytes.byteSize(); done += 1 << 30) {
            checksum.update(bytes.asSlice(done, Math.min(1 << 30, bytes.byteSize() - done))
                    .asByteBuffer());
        }
        fetched(handle, offset, bytes.byteSize(), (int) checksum.getValue());
    }

    private synchronized void fetched(int handle, long offset, long length, int checksum) {
        int at = log.begin(LogLayout.FETCHED, 24);
        if (at >= 0) {
            word(at, handle);
            word(at + 4, checksum);
            LogLayout.pair(log.block(), at + 8, offset);
            LogLayout.pair(log.block(), at + 16, length);
            log.end();
        }
    }

    /**
     * A slot that was written to the ring, before the tail that shows it is released.
     *
     * @param ticket its position in the tenant's queue
     * @param position its position in its partition
     * @param words eight longs from {@code from} on, the slot but for its status
     */
    public synchronized void published(long ticket, long position, long[] words, int from) {
        int at = log.begin(LogLayout.PUBLISHED, LogLayout.PUBLISHED_BYTES - LogLayout.RECORD_HEADER_BYTES);
        if (at >= 0) {
            byte[] block = log.block();
            LogLayout.pair(block, at, ticket);
            LogLayout.pair(block, at + 8, position);
            LogLayout.pair(block, at + 16, Words.pair(SlotStatus.PUBLISHED, (int) (words[from] >>> 32)));
            for (int pair = 1; pair < 8; pair++) {
                LogLayout.pair(block, at + 16 + 8 * pair, words[from + pair]);
            }
            log.end();
        }
    }

    /**
     * A submission that ends, before its ticket does.
     *
     * @param ending as the completion entry has it
     */
    public synchronized void outcome(int tenant, long ticket, int ending, long results01, long results23) {
        int at = log.begin(LogLayout.OUTCOME, LogLayout.OUTCOME_BYTES - LogLayout.RECORD_HEADER_BYTES);
        if (at >= 0) {
            byte[] block = log.block();
            word(at, tenant);
            word(at + 4, CompletionLayout.status(ending) | (CompletionLayout.fault(ending) << 8));
            LogLayout.pair(block, at + 8, ticket);
            LogLayout.pair(block, at + 16, results01);
            LogLayout.pair(block, at + 24, results23);
            log.end();
        }
    }

    /** The device was replaced by a new one, whose ring is empty and whose memory is zero. */
    public synchronized void device(int incarnation, DeviceFacts facts) {
        byte[] backend = text(facts.backend());
        byte[] description = text(facts.description());
        int at = log.begin(LogLayout.DEVICE, 8 + textBytes(backend) + textBytes(description));
        if (at >= 0) {
            word(at, incarnation);
            word(at + 4, 0);
            text(text(at + 8, backend), description);
            log.end();
        }
    }

    /** Finishes the log: the kernel is closed. */
    public synchronized void finish() {
        log.finish();
    }

    /** Called once a cycle: what the sync policy's interval makes due. */
    public void force() {
        if (hasInterval) {
            synchronized (this) {
                log.forceIfDue();
            }
        }
    }

    /** True if something waits for the sync policy's interval. */
    public boolean isForceDue() {
        if (!hasInterval) {
            return false;
        }
        synchronized (this) {
            return log.isForceDue();
        }
    }

    /** How the recording goes. */
    public synchronized RecordingState state() {
        return log.state();
    }

    private void pair(int type, int first, int second) {
        int at = log.begin(type, 8);
        if (at >= 0) {
            word(at, first);
            word(at + 4, second);
            log.end();
        }
    }

    private void word(int at, int value) {
        LogLayout.word(log.block(), at, value);
    }

    /** At most so many bytes as a log takes, cut at a character. */
    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LogLayout.MAX_TEXT_BYTES) {
            return bytes;
        }
        int end = LogLayout.MAX_TEXT_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static int textBytes(byte[] text) {
        return 4 + ((text.length + 3) & -4);
    }

    private int text(int at, byte[] text) {
        byte[] block = log.block();
        word(at, text.length);
        int end = at + textBytes(text);
        Arrays.fill(block, at + 4, end, (byte) 0);
        System.arraycopy(text, 0, block, at + 4, text.length);
        return end;
    }
}

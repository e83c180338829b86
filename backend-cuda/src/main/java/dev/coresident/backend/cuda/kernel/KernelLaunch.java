package dev.coresident.backend.cuda.kernel;

import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one parameter of the kernel, and how large its work area is. One thread at a time. */
public final class KernelLaunch {
    private final Geometry geometry;
    private final int workers;
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(LaunchLayout.LAUNCH_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** For a geometry and so many workers. */
    public KernelLaunch(Geometry geometry, int workers) {
        this.geometry = geometry;
        this.workers = workers;
        ControlLayout places = ControlLayout.of(geometry);
        int[] words = {
            geometry.completions(),
            geometry.tenantRows(),
            Math.multiplyExact(geometry.tenantRows(), geometry.opsPerTenant()),
            geometry.handles() + 1,
            Math.multiplyExact(geometry.tenantRows(), geometry.observableWords()),
            geometry.debugRecords(),
            Math.toIntExact(places.tenantRows()),
            Math.toIntExact(places.opRows()),
            Math.toIntExact(places.handleRows()),
            Math.toIntExact(places.deviceLine()),
            Math.toIntExact(places.heads()),
            Math.toIntExact(places.countRows())
        };
        for (int i = 0; i < words.length; i++) {
            bytes.putInt(LaunchLayout.LAUNCH_COMPLETIONS + 4 * i, words[i]);
        }
        for (int level = 0; level <= Partitions.LEVELS; level++) {
            bytes.putInt(
                    LaunchLayout.LAUNCH_PARTITIONS + 4 * level,
                    geometry.partitions().offset(level));
        }
        word(LaunchLayout.LAUNCH_WORKERS, workers);
        word(LaunchLayout.LAUNCH_MAILS, mails());
        address(LaunchLayout.LAUNCH_HEAP_BYTES, geometry.heapBytes());
    }

    /** Sets an address or another number of 64 bits. */
    public KernelLaunch address(int at, long value) {
        bytes.putLong(at, value);
        return this;
    }

    /** Sets a word. */
    public KernelLaunch word(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    /** The parameter as it stands: a direct buffer, valid as long as this object. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Workers. */
    public int workers() {
        return workers;
    }

    /** Twice the workers at least, so that who is slow to take its mail holds up nobody. */
    private int mails() {
        return Integer.highestOneBit(2 * workers + 1) << 1;
    }

    /** Bytes of the work area. */
    public long workBytes() {
        return countsAt()
                + (geometry.tenantRows() + 1L) / 2 * 2 * LaunchLayout.COUNTS_BYTES
                + (long) workers * LaunchLayout.JOB_BYTES;
    }

    /** Where in the work area the counts of the tenant rows stand. */
    public long countsAt() {
        return LaunchLayout.SHARED_BYTES
                + (long) mails() * LaunchLayout.MAIL_BYTES
                + (long) geometry.completions() * LaunchLayout.ENDING_BYTES;
    }
}

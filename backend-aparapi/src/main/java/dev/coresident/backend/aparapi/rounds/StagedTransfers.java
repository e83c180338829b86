package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/**
 * For a device with memory of its own. Aparapi sends whole arrays, so that ranges travel packed in one of a few megabytes, and a
 * launch spreads them, or gathers them on the way back. Bits of a word that the host did not name stay as they are.
 */
final class StagedTransfers implements Transfers {
    /** Words of the array that ranges travel in. */
    static final int BULK_WORDS = 1 << 20;

    private static final int PATCHES = 512;
    private static final long FETCHED_AT = 4L * LaunchLayout.BULK_FETCHED_AT;
    private static final int DATA_AT = PATCHES * LaunchLayout.PATCH_WORDS;

    private final HostRegions host;
    private final Places places;
    private final KernelRun run;
    private final ReentrantLock launching;
    private final int items;
    private final int group;
    private final int[] in;
    private final int[] bulk;
    private final MemorySegment bulkBytes;
    private int fetches;
    private int patches;
    private int filled = DATA_AT;

    StagedTransfers(HostRegions host, Places places, KernelRun run, ReentrantLock launching, int items, int group) {
        this.host = host;
        this.places = places;
        this.run = run;
        this.launching = launching;
        this.items = items;
        this.group = group;
        RoundKernel kernel = run.kernel();
        this.in = kernel.in();
        this.bulk = kernel.bulk();
        this.bulkBytes = MemorySegment.ofArray(bulk);
    }

    @Override
    public void bring(Region region, long offset, long length) throws DeviceException {
        long end = offset + length;
        long next = offset;
        while (next < end) {
            if (patches == PATCHES || filled == BULK_WORDS) {
                flush();
            }
            long to = places.at(region, next);
            int skip = (int) (to & 3);
            long room = 4L * (BULK_WORDS - filled) - skip;
            long bytes = Math.min(end - next, room);
            patch((int) (to / 4), skip, (int) bytes);
            MemorySegment.copy(host.segment(region), next, bulkBytes, 4L * filled + skip, bytes);
            filled += (int) ((skip + bytes + 3) / 4);
            next += bytes;
        }
    }

    private void patch(int to, int skip, int bytes) {
        int at = patches++ * LaunchLayout.PATCH_WORDS;
        int words = (skip + bytes + 3) / 4;
        int over = 4 * words - skip - bytes;
        bulk[at + LaunchLayout.PATCH_TO] = to;
        bulk[at + LaunchLayout.PATCH_FROM] = filled;
        bulk[at + LaunchLayout.PATCH_COUNT] = words;
        bulk[at + LaunchLayout.PATCH_KEEP_FIRST] = skip == 0 ? 0 : (1 << (8 * skip)) - 1;
        bulk[at + LaunchLayout.PATCH_KEEP_LAST] = over == 0 ? 0 : -1 << (8 * (4 - over));
    }

    @Override
    public void flush() throws DeviceException {
        if (patches == 0) {
            return;
        }
        launching.lock();
        try {
            in[LaunchLayout.IN_MODE] = LaunchLayout.MODE_BRING;
            in[LaunchLayout.IN_COUNT] = patches;
            run.put(in);
            run.put(bulk);
            run.launch(items, group);
        } finally {
            launching.unlock();
        }
        patches = 0;
        filled = DATA_AT;
    }

    @Override
    public void sendIn() {
        run.put(in);
    }

    @Override
    public void takeOut() {
        run.get(run.kernel().out());
    }

    @Override
    public void fetch(Region region, long offset, long length, long deviceByte) throws DeviceException {
        launching.lock();
        try {
            flush(); // what waits in bulk would be overwritten
            long done = 0;
            while (done < length) {
                int skip = (int) ((deviceByte + done) & 3);
                long bytes = Math.min(length - done, 4L * (BULK_WORDS - LaunchLayout.BULK_FETCHED_AT) - skip);
                gather((int) ((deviceByte + done) / 4), (int) ((skip + bytes + 3) / 4));
                MemorySegment.copy(bulkBytes, FETCHED_AT + skip, host.segment(region), offset + done, bytes);
                done += bytes;
            }
        } finally {
            launching.unlock();
        }
    }

    /** Aparapi says nothing when a buffer could not be read; then the echo is an old one. */
    private void gather(int from, int words) throws DeviceException {
        int echo = --fetches;
        in[LaunchLayout.IN_ECHO] = echo;
        in[LaunchLayout.IN_MODE] = LaunchLayout.MODE_FETCH;
        in[LaunchLayout.IN_FETCH_FROM] = from;
        in[LaunchLayout.IN_COUNT] = words;
        run.put(in);
        run.launch(items, group);
        run.get(bulk);
        if (bulk[LaunchLayout.BULK_ECHO] != echo) {
            throw new DeviceException(
                    Category.LOST,
                    "what the device was asked for did not come back: a buffer could not be read, or a launch did not run");
        }
    }

    @Override
    public int word(int index) throws DeviceException {
        launching.lock();
        try {
            flush();
            gather(index, 1);
            return bulk[LaunchLayout.BULK_FETCHED_AT];
        } finally {
            launching.unlock();
        }
    }

    @Override
    public String description() {
        return "memory of its own";
    }
}

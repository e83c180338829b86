package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One launch after the other. The order in each: tails read, slots claimed and counted, admitted words of their tenants read, what the
 * host wrote brought over, launch, outcomes written. So a host that clears an admitted word and then reads the claimed count knows
 * every claim that may still run, though the memories are two.
 */
final class Launches {
    private final Geometry geometry;
    private final HostRegions host;
    private final ControlLayout control;
    private final Places places;
    private final KernelRun run;
    private final Transfers transfers;
    private final ReentrantLock launching;
    private final WrittenRanges written = new WrittenRanges();
    private final Shape shape;
    private final int[] in;
    private final int[] out;
    private final Batch batch;
    private final Ends ends;
    private final Fences fences;
    private final Claims claims;
    private final Pace pace;
    private final int[] askedIn;

    private int expectedLaunches;
    private int asked;
    private int attemptedSeen;
    private int recordsSeen;
    private boolean shutdown;

    Launches(
            HostRegions host,
            Places places,
            KernelRun run,
            Transfers transfers,
            ReentrantLock launching,
            Shape shape,
            long launchNanos) {
        this.geometry = places.geometry();
        this.host = host;
        this.control = places.control();
        this.places = places;
        this.run = run;
        this.transfers = transfers;
        this.launching = launching;
        this.shape = shape;
        this.in = run.kernel().in();
        this.out = run.kernel().out();
        this.batch = new Batch(in, out);
        this.ends = new Ends(host, geometry);
        this.fences = new Fences(host, geometry, ends);
        this.claims = new Claims(host, geometry, ends, fences, shape.scans());
        this.pace = new Pace(launchNanos);
        this.askedIn = new int[geometry.tenantRows()];
    }

    void wrote(Region region, long offset, long length) {
        if (region == Region.CONTROL || region == Region.OBSERVABLE || region == Region.HEAP) {
            written.add(region, offset, length);
        } else if (region == Region.DEBUG_LOG && offset == DebugLogLayout.ATTEMPTED && length >= 4) {
            written.add(region, offset, 4); // a host may begin with another count, never with other records
        }
    }

    /** Leaves out what the device has not taken over yet: to fetch it would undo what the host wrote. */
    void fetch(Region region, long offset, long length) throws DeviceException {
        launching.lock(); // between two launches nothing is taken and not yet brought
        try {
            long end = offset + length;
            long from = written.endOfNoted(region, offset);
            while (from < end) {
                long to = Math.min(end, written.nextNoted(region, from));
                transfers.fetch(region, from, to - from, places.at(region, from));
                from = written.endOfNoted(region, to);
            }
        } finally {
            launching.unlock();
        }
    }

    void begin() throws DeviceException {
        launching.lock();
        try {
            claims.begin();
            expectedLaunches = transfers.word(LaunchLayout.LAUNCHES_AT);
        } finally {
            launching.unlock();
        }
    }

    /** True if a slot is claimed and has not ended. */
    boolean isUnderWay() {
        return batch.size() > 0 || fences.size() > 0;
    }

    /** True if a scan was cut and goes on in the next launch. */
    boolean isWalking() {
        return batch.size() > 0;
    }

    /** True once a slot asked the device to stop. */
    boolean shutdownAsked() {
        return shutdown;
    }

    /** One launch, if there is anything to do; claims up to so many slots, ends what can end, gives how many did. */
    int once(int most) throws DeviceException {
        if (batch.size() == 0 && (most <= 0 || !claims.hasWork())) {
            return fences.size() == 0 ? 0 : fences.endThose();
        }
        launching.lock();
        try {
            if (most > 0) {
                claims.into(batch, most);
            }
            bringOver();
            launch();
            return takeOutcomes();
        } finally {
            launching.unlock();
        }
    }

    private void bringOver() throws DeviceException {
        int ranges = written.take();
        for (int i = 0; i < ranges; i++) {
            bring(written.region(i), written.offset(i), written.length(i));
        }
        asked++;
        for (int i = batch.goingOn(); i < batch.size(); i++) {
            int tenant = batch.tenant(i);
            int id = TenantWord.id(tenant);
            if (id != 0 && id <= geometry.tenants() && askedIn[id] != asked) {
                askedIn[id] = asked;
                long row = control.tenantRow(id);
                if (Words.getVolatile(host.control(), row + TenantRow.ADMITTED) != tenant) {
                    transfers.bring(Region.CONTROL, row, TenantRow.BYTES);
                }
            }
        }
        transfers.flush();
    }

    /** Of the control region only what the host writes: the rest is the device's, and lives where the host reads it. */
    private void bring(Region region, long offset, long length) throws DeviceException {
        long end = region == Region.CONTROL ? Math.min(offset + length, control.hostBytes()) : offset + length;
        if (end > offset) {
            transfers.bring(region, offset, end - offset);
        }
    }

    private void launch() throws DeviceException {
        in[LaunchLayout.IN_MODE] = LaunchLayout.MODE_RUN;
        in[LaunchLayout.IN_COUNT] = batch.size();
        in[LaunchLayout.IN_TICKET] = 0;
        in[LaunchLayout.IN_ECHO] = ++expectedLaunches;
        in[LaunchLayout.IN_SCAN_STEPS] = pace.steps();
        in[LaunchLayout.IN_SERVICES] = Words.get(host.control(), ControlLayout.SERVICES);
        transfers.sendIn();
        long begun = System.nanoTime();
        run.launch(shape.items(batch.size()), shape.group());
        long lasted = System.nanoTime() - begun;
        transfers.takeOut();
        if (out[LaunchLayout.OUT_LAUNCHES] != expectedLaunches || out[LaunchLayout.OUT_ECHO] != expectedLaunches) {
            throw new DeviceException(
                    Category.LOST,
                    "the device's memory is not what it was: it counts " + out[LaunchLayout.OUT_LAUNCHES]
                            + " launches where there were " + expectedLaunches
                            + "; a buffer was made anew, or a launch did not run");
        }
        lasted(lasted);
    }

    private void lasted(long nanos) {
        boolean cut = false;
        for (int i = 0; i < batch.size() && !cut; i++) {
            cut = batch.code(i) == LaunchLayout.OUTCOME_CONTINUE;
        }
        pace.lasted(nanos, cut);
    }

    private int takeOutcomes() throws DeviceException {
        bringRecords();
        int ended = 0;
        for (int i = 0; i < batch.size(); i++) {
            int code = batch.code(i);
            if (code >= 0) {
                end(i, code);
                ended++;
            } else if (code == LaunchLayout.OUTCOME_SHUTDOWN) {
                shutdown = true;
                end(i, 0);
                ended++;
            } else if (code == LaunchLayout.OUTCOME_HANDED) {
                ends.handOver(batch.slot(i), batch.level(i), batch.position(i), batch.tenant(i));
                ended++;
            } else if (code == LaunchLayout.OUTCOME_FENCE) {
                ended += fence(i) ? 1 : 0;
            }
        }
        batch.next();
        return ended + fences.endThose();
    }

    private void end(int index, int fault) {
        ends.end(
                batch.slot(index),
                batch.level(index),
                batch.position(index),
                batch.tenant(index),
                fault,
                batch.result(index, 0),
                batch.result(index, 1),
                batch.result(index, 2),
                batch.result(index, 3));
    }

    /** True if the fence ended because it is malformed. */
    private boolean fence(int index) {
        int count = batch.argument(index, 0);
        if (fences.isMalformed(batch.level(index), batch.position(index), count)) {
            end(index, FaultCode.FENCE_MALFORMED.number());
            return true;
        }
        fences.add(
                batch.slot(index),
                batch.level(index),
                batch.position(index),
                batch.tenant(index),
                batch.argument(index, 1));
        return false;
    }

    private void bringRecords() throws DeviceException {
        // Asked only after a launch that ran something new: scans that go on print nothing.
        if (batch.size() == batch.goingOn()) {
            return;
        }
        int attempted = out[LaunchLayout.OUT_ATTEMPTED];
        if (attempted == attemptedSeen) {
            return;
        }
        attemptedSeen = attempted;
        MemorySegment log = host.segment(Region.DEBUG_LOG);
        int records = geometry.debugRecords();
        int kept = Integer.compareUnsigned(attempted, records) < 0 ? attempted : records;
        if (kept > recordsSeen) {
            long from = DebugLogLayout.record(recordsSeen);
            transfers.fetch(
                    Region.DEBUG_LOG, from, DebugLogLayout.record(kept) - from, places.at(Region.DEBUG_LOG, from));
            recordsSeen = kept;
        }
        Words.setRelease(log, DebugLogLayout.ATTEMPTED, attempted);
    }

    void close() {
        launching.lock();
        try {
            run.close();
        } finally {
            launching.unlock();
        }
    }
}

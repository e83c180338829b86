package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A staged device in rounds: a round is one launch, or several short ones while nothing has ended, at most for the time that the
 * device was opened with and one launch more. Nothing is launched when there is nothing to do.
 */
public final class RoundDevice implements Device {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final DeviceFacts facts;
    private final Geometry geometry;
    private final Arena arena;
    private final HostRegions host;
    private final ControlLayout places;
    private final Launches launches;
    private final long roundNanos;
    private final long stagingBytes;
    private final AtomicInteger rounds = new AtomicInteger();

    private boolean closed;
    private boolean finishing;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile @Nullable DeviceException lost;

    RoundDevice(
            DeviceFacts facts,
            Geometry geometry,
            Arena arena,
            HostRegions host,
            Launches launches,
            long roundNanos,
            long stagingBytes) {
        this.stagingBytes = stagingBytes;
        this.facts = facts;
        this.geometry = geometry;
        this.arena = arena;
        this.host = host;
        this.places = ControlLayout.of(geometry);
        this.launches = launches;
        this.roundNanos = roundNanos;
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public MemorySegment region(Region region) {
        return host.segment(region);
    }

    @Override
    public long allocatedBytes() {
        return Device.super.allocatedBytes() + stagingBytes;
    }

    @Override
    public void start() throws DeviceException {
        if (started || stopped) {
            throw new DeviceException(
                    Category.INTERNAL, "a device is started once and cannot be restarted: open a new one");
        }
        Words.setRelease(host.control(), ControlLayout.RUN, 1);
        Words.set(host.control(), places.deviceLine() + DeviceLine.WORKERS, facts.computeUnits());
        launches.begin();
        started = true;
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        DeviceException cause = lost;
        if (cause != null) {
            throw cause;
        }
        if (!started || closed) {
            throw new IllegalStateException("a device takes rounds after start and before close");
        }
        if (maxSlots < 1) {
            throw new IllegalArgumentException("a round is for at least 1 slot, got " + maxSlots);
        }
        if (stopped) {
            return 0;
        }
        Words.setRelease(host.control(), places.deviceLine() + DeviceLine.HEARTBEAT, rounds.incrementAndGet());
        try {
            return pass(maxSlots);
        } catch (DeviceException e) {
            lost = e;
            throw e;
        }
    }

    private int pass(int maxSlots) throws DeviceException {
        boolean mayClaim = !finishing && Words.getAcquire(host.control(), ControlLayout.RUN) != 0;
        long deadline = System.nanoTime() + roundNanos;
        int ended = 0;
        do {
            ended += launches.once(mayClaim ? maxSlots - ended : 0);
            if (launches.shutdownAsked()) {
                ended += finish(Long.MAX_VALUE);
                stopped = true;
                return ended;
            }
        } while (ended == 0 && launches.isWalking() && System.nanoTime() - deadline < 0);
        return ended;
    }

    /** Ends what was claimed and claims no more. */
    private int finish(long nanos) throws DeviceException {
        finishing = true;
        long begun = System.nanoTime();
        int ended = 0;
        while (launches.isUnderWay() && System.nanoTime() - begun < nanos) {
            ended += launches.once(0);
        }
        return ended;
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, geometry.bytes(region));
        launches.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        if (region != Region.HEAP && region != Region.OBSERVABLE) {
            throw new IllegalArgumentException("the region " + region
                    + " needs no fetch, it is brought over at each round's end: fetch HEAP or OBSERVABLE");
        }
        Objects.checkFromIndexSize(offset, length, geometry.bytes(region));
        try {
            launches.fetch(region, offset, length);
        } catch (DeviceException e) {
            lost = e; // the next round says so
        }
    }

    @Override
    public void nudge() {
        // Nothing polls between rounds.
    }

    /** {@inheritDoc} What was claimed ends in launches of the calling thread, as far as the limit allows. */
    @Override
    public boolean stop(Duration limit) {
        if (started && !stopped && !closed && lost == null) {
            Words.setRelease(host.control(), ControlLayout.RUN, 0);
            try {
                finish(limit.toNanos());
            } catch (DeviceException e) {
                lost = e; // nothing of it runs any more, which is all that stopping asks for
            }
            if (lost == null && launches.isUnderWay()) {
                return false;
            }
        }
        stopped = true;
        return true;
    }

    @Override
    public Health health() {
        DeviceException cause = lost;
        if (cause != null) {
            return new Health.Lost(cause);
        }
        return started && !stopped ? new Health.Alive(rounds.get()) : new Health.Stopped();
    }

    @Override
    public void close() {
        if (!closed) {
            stop(CLOSE_LIMIT);
            closed = true;
            stopped = true;
            launches.close();
            arena.close();
        }
    }
}

package dev.coresident.automata.scan;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A device that loses itself, with all that it wrote, once it has ended so many slots: at the next call that this device is told to
 * choose. The host's own bytes stay, everything else turns into a pattern that no result looks like.
 */
public final class LosingDevice implements Device {
    /** At which call. */
    public enum Moment {
        /** Amid its work. */
        WORKING,
        /** When the host is about to read what a slot wrote. */
        BEFORE_FETCH,
        /** While the host reads it. */
        AFTER_FETCH
    }

    private static final byte POISON = (byte) 0xA5;
    private static final long UNIT = 64;

    private final Device device;
    private final long slots;
    private final Moment moment;
    private final BitSet hostUnits = new BitSet();
    private volatile boolean closed;
    private volatile @Nullable DeviceException lost;

    LosingDevice(Device device, long slots, Moment moment) {
        this.device = device;
        this.slots = slots;
        this.moment = moment;
    }

    private void perhaps(Moment now) {
        if (now == moment && lost == null && !closed && ended() >= slots) {
            lose();
        }
    }

    private long ended() {
        MemorySegment control = device.region(Region.CONTROL);
        long line = ControlLayout.of(device.geometry()).deviceLine();
        return Integer.toUnsignedLong(Words.getAcquire(control, line + DeviceLine.COMPLETION_TAIL));
    }

    private synchronized void lose() {
        if (lost != null) {
            return;
        }
        lost = new DeviceException(DeviceException.Category.LOST, "gone after " + slots + " slots, " + moment);
        device.stop(Duration.ofSeconds(10));
        device.region(Region.RING).fill(POISON);
        device.region(Region.OBSERVABLE).fill(POISON);
        MemorySegment heap = device.region(Region.HEAP);
        for (long unit = 0; unit < heap.byteSize() / UNIT; unit++) {
            if (!hostUnits.get((int) unit)) {
                heap.asSlice(UNIT * unit, UNIT).fill(POISON);
            }
        }
    }

    @Override
    public DeviceFacts facts() {
        return device.facts();
    }

    @Override
    public Geometry geometry() {
        return device.geometry();
    }

    @Override
    public MemorySegment region(Region region) {
        return device.region(region);
    }

    @Override
    public void start() throws DeviceException {
        device.start();
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        int ended = device.round(1);
        perhaps(Moment.WORKING);
        DeviceException cause = lost;
        if (cause != null) {
            throw cause;
        }
        return ended;
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        if (region == Region.HEAP) {
            synchronized (this) {
                hostUnits.set((int) (offset / UNIT), (int) ((offset + length + UNIT - 1) / UNIT));
            }
        }
        device.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        if (length > 0) {
            perhaps(Moment.BEFORE_FETCH);
        }
        device.fetch(region, offset, length);
        if (length == 0) {
            perhaps(Moment.AFTER_FETCH);
        }
    }

    @Override
    public void nudge() {
        perhaps(Moment.WORKING);
        if (lost == null) {
            device.nudge();
        }
    }

    @Override
    public boolean stop(Duration limit) {
        return device.stop(limit);
    }

    @Override
    public Health health() {
        if (device.facts().model() == ExecutionModel.RESIDENT) {
            perhaps(Moment.WORKING);
        }
        DeviceException cause = lost;
        return cause != null ? new Health.Lost(cause) : device.health();
    }

    @Override
    public void close() {
        closed = true;
        device.close();
    }
}

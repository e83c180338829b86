package dev.coresident.backend.sim.stepped;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceCount;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;

/**
 * A resident stepped device that takes its steps when it is nudged, in the thread that nudges: for hosts that wait by nudging and know
 * nothing of steps. Nudges of several threads, and the stop, come one after the other.
 */
public final class NudgedDevice implements Device {
    private final SteppedDevice device;
    private final int steps;

    /**
     * A device.
     *
     * @param device works resident, and nobody else moves it
     * @param steps that a nudge takes at most, at least 1
     */
    public NudgedDevice(SteppedDevice device, int steps) {
        this.device = device;
        this.steps = steps;
    }

    @Override
    public synchronized void nudge() {
        device.step(steps);
    }

    @Override
    public synchronized void start() throws DeviceException {
        device.start();
    }

    @Override
    public synchronized boolean stop(Duration limit) {
        return device.stop(limit);
    }

    @Override
    public synchronized void close() {
        device.close();
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        return device.round(maxSlots);
    }

    @Override
    public List<DeviceCount> counts() {
        return device.counts();
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
    public void wrote(Region region, long offset, long length) {
        device.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        device.fetch(region, offset, length);
    }

    @Override
    public Health health() {
        return device.health();
    }
}

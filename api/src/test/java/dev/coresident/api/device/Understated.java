package dev.coresident.api.device;

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
 * Another device that says it allocated one byte less than its regions are.
 *
 * @param subject the other device
 */
public record Understated(Device subject) implements Device {
    @Override
    public DeviceFacts facts() {
        return subject.facts();
    }

    @Override
    public Geometry geometry() {
        return subject.geometry();
    }

    @Override
    public MemorySegment region(Region region) {
        return subject.region(region);
    }

    @Override
    public List<DeviceCount> counts() {
        return subject.counts();
    }

    @Override
    public long allocatedBytes() {
        return subject.allocatedBytes() - 1;
    }

    @Override
    public void start() throws DeviceException {
        subject.start();
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        return subject.round(maxSlots);
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        subject.wrote(region, offset, length);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        subject.fetch(region, offset, length);
    }

    @Override
    public void nudge() {
        subject.nudge();
    }

    @Override
    public boolean stop(Duration limit) {
        return subject.stop(limit);
    }

    @Override
    public Health health() {
        return subject.health();
    }

    @Override
    public void close() {
        subject.close();
    }
}

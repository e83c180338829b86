package dev.coresident.conformance.desk;

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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The subject's device. Every time the pump hands it work, what is new in the ring is noted, in the order of its positions: a device
 * claims in that order, so that fairness can be counted in slots on any device. Nothing is changed on the way.
 */
final class WatchedDevice implements Device {
    private final Device subject;
    private final RingOrder order;
    private final AtomicReference<@Nullable Runnable> inCycle = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> inRing = new AtomicReference<>();

    WatchedDevice(Device subject, RingOrder order) {
        this.subject = subject;
        this.order = order;
    }

    /** The device below, for whoever gives it a turn. */
    Device subject() {
        return subject;
    }

    /** To be run by the pump's owner at the beginning of its next cycle. */
    void atCycle(Runnable block) {
        inCycle.set(block);
    }

    /** To be run by the pump's owner when it next hands work to the device, before the device is told. */
    void atHandOver(Runnable block) {
        inRing.set(block);
    }

    /** True while a block waits to be run. */
    boolean waits() {
        return inCycle.get() != null || inRing.get() != null;
    }

    private static void run(AtomicReference<@Nullable Runnable> waiting) {
        Runnable block = waiting.getAndSet(null);
        if (block != null) {
            block.run();
        }
    }

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
        return subject.allocatedBytes();
    }

    @Override
    public void start() throws DeviceException {
        subject.start();
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        order.note(subject);
        run(inRing);
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
        order.note(subject);
        run(inRing);
        subject.nudge();
    }

    @Override
    public boolean stop(Duration limit) {
        return subject.stop(limit);
    }

    @Override
    public Health health() {
        run(inCycle);
        return subject.health();
    }

    @Override
    public void close() {
        subject.close();
    }
}

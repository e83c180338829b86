package dev.coresident.stress;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** The smallest resident device, without workers: the actors of a test are its workers, if it has any. */
public final class SmallDevice implements Device {
    /** Two slots a level, two tenants, one op, one observable word. */
    public static final Geometry GEOMETRY = new Geometry(Partitions.each(2), 2, 16, 1, 1, 1, 1, 0);

    private static final DeviceFacts FACTS =
            new DeviceFacts("stress", "actors", ExecutionModel.RESIDENT, Coherence.COHERENT, 1, 0);

    private final DeviceMemory memory = arrays();

    /** A device nobody started. */
    public SmallDevice() {}

    /** Regions in Java arrays: a stress test makes millions of them, which native memory with its bookkeeping would slow down. */
    private static DeviceMemory arrays() {
        DeviceMemory memory = new DeviceMemory(
                new SharedWords(),
                GEOMETRY,
                ControlLayout.of(GEOMETRY),
                array(Region.CONTROL),
                array(Region.RING),
                array(Region.COMPLETION),
                array(Region.DEBUG_LOG),
                array(Region.IO_QUEUE),
                array(Region.OBSERVABLE),
                array(Region.HEAP));
        ControlHeader.write(memory.control(), GEOMETRY);
        return memory;
    }

    private static MemorySegment array(Region region) {
        return MemorySegment.ofArray(new long[(int) ((GEOMETRY.bytes(region) + 7) / Long.BYTES)]);
    }

    /** Its regions, as the simulator's rooms want them. */
    public DeviceMemory memory() {
        return memory;
    }

    @Override
    public DeviceFacts facts() {
        return FACTS;
    }

    @Override
    public Geometry geometry() {
        return GEOMETRY;
    }

    @Override
    public MemorySegment region(Region region) {
        return memory.region(region);
    }

    @Override
    public void start() {}

    @Override
    public int round(int maxSlots) {
        throw new IllegalStateException("a resident device takes no rounds");
    }

    @Override
    public void wrote(Region region, long offset, long length) {}

    @Override
    public void fetch(Region region, long offset, long length) {}

    @Override
    public void nudge() {}

    @Override
    public boolean stop(Duration limit) {
        return true;
    }

    @Override
    public Health health() {
        return new Health.Alive(0);
    }

    @Override
    public void close() {}
}

package dev.coresident.backend.sim.provider;

import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.stepped.NudgedDevice;
import dev.coresident.backend.sim.stepped.SteppedDevice;
import dev.coresident.backend.sim.threaded.ThreadedDevice;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import java.util.Locale;

/** Finds the simulator, which is always there. Properties: {@link SimOptions}. */
public final class SimProvider implements BackendProvider {
    /** The name of this backend. */
    public static final String NAME = "sim";

    /** As far as the handle table's offsets reach. What the machine has is known only when it is touched. */
    private static final long HEAP_LIMIT_BYTES = 0xFFFF_FFFFL * HandleRow.UNIT;

    /** Found by ServiceLoader. */
    public SimProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public Probe probe() {
        return new Probe.Ready(facts(SimOptions.DEFAULTS));
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        SimOptions chosen = SimOptions.parse(options.properties());
        Backing backing = chosen.stepped() ? Backing.light() : Backing.shared();
        try {
            return chosen.stepped()
                    ? stepped(chosen, options.geometry(), backing)
                    : new ThreadedDevice(facts(chosen), backing, DeviceMemory.allocate(options.geometry(), backing));
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            backing.close();
            throw tooLarge(options.geometry(), e);
        }
    }

    private static Device stepped(SimOptions chosen, Geometry geometry, Backing backing) {
        SteppedDevice device =
                new SteppedDevice(facts(chosen), chosen.weak(), chosen.seed(), chosen.trace(), geometry, backing);
        return chosen.steps() == 0 ? device : new NudgedDevice(device, chosen.steps());
    }

    private static DeviceException tooLarge(Geometry geometry, Throwable cause) {
        return new DeviceException(
                DeviceException.Category.RESOURCES,
                "the regions, with a heap of " + geometry.heapBytes()
                        + " bytes, could not be allocated: open the device with a smaller heap",
                cause);
    }

    private static DeviceFacts facts(SimOptions options) {
        int workers = options.workers();
        String units = options.stepped() ? "virtual worker" : "worker thread";
        String memory = options.weak() ? "weak" : options.memory().name().toLowerCase(Locale.ROOT);
        return new DeviceFacts(
                NAME,
                workers + " " + units + (workers == 1 ? "" : "s") + ", " + memory + " memory",
                options.model(),
                options.memory(),
                workers,
                HEAP_LIMIT_BYTES);
    }
}

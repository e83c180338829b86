package dev.coresident.api.device;

import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.ArrayList;
import java.util.List;

/** Opens devices driven by hand, as many as a kernel asks for, unless a test says that there are none. */
public final class HandFleet implements BackendProvider {
    private final ExecutionModel model;
    private final List<HandDevice> devices = new ArrayList<>();
    private volatile int missing;
    private volatile int unstartable;
    private volatile int attempts;
    private volatile Runnable onOpen = () -> {};

    /** Devices of a model. */
    public HandFleet(ExecutionModel model) {
        this.model = model;
    }

    /** The next so many openings fail. */
    public void failNext(int openings) {
        missing = openings;
    }

    /** The next so many devices do not start. */
    public void refuseStart(int next) {
        unstartable = next;
    }

    /** Runs whenever a device is asked for. */
    public void onOpen(Runnable action) {
        onOpen = action;
    }

    /** The device that was opened last. */
    public HandDevice last() {
        return devices.getLast();
    }

    /** All that were opened, in this order. */
    public List<HandDevice> all() {
        return devices;
    }

    /** How often a device was asked for. */
    public int attempts() {
        return attempts;
    }

    @Override
    public String name() {
        return "hand";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public Probe probe() {
        return new Probe.Missing("driven by a test", "open it in the test");
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread opens
    public Device open(DeviceOptions options) throws DeviceException {
        attempts++;
        onOpen.run();
        if (missing > 0) {
            missing--;
            throw new DeviceException(DeviceException.Category.MISSING, "the test has no device now");
        }
        HandDevice device = new HandDevice(options.geometry(), model);
        if (unstartable > 0) {
            unstartable--;
            device.refuseToStart();
        }
        devices.add(device);
        return device;
    }
}

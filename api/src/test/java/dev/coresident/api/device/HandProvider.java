package dev.coresident.api.device;

import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.ArrayDeque;
import java.util.List;

/** Gives devices that a test made, one after the other. */
public final class HandProvider implements BackendProvider {
    private final ArrayDeque<Device> devices;

    /** Gives these, in this order. */
    public HandProvider(Device... devices) {
        this.devices = new ArrayDeque<>(List.of(devices));
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
    public Device open(DeviceOptions options) throws DeviceException {
        Device device = devices.poll();
        if (device == null) {
            throw new DeviceException(DeviceException.Category.MISSING, "the test made no more devices");
        }
        return device;
    }
}

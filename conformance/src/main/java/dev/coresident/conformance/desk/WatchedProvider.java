package dev.coresident.conformance.desk;

import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import org.jspecify.annotations.Nullable;

/** The subject's provider, whose device is watched. One device at a time; the kernel's pump calls it. */
final class WatchedProvider implements BackendProvider {
    private final BackendProvider subject;
    private final RingOrder order = new RingOrder();
    private @Nullable WatchedDevice device;

    WatchedProvider(BackendProvider subject) {
        this.subject = subject;
    }

    @Override
    public String name() {
        return subject.name();
    }

    @Override
    public int spiVersion() {
        return subject.spiVersion();
    }

    @Override
    public Probe probe() {
        return subject.probe();
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        WatchedDevice opened = new WatchedDevice(subject.open(options), order);
        device = opened;
        return opened;
    }

    RingOrder order() {
        return order;
    }

    WatchedDevice device() {
        WatchedDevice present = device;
        if (present == null) {
            throw new IllegalStateException("the kernel has opened no device");
        }
        return present;
    }
}

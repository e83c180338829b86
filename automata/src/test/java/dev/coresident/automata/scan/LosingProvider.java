package dev.coresident.automata.scan;

import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.ServiceLoader;

/** Simulators of which the first ones lose themselves, each after so many slots. */
public final class LosingProvider implements BackendProvider {
    private final BackendProvider simulator;
    private final LosingDevice.Moment moment;
    private final long[] slots;
    private int opened;

    /** The first devices are lost after so many slots each. */
    public LosingProvider(LosingDevice.Moment moment, long... slots) {
        // This module asks for no backend by itself; its tests are inside it.
        LosingProvider.class.getModule().addUses(BackendProvider.class);
        this.simulator = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("sim"))
                .findFirst()
                .orElseThrow();
        this.moment = moment;
        this.slots = slots.clone();
    }

    @Override
    public String name() {
        return "losing";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public Probe probe() {
        return simulator.probe();
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        long after = opened < slots.length ? slots[opened] : Long.MAX_VALUE;
        opened++;
        return new LosingDevice(simulator.open(options), after, moment);
    }
}

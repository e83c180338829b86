package dev.coresident.simulation.hosted;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The simulated devices of one run, one after the other, and what goes wrong with them. */
final class HostedDevices implements BackendProvider {
    private static final int LONGEST_STALL_STEPS = 60;

    private final BackendProvider provider;
    private @Nullable SimControl control;
    private long traces;
    private int opened;

    HostedDevices(BackendProvider provider) {
        this.provider = provider;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public int spiVersion() {
        return provider.spiVersion();
    }

    @Override
    public Probe probe() {
        return provider.probe();
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        traces = traceHash();
        Device device = provider.open(options);
        control = SimControl.of(device);
        opened++;
        return device;
    }

    /** Devices that there were before the present one. */
    int losses() {
        return opened - 1;
    }

    /** Of all devices so far. */
    long traceHash() {
        return control == null ? 0 : traces * 31 + control.traceHash();
    }

    /** Something goes wrong, or, most of the time, nothing. */
    void misbehave(SplittableRandom random) {
        SimControl present = control;
        if (present == null) {
            return;
        }
        switch (random.nextInt(300)) {
            case 0 -> present.lose("lost by the run");
            case 1, 2, 3, 4 ->
                present.stall(random.nextInt(present.workers()), 1 + random.nextInt(LONGEST_STALL_STEPS));
            case 5, 6, 7 -> present.duplicateNextCompletion();
            case 8, 9, 10 -> present.delayNextCompletion(1 + random.nextInt(LONGEST_STALL_STEPS));
            default -> {
                // it does what it should
            }
        }
    }
}

package dev.coresident.backend.aparapi.child;

import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceName;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.Map;

/** Lists the devices, then opens those that are named and runs a slot on each. */
public final class DevicesMain {
    private static final Geometry SMALL = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);

    private DevicesMain() {}

    /** Prints a line for each device of the probe, and one for each name. */
    public static void main(String[] names) throws DeviceException {
        AparapiProvider provider = new AparapiProvider();
        Probe probe = provider.probe();
        while (probe instanceof Probe.Missing missing && missing.reason().contains("did not answer")) {
            probe = provider.probe(); // a busy machine
        }
        if (probe instanceof Probe.Ready ready) {
            ready.devices().forEach(device -> System.out.println("listed " + device));
        }
        for (String name : names) {
            try (DuelHost host =
                    new DuelHost(provider.open(new DeviceOptions(SMALL, Map.of(DeviceName.PROPERTY, name))))) {
                host.publish(2, Opcodes.NOP, host.admit(1, 0), 2);
                System.out.println("ran " + host.ends(1).size() + " slot on "
                        + host.device().facts().description());
            } catch (DeviceException e) {
                System.out.println("refused " + e.category() + " " + e.getMessage());
            }
        }
    }
}

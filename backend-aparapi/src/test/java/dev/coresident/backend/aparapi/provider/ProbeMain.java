package dev.coresident.backend.aparapi.provider;

import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** A program of its own that probes and tries to open, and says what came of it. */
public final class ProbeMain {
    private ProbeMain() {}

    /** Prints one line each: the answer, whether a second one is the same, the root handlers' level, what opening says. */
    public static void main(String[] arguments) {
        AparapiProvider provider = new AparapiProvider();
        Probe probe = provider.probe();
        while (probe instanceof Probe.Missing missing && missing.reason().contains("did not answer")) {
            probe = provider.probe(); // a busy machine
        }
        System.out.println(
                switch (probe) {
                    case Probe.Ready ready -> "ready " + ready.facts().description();
                    case Probe.Missing missing -> "missing " + missing.reason() + " | " + missing.remedy();
                });
        System.out.println("again " + probe.equals(provider.probe()));
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            System.out.println("handler " + handler.getLevel());
        }
        try {
            Geometry geometry = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);
            provider.open(DeviceOptions.of(geometry)).close();
            System.out.println("opened");
        } catch (DeviceException e) {
            System.out.println("refused " + e.category());
        }
    }
}

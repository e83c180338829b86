package dev.coresident.backend.cuda.provider;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Health;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program of its own that probes, opens, and says what came of it; with a file's name it has the device lost as well. */
public final class ProbeMain {
    private static final Geometry SMALL = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);

    private ProbeMain() {}

    /** Prints one line each: the answer, whether a second one is the same, what opening says, what became of the device. */
    public static void main(String[] arguments) throws Exception {
        CudaProvider provider = new CudaProvider();
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
        try (Device device = provider.open(new DeviceOptions(SMALL, Map.of()))) {
            System.out.println("opened");
            if (arguments.length > 0) {
                lose(provider, device, Path.of(arguments[0]));
            }
        } catch (DeviceException e) {
            System.out.println("refused " + e.category() + " " + e.getMessage());
        }
    }

    /** The kernel fails once the file is there; another device opens once it is gone. */
    private static void lose(CudaProvider provider, Device device, Path file) throws Exception {
        device.start();
        Files.createFile(file);
        while (!(device.health() instanceof Health.Lost)) {
            Thread.onSpinWait();
        }
        System.out.println("health " + ((Health.Lost) device.health()).cause().category());
        device.fetch(Region.HEAP, 0, 64);
        device.close();
        Files.delete(file);
        try (Device next = provider.open(new DeviceOptions(SMALL, Map.of()))) {
            next.start();
            next.fetch(Region.HEAP, 0, 64);
            System.out.println("next " + (next.health() instanceof Health.Alive));
        }
    }
}

package dev.coresident.backend.cuda.fuse;

import dev.coresident.backend.cuda.provider.CudaProvider;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program of its own: opens a device with the ops of a file, spoils the file, and opens by the same provider and by another one. */
public final class ReopenMain {
    private static final Geometry SMALL = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);

    private ReopenMain() {}

    /** Prints for each opening which ops the device has, or why it was refused. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        CudaProvider provider = new CudaProvider();
        say(provider, file);
        Files.writeString(file, "#include <edited.h>");
        say(provider, file);
        say(new CudaProvider(), file);
        Path other =
                Files.writeString(file.resolveSibling("other.cu"), "__device__ int other(CustomOp &op) { return 0; }");
        say(provider, other);
    }

    private static void say(BackendProvider provider, Path file) {
        try (Device device = provider.open(new DeviceOptions(SMALL, Map.of("ops", file.toString())))) {
            System.out.println(device.customOps());
        } catch (DeviceException e) {
            System.out.println("refused " + e.category() + " " + e.getMessage());
        }
    }
}

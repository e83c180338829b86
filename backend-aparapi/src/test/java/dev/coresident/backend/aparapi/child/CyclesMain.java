package dev.coresident.backend.aparapi.child;

import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.Opcodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Opens and closes devices, runs rounds, and counts what OpenCL and the system hold meanwhile. */
public final class CyclesMain {
    private static final Geometry SMALL = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, 1 << 16);

    private CyclesMain() {}

    /**
     * Prints, after the first device and after the last one, the live objects of OpenCL and the open files.
     *
     * @param arguments devices, rounds of each, how the memory is reached
     */
    public static void main(String[] arguments) throws Exception {
        Watch watch = Watch.here();
        int devices = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        cycle(watch, rounds, arguments[2], false);
        say("first", watch);
        for (int i = 1; i < devices; i++) {
            cycle(watch, rounds, arguments[2], i == devices - 1);
        }
        say("last", watch);
    }

    private static void cycle(Watch watch, int rounds, String memory, boolean last) throws DeviceException {
        try (DuelHost host =
                new DuelHost(new AparapiProvider().open(new DeviceOptions(SMALL, Map.of("memory", memory))))) {
            int word = host.admit(1, 0);
            for (int i = 0; i < rounds; i++) {
                if (i == 1 && last) {
                    System.out.println("one round " + watch.live());
                }
                host.publish(i % Partitions.LEVELS, Opcodes.NOP, word, i % Partitions.LEVELS);
                host.ends(1);
                host.device().fetch(Region.HEAP, 0, 64);
            }
            if (last) {
                System.out.println("all rounds " + watch.live());
            }
        }
    }

    private static void say(String when, Watch watch) throws IOException {
        System.out.println(when + " " + watch.live() + " files " + entries("/proc/self/fd"));
    }

    private static long entries(String folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.count();
        }
    }
}

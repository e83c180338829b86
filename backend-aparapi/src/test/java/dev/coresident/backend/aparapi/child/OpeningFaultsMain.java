package dev.coresident.backend.aparapi.child;

import dev.coresident.backend.aparapi.child.Watch.Call;
import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.Map;

/** Opens devices whose driver fails, and after each one that must open. */
public final class OpeningFaultsMain {
    private static final Geometry SMALL = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, 1 << 16);

    private OpeningFaultsMain() {}

    /** Prints a line for each opening; a fault is named as its call and the good calls before it. */
    public static void main(String[] arguments) throws Exception {
        Watch watch = Watch.here();
        cycle("shared");
        for (String memory : new String[] {"shared", "staged"}) {
            for (Call call :
                    new Call[] {Call.CREATE_QUEUE, Call.BUILD, Call.CREATE_BUFFER, Call.WRITE, Call.LAUNCH, Call.WAIT
                    }) {
                for (int after = 0; after < (call == Call.CREATE_BUFFER ? 4 : 1); after++) {
                    watch.fail(call, after, 1, -5);
                    System.out.println(memory + " " + call + " " + after + " " + opening(memory));
                    cycle(memory);
                }
            }
        }
        System.out.println("alive");
    }

    private static String opening(String memory) {
        try (Device _ = new AparapiProvider().open(new DeviceOptions(SMALL, Map.of("memory", memory)))) {
            return "opened";
        } catch (DeviceException e) {
            return e.category() + " " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private static void cycle(String memory) throws DeviceException {
        try (DuelHost host =
                new DuelHost(new AparapiProvider().open(new DeviceOptions(SMALL, Map.of("memory", memory))))) {
            host.publish(2, Opcodes.NOP, host.admit(1, 0), 2);
            host.ends(1);
        }
    }
}

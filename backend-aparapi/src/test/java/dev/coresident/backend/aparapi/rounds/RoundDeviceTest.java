package dev.coresident.backend.aparapi.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is this device's own: long work in short rounds, losses, limits, opening and closing. */
@ExtendWith(NeedsOpenCl.class)
final class RoundDeviceTest {
    private static final int INPUT = 24 << 20;
    private static final Geometry SMALL = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, 1 << 16);
    private static final Geometry LARGE = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, 32 << 20);

    @ParameterizedTest
    @ValueSource(strings = {"shared", "staged"})
    void shortWorkPassesALongScanWhoseResultsAreThoseOfOneWalk(String memory) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        Automaton automaton = Automaton.literals("a literal that random bytes do not hold");
        byte[] text = new byte[INPUT];
        random.nextBytes(text);
        try (DuelHost host = open(LARGE, Map.of("memory", memory, "round", "4"))) {
            int word = host.admit(1, 0);
            MemorySegment image = automaton.image();
            host.heap(0, image);
            host.heap(1 << 16, MemorySegment.ofArray(text));
            int program = host.handle(1, 0, HandleRow.IMAGE, 0, image.byteSize());
            int input = host.handle(2, 0, 0, 1 << 16, INPUT);
            int output = host.handle(3, 0, 0, (1 << 16) + INPUT, 64);
            host.bind(1, 0, OpKind.SCAN.number(), program);
            int scan = host.publish(2, LARGE.windowBase(1), word, 2, input, 0, INPUT, 0, output, 0, 8, 0);
            int fence = host.publish(2, Opcodes.BATCH_FENCE, word, 2, 1, 77);
            List<List<Integer>> ends = new ArrayList<>();
            int critical = host.publish(0, Opcodes.NOP, word, 0);
            host.device().round(64);
            host.take(ends);
            while (ends.size() < 3) {
                host.device().round(64);
                host.take(ends);
            }
            ScanModel.Outcome expected = automaton.walk(text, 0, INPUT, 0, 8, 0);
            assertThat(ends.get(0).getFirst()).isEqualTo(critical);
            assertThat(ends.get(1).getFirst()).isEqualTo(scan);
            assertThat(ends.get(2).getFirst()).isEqualTo(fence);
            assertThat(ends.get(1).subList(3, 5)).containsExactly(expected.state(), (int) expected.consumed());
            assertThat(ends.get(2).subList(3, 5)).containsExactly(1, 77);
        }
    }

    @Test
    void aDeviceWhoseMemoryWasMadeAnewIsLostAndAnotherOneOpens() throws Exception {
        try (DuelHost host = open(SMALL, Map.of())) {
            int word = host.admit(1, 0);
            host.publish(2, Opcodes.NOP, word, 2);
            host.ends(1);
            kernel(host.device()).memory()[LaunchLayout.LAUNCHES_AT] =
                    1; // as a buffer would look that Aparapi made again
            host.publish(2, Opcodes.NOP, word, 2);
            assertThatThrownBy(() -> host.device().round(1))
                    .isInstanceOfSatisfying(
                            DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.LOST));
            assertThat(host.device().health()).isInstanceOf(Health.Lost.class);
            assertThatThrownBy(() -> host.device().round(1)).isInstanceOf(DeviceException.class);
            assertThat(host.device().stop(Duration.ZERO)).isTrue();
        }
        try (DuelHost host = open(SMALL, Map.of())) {
            host.publish(2, Opcodes.NOP, host.admit(1, 0), 2);
            assertThat(host.ends(1)).hasSize(1);
        }
    }

    @Test
    void aHeapBeyondTheDeviceIsRefusedBeforeAnythingIsAllocated() {
        Geometry huge = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, 1L << 37);
        assertThatThrownBy(() -> new AparapiProvider().open(DeviceOptions.of(huge)))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.RESOURCES))
                .hasMessageContaining("smaller heap");
    }

    @Test
    void aHeapBeyondTheJavaHeapIsRefused() {
        long bytes = Math.min(Runtime.getRuntime().maxMemory() + (1L << 20), 3L << 30) / 64 * 64;
        Geometry large = new Geometry(Partitions.each(8), 2, 16, 4, 8, 8, 4, bytes);
        assertThatThrownBy(() -> new AparapiProvider().open(DeviceOptions.of(large)))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.RESOURCES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "staged"})
    void onlyTheBytesThatTheHostNamesChange(String memory) throws Exception {
        try (DuelHost host = open(SMALL, Map.of("memory", memory))) {
            int word = host.admit(1, 0);
            Device device = host.device();
            MemorySegment observable = device.region(Region.OBSERVABLE);
            host.publish(2, Opcodes.STORE_U32, word, 2, 0x11223344, 0);
            host.ends(1);
            long at = 4L * SMALL.observableWords();
            Words.set(observable, at, 0xAABBCCDD); // the host's copy, of which only one byte is declared
            device.wrote(Region.OBSERVABLE, at + 1, 1);
            host.publish(2, Opcodes.NOP, word, 2);
            host.ends(1);
            Words.set(observable, at, 0);
            device.fetch(Region.OBSERVABLE, at, 3);
            assertThat(Words.get(observable, at)).isEqualTo(0x0022CC44);
        }
    }

    @Test
    void devicesOpenAndCloseAndRoundsRunWithFlatMemory() throws Exception {
        int cycles = Integer.getInteger("coresident.opencl.cycles", 25);
        int rounds = Integer.getInteger("coresident.opencl.rounds", 2_000);
        for (int i = 0; i < cycles; i++) {
            cycle(rounds / cycles);
            if (i % 500 == 499) {
                System.getLogger("cycles").log(System.Logger.Level.INFO, i + 1 + " cycles, " + resident() + " kB");
            }
        }
    }

    private static void cycle(int rounds) throws DeviceException {
        try (DuelHost host = open(SMALL, Map.of())) {
            int word = host.admit(1, 0);
            for (int i = 0; i < rounds; i++) {
                host.publish(i % Partitions.LEVELS, Opcodes.NOP, word, i % Partitions.LEVELS);
                host.ends(1);
            }
        }
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("?");
    }

    private static DuelHost open(Geometry geometry, Map<String, String> properties) throws DeviceException {
        return new DuelHost(new AparapiProvider().open(new DeviceOptions(geometry, properties)));
    }

    private static RoundKernel kernel(Device device) throws ReflectiveOperationException {
        Field launches = RoundDevice.class.getDeclaredField("launches");
        launches.setAccessible(true);
        Field run = Launches.class.getDeclaredField("run");
        run.setAccessible(true);
        return ((KernelRun) run.get(launches.get(device))).kernel();
    }
}

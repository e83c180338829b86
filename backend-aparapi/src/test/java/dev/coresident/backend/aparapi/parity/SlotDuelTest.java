package dev.coresident.backend.aparapi.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.oracles.Automaton;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same words to the simulator and to OpenCL: random slots of every opcode and kind with arguments at and around every bound,
 * published one by one. Completion entries, observables, heap and debug log are the same, bit by bit.
 */
@ExtendWith(NeedsOpenCl.class)
final class SlotDuelTest {
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(8), 3, 64, 12, 24, 12, 8, 1 << 17);
    private static final int[] OPCODES = {
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        Opcodes.LOAD_MISS,
        Opcodes.PRINTF,
        Opcodes.PACKED_SLOT,
        Opcodes.SHUTDOWN,
        0xFFF5,
        0x8000_0000
    };
    private static final int[] KINDS = {1, 2, 3, 4, 5, 6, 7, 8, 16, 16, 16, 99};
    private static final long INPUT_AT = 1 << 16;
    private static final long OUTPUT_AT = 3 << 15;

    @ParameterizedTest
    @CsvSource({"shared, 1, 700", "staged, 2, 400", "shared, 3, 700"})
    void openClSaysWhatTheSimulatorSays(String memory, long seed, int slots) throws Exception {
        try (DuelHost sim = open(new SimProvider().open(options(Map.of("engine", "stepped", "workers", "1"))));
                DuelHost cl = open(new AparapiProvider().open(options(Map.of("memory", memory))))) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] handles = furnish(random, sim, cl);
            for (int i = 0; i < slots; i++) {
                int level = random.nextInt(Partitions.LEVELS);
                int[] words = slot(random, level, handles);
                sim.publish(level, words);
                cl.publish(level, words);
                assertThat(cl.ends(1)).as("slot %d: %s", i, words).isEqualTo(sim.ends(1));
            }
            for (Region region : List.of(Region.OBSERVABLE, Region.HEAP, Region.DEBUG_LOG)) {
                assertThat(cl.fetch(region)).as(region.name()).isEqualTo(sim.fetch(region));
            }
        }
    }

    private static DeviceOptions options(Map<String, String> properties) {
        return new DeviceOptions(GEOMETRY, properties);
    }

    private static DuelHost open(Device device) throws DeviceException {
        return new DuelHost(device);
    }

    /** Tenants 1 and 2, of which 3 was never there; images, inputs and outputs of various owners. */
    private static int[] furnish(SplittableRandom random, DuelHost... hosts) {
        int[] handles = new int[10];
        MemorySegment[] images = {
            Automaton.random(random, false).image(),
            Automaton.random(random, true).image()
        };
        MemorySegment input = MemorySegment.ofArray(bytes(random, 1 << 12));
        for (DuelHost host : hosts) {
            int one = host.admit(1, 0);
            host.admit(2, 5);
            host.heap(0, images[0]);
            host.heap(1 << 15, images[1]);
            host.heap(INPUT_AT, input);
            handles[0] = host.handle(1, 0, HandleRow.IMAGE, 0, images[0].byteSize());
            handles[1] = host.handle(2, one, HandleRow.IMAGE, 1 << 15, images[1].byteSize());
            handles[2] = host.handle(3, 0, HandleRow.READ_ONLY, INPUT_AT, 1 << 12);
            handles[3] = host.handle(4, one, 0, OUTPUT_AT, 1 << 12);
            handles[4] = host.handle(5, 0, 0, OUTPUT_AT + (1 << 12), 640);
            handles[5] = host.handle(6, 0, HandleRow.IMAGE, INPUT_AT, 1 << 12); // flagged, and no image
            handles[6] = host.handle(7, 0, 0, 0, 0);
            handles[7] = 8; // a row that nobody opened
            handles[8] = 3; // an old generation
            handles[9] = 13; // beyond the table
            for (int local = 0; local < KINDS.length; local++) {
                host.bind(1, local, KINDS[local], handles[local % 8]);
                host.bind(2, local, KINDS[KINDS.length - 1 - local], handles[local % 8]);
            }
        }
        return handles;
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int[] slot(SplittableRandom random, int level, int[] handles) {
        int[] words = new int[15];
        int id = random.nextInt(8) == 0 ? random.nextInt(5) : 1 + random.nextInt(2);
        words[1] = id == 2 ? 2 | (5 << 12) : random.nextInt(16) == 0 ? id | (1 << 12) : id;
        words[2] = random.nextInt(24) == 0 ? (level + 1) % Partitions.LEVELS : level;
        boolean user = random.nextInt(3) != 0;
        int local = random.nextInt(KINDS.length + 1);
        words[0] = user
                ? GEOMETRY.windowBase(random.nextInt(24) == 0 ? 3 : Math.clamp(id, 1, 2)) + local
                : OPCODES[random.nextInt(OPCODES.length)];
        int kind = !user || local == KINDS.length ? 0 : id == 2 ? KINDS[KINDS.length - 1 - local] : KINDS[local];
        if (words[0] == Opcodes.SHUTDOWN && id == 0) {
            words[0] = Opcodes.NOP; // it would end the duel
        }
        if (words[0] == Opcodes.PACKED_SLOT) {
            pack(random, words);
        } else if (kind == OpKind.SCAN.number()) {
            scan(random, words, handles);
        } else {
            boolean step = kind == OpKind.DFA_STEP.number() || words[0] == Opcodes.DFA_STEP;
            for (int i = 0; i < 4; i++) {
                words[3 + i] = near(random, 24);
            }
            if (step) {
                words[5] = handles[random.nextInt(handles.length)];
            }
        }
        return words;
    }

    private static void scan(SplittableRandom random, int[] words, int[] handles) {
        words[3] = handles[random.nextInt(4) == 0 ? random.nextInt(handles.length) : 2];
        words[4] = near(random, 1 << 12) & 0xFFF;
        words[5] = random.nextInt(8) == 0 ? near(random, 1 << 12) : random.nextInt(200);
        words[6] = random.nextInt(random.nextInt(16) == 0 ? 40 : 2);
        words[7] = handles[random.nextInt(4) == 0 ? random.nextInt(handles.length) : 3];
        words[8] = 8 * random.nextInt(20) + (random.nextInt(24) == 0 ? 4 : 0);
        words[9] = random.nextInt(12) == 0 ? near(random, 512) : random.nextInt(200);
        words[10] = random.nextInt(random.nextInt(24) == 0 ? 8 : 4);
    }

    private static void pack(SplittableRandom random, int[] words) {
        int ops = random.nextInt(5);
        int[] halves = new int[24];
        halves[0] = random.nextInt(24) == 0 ? 24 : ops;
        for (int op = 1; op <= ops; op++) {
            int inner = random.nextBoolean()
                    ? random.nextInt(8)
                    : PackedLayout.LOCAL_FIRST + random.nextInt(KINDS.length + 1);
            halves[op] = PackedLayout.descriptor(inner, random.nextInt(3));
        }
        for (int i = 0; i < 12; i++) {
            words[3 + i] = i < (ops + 2) / 2 ? halves[2 * i] | (halves[2 * i + 1] << 16) : near(random, 24);
        }
    }

    /** Mostly within a bound, sometimes at it, beyond it, or as large as a word gets. */
    private static int near(SplittableRandom random, int bound) {
        return switch (random.nextInt(12)) {
            case 0 -> bound;
            case 1 -> bound - 1;
            case 2 -> -1;
            case 3 -> random.nextInt();
            default -> random.nextInt(bound);
        };
    }
}

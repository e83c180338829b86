package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.parity.Automaton;
import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of docs/measurements/opencl.md, printed as they are; not a test, and run only when named. */
@ExtendWith(NeedsOpenCl.class)
final class OpenClMeasurement {
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(1_024), 64, 16, 4, 8, 16, 4, 48L << 20);
    private static final int SLOTS = 8;
    private static final int PART = 4 << 20;
    private static final long TEXT_AT = 8 << 20;
    private static final long OUT_AT = 44L << 20;
    private static final int SAMPLES = 5;

    private interface Work {
        void run() throws Exception;
    }

    @Test
    void figures() throws Exception {
        for (String memory : List.of("shared", "staged")) {
            rounds(memory);
        }
        Automaton automaton = Automaton.literals(words());
        byte[] text = text();
        for (String memory : List.of("shared", "staged")) {
            try (DuelHost host = open(new AparapiProvider(), Map.of("memory", memory))) {
                say("scan through the ring, " + memory, mebibytes(scan(host, automaton, text, true)));
                say("the same kernel without the ring, " + memory, mebibytes(bare(host.device())));
            }
        }
        for (int workers : new int[] {1, 2}) {
            try (DuelHost host = open(new SimProvider(), Map.of("workers", Integer.toString(workers)))) {
                say("simulator, " + workers + " threads", mebibytes(scan(host, automaton, text, false)));
            }
        }
        plain(automaton, text);
    }

    private static void rounds(String memory) throws Exception {
        try (DuelHost host = open(new AparapiProvider(), Map.of("memory", memory))) {
            Device device = host.device();
            int[] words =
                    IntStream.rangeClosed(1, 64).map(id -> host.admit(id, 0)).toArray();
            KernelRun run = run(device);
            run.kernel().in()[LaunchLayout.IN_COUNT] = 0;
            say(memory + ": round with nothing published, ns", nanos(100_000, () -> device.round(64)));
            say(memory + ": 1 slot, us", nanos(3_000, () -> slots(host, words, 1, 1)) / 1e3);
            say(memory + ": 1,024 slots of 1 tenant, us", nanos(300, () -> slots(host, words, 1, 1_024)) / 1e3);
            say(memory + ": 1,024 slots of 8 tenants, us", nanos(300, () -> slots(host, words, 8, 1_024)) / 1e3);
            say(memory + ": 1,024 slots of 64 tenants, us", nanos(300, () -> slots(host, words, 64, 1_024)) / 1e3);
            int items = 1;
            say(memory + ": launch without entries, us", nanos(3_000, () -> run.launch(items, 1)) / 1e3);
        }
    }

    private static void slots(DuelHost host, int[] words, int tenants, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            host.publish(2, Opcodes.ATOMIC_ADD, words[i % tenants], 2, 1, 0);
        }
        host.ends(count);
    }

    /** Nanoseconds for a scan of the whole text in {@link #SLOTS} slots. */
    private static double scan(DuelHost host, Automaton automaton, byte[] text, boolean rounds) throws Exception {
        int word = host.admit(1, 0);
        MemorySegment image = automaton.image();
        host.heap(0, image);
        host.heap(TEXT_AT, MemorySegment.ofArray(text));
        int program = host.handle(1, 0, HandleRow.IMAGE, 0, image.byteSize());
        int input = host.handle(2, 0, 0, TEXT_AT, text.length);
        int[] outputs = new int[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            outputs[i] = host.handle(3 + i, 0, 0, OUT_AT + (i << 18), 1 << 18);
        }
        host.bind(1, 0, OpKind.SCAN.number(), program);
        return nanos(1, () -> {
            for (int i = 0; i < SLOTS; i++) {
                host.publish(
                        2,
                        GEOMETRY.windowBase(1),
                        word,
                        2,
                        input,
                        i * PART,
                        PART,
                        automaton.start(),
                        outputs[i],
                        0,
                        1 << 15,
                        0);
            }
            if (rounds) {
                host.ends(SLOTS);
            } else {
                host.device().nudge();
                List<List<Integer>> ends = new ArrayList<>();
                while (ends.size() < SLOTS) {
                    host.take(ends);
                    Thread.onSpinWait();
                }
            }
        });
    }

    /** Nanoseconds for the kernel alone: the entries of the last launch again, from their beginnings, in one launch. */
    private static double bare(Device device) throws Exception {
        KernelRun run = run(device);
        int[] in = run.kernel().in();
        int heap = in[LaunchLayout.IN_HEAP_AT];
        return nanos(1, () -> {
            in[LaunchLayout.IN_MODE] = LaunchLayout.MODE_RUN;
            in[LaunchLayout.IN_COUNT] = SLOTS;
            in[LaunchLayout.IN_TICKET] = 0;
            in[LaunchLayout.IN_SCAN_STEPS] = PART;
            for (int i = 0; i < SLOTS; i++) {
                int at = LaunchLayout.ENTRIES_AT + i * LaunchLayout.ENTRY_WORDS;
                long first = 4L * heap + TEXT_AT + (long) i * PART;
                in[at + LaunchLayout.ENTRY_RESUMED] = 1;
                int scan = at + LaunchLayout.ENTRY_SCAN;
                in[scan + LaunchLayout.SCAN_IMAGE] = heap;
                in[scan + LaunchLayout.SCAN_INPUT_LOW] = (int) first;
                in[scan + LaunchLayout.SCAN_INPUT_HIGH] = (int) (first >>> 32);
                in[scan + LaunchLayout.SCAN_BYTES] = PART;
                in[scan + LaunchLayout.SCAN_OUTPUT] = heap + (int) ((OUT_AT + (i << 18)) / 4);
                in[scan + LaunchLayout.SCAN_CAPACITY] = 1 << 15;
                in[scan + LaunchLayout.SCAN_ROW] = 0;
                in[scan + LaunchLayout.SCAN_CONSUMED] = 0;
                in[scan + LaunchLayout.SCAN_EVENTS] = 0;
                in[scan + LaunchLayout.SCAN_FLAGS] = 0;
            }
            run.put(in);
            run.launch(2, 1);
        });
    }

    private static void plain(Automaton automaton, byte[] text) throws Exception {
        MemorySegment image = automaton.image();
        int[] words = image.toArray(ValueLayout.JAVA_INT);
        int table = words[DfaLayout.WORD_TRANSITIONS];
        byte[] classes =
                image.asSlice(4L * words[DfaLayout.WORD_CLASS_MAP], 256).toArray(ValueLayout.JAVA_BYTE);
        int accept = words[DfaLayout.WORD_FIRST_ACCEPTING] * words[DfaLayout.WORD_STRIDE];
        int[] hits = new int[SLOTS];
        for (int threads : new int[] {1, 2}) {
            double nanos = nanos(1, () -> {
                Thread[] all = new Thread[threads];
                for (int t = 0; t < threads; t++) {
                    int first = t;
                    all[t] = Thread.ofPlatform().start(() -> {
                        for (int part = first; part < SLOTS; part += threads) {
                            hits[part] = walk(words, table, classes, accept, text, part * PART);
                        }
                    });
                }
                for (Thread thread : all) {
                    thread.join();
                }
            });
            say(
                    "plain Java DFA, " + threads + " threads ("
                            + Arrays.stream(hits).sum() + " hits)",
                    mebibytes(nanos));
        }
    }

    private static int walk(int[] words, int table, byte[] classes, int accept, byte[] text, int from) {
        int row = 0;
        int hits = 0;
        for (int i = from; i < from + PART; i++) {
            row = words[table + row + (classes[text[i] & 0xFF] & 0xFF)];
            hits += row >= accept ? 1 : 0;
        }
        return hits;
    }

    private static double nanos(int times, Work work) throws Exception {
        double[] samples = new double[SAMPLES];
        for (int sample = -2; sample < SAMPLES; sample++) {
            long begun = System.nanoTime();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            if (sample >= 0) {
                samples[sample] = (System.nanoTime() - begun) / (double) times;
            }
        }
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private static double mebibytes(double nanos) {
        return SLOTS * (double) PART / (1 << 20) / (nanos / 1e9);
    }

    private static void say(String what, double figure) {
        System.out.printf("| %s | %.1f |%n", what, figure);
    }

    private static List<String> words() {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, 100)
                .mapToObj(i -> random.ints(6 + i % 7, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    private static byte[] text() {
        SplittableRandom random = new SplittableRandom(2);
        List<String> words = words();
        StringBuilder text = new StringBuilder();
        while (text.length() < SLOTS * PART) {
            if (random.nextInt(700) == 0) {
                text.append(words.get(random.nextInt(words.size())));
            }
            for (int i = 3 + random.nextInt(8); i > 0; i--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return Arrays.copyOf(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), SLOTS * PART);
    }

    private static DuelHost open(BackendProvider provider, Map<String, String> properties) throws Exception {
        return new DuelHost(provider.open(new DeviceOptions(GEOMETRY, properties)));
    }

    private static KernelRun run(Device device) throws ReflectiveOperationException {
        Field launches = RoundDevice.class.getDeclaredField("launches");
        launches.setAccessible(true);
        Field run = Launches.class.getDeclaredField("run");
        run.setAccessible(true);
        return (KernelRun) run.get(launches.get(device));
    }
}

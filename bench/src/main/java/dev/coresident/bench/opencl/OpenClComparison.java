package dev.coresident.bench.opencl;

import dev.coresident.backend.aparapi.opencl.OpenClSearch;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.scan.engine.Compiling;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageKind;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** OpenCL through the ring beside the same kernel without it, the simulator and a plain loop in Java. */
public final class OpenClComparison {
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(1_024), 64, 16, 4, 8, 16, 4, 48L << 20);
    private static final int WARM_UP = 3_000;
    private static final int SLOTS = 8;
    private static final int PART = 4 << 20;
    private static final long TEXT_AT = 8 << 20;
    private static final long OUT_AT = 44L << 20;
    private static final int OUT_BYTES = 1 << 18;

    private final int pairs;
    private final PrintStream out;
    private final MemorySegment image;
    private final byte[] text;

    private OpenClComparison(int pairs, PrintStream out) {
        this.pairs = pairs;
        this.out = out;
        List<String> words = words();
        image = Compiling.compile(
                        "bench", words.stream().map(word -> word + "[0-9x]+").toList())
                .groups()
                .getFirst()
                .image();
        if (image.get(ValueLayout.JAVA_INT, 4L * ImageLayout.WORD_KIND) != ImageKind.DFA.number()) {
            throw new IllegalStateException("the words were expected to become one deterministic automaton");
        }
        text = text(words);
    }

    /** Prints the tables. {@code --quick}: three pairs instead of nine. */
    public static void run(Options options, PrintStream out) throws Exception {
        OpenClComparison comparison = new OpenClComparison(options.has("--quick") ? 3 : 9, out);
        out.println("Device: " + OpenClSearch.foundPatiently().units().getFirst() + "\n");
        for (String memory : List.of("shared", "staged")) {
            comparison.rounds(memory);
        }
        comparison.scans();
    }

    private void rounds(String memory) throws Exception {
        out.println("### Rounds, " + memory + " memory: microseconds by the clock, and of all processors\n");
        MarkdownTable table =
                new MarkdownTable("", "ring", "processors", "kernel alone", "processors", "ring / kernel");
        try (RingHost host = open(new AparapiProvider(), Map.of("memory", memory));
                BareKernel bare = new BareKernel(GEOMETRY)) {
            int[] tenants = IntStream.rangeClosed(1, 64).map(host::admit).toArray();
            for (int i = 0; i < WARM_UP; i++) { // the compiler's own time would count as the ring's
                slots(host, tenants, 1_024, 64);
            }
            row(
                    table,
                    "nothing published; a launch without entries",
                    Pairs.of(pairs, 2_000, () -> bare.launch(0), () -> {
                        var _ = host.device().round(64);
                    }));
            for (int slots : new int[] {1, 1_024}) {
                for (int among : slots == 1 ? new int[] {1} : new int[] {1, 8, 64}) {
                    for (int i = 0; i < slots; i++) {
                        bare.add(i, 1 + i % among);
                    }
                    row(
                            table,
                            slots + " slots of " + among + " tenants",
                            Pairs.of(
                                    pairs,
                                    slots == 1 ? 2_000 : 200,
                                    () -> bare.launch(slots),
                                    () -> slots(host, tenants, slots, among)));
                    bare.check(slots);
                }
            }
        }
        out.println(table);
    }

    private static void slots(RingHost host, int[] tenants, int slots, int among) throws DeviceException {
        for (int i = 0; i < slots; i++) {
            host.publish(Opcodes.ATOMIC_ADD, tenants[i % among], 1, 0);
        }
        host.await(slots);
    }

    private static void row(MarkdownTable table, String what, Pairs.Pair pair) {
        table.row(
                what,
                "%.1f".formatted(pair.other().clock() / 1e3),
                "%.1f".formatted(pair.other().processors() / 1e3),
                "%.1f".formatted(pair.one().clock() / 1e3),
                "%.1f".formatted(pair.one().processors() / 1e3),
                "%.2f".formatted(pair.ratio().median()));
    }

    private void scans() throws Exception {
        out.println("### Scans of " + SLOTS + " x " + (PART >> 20)
                + " MiB: MiB/s by the clock, and for each second of a processor; beside the kernel without the ring\n");
        MarkdownTable table = new MarkdownTable("", "MiB/s", "per core", "kernel alone, per core", "of it");
        try (BareKernel bare = new BareKernel(GEOMETRY)) {
            bare.heap(0, image);
            bare.heap(TEXT_AT, MemorySegment.ofArray(text));
            for (int i = 0; i < SLOTS; i++) {
                bare.scan(i, TEXT_AT + (long) i * PART, PART, OUT_AT + (long) i * OUT_BYTES, OUT_BYTES / 8);
            }
            scan(table, "OpenCL, ring, shared", bare, new AparapiProvider(), Map.of("memory", "shared"));
            scan(table, "OpenCL, ring, staged", bare, new AparapiProvider(), Map.of("memory", "staged"));
            scan(table, "simulator, 1 thread", bare, new SimProvider(), Map.of("workers", "1"));
            scan(table, "simulator, 2 threads", bare, new SimProvider(), Map.of("workers", "2"));
            for (int threads : new int[] {1, 2}) {
                row(table, "plain loop in Java, threads: " + threads, bare, () -> plain(threads));
            }
        }
        out.println(table);
    }

    private void scan(
            MarkdownTable table, String what, BareKernel bare, BackendProvider provider, Map<String, String> properties)
            throws Exception {
        try (RingHost host = open(provider, properties)) {
            int tenant = host.admit(1);
            host.heap(0, image);
            host.heap(TEXT_AT, MemorySegment.ofArray(text));
            int program = host.handle(1, HandleRow.IMAGE, 0, image.byteSize());
            int input = host.handle(2, 0, TEXT_AT, text.length);
            int[] outputs = IntStream.range(0, SLOTS)
                    .map(i -> host.handle(3 + i, 0, OUT_AT + (long) i * OUT_BYTES, OUT_BYTES))
                    .toArray();
            host.bind(1, 0, OpKind.SCAN.number(), program);
            row(table, what, bare, () -> {
                for (int i = 0; i < SLOTS; i++) {
                    host.publish(
                            GEOMETRY.windowBase(1), tenant, input, i * PART, PART, 0, outputs[i], 0, OUT_BYTES / 8, 0);
                }
                host.await(SLOTS);
            });
        }
    }

    private void row(MarkdownTable table, String what, BareKernel bare, Pairs.Work work) throws Exception {
        Pairs.Pair pair = Pairs.of(pairs, 1, () -> bare.launch(SLOTS), work);
        bare.check(SLOTS);
        double mebibytes = SLOTS * (double) PART / (1 << 20) * 1e9;
        table.row(
                what,
                "%.0f".formatted(mebibytes / pair.other().clock()),
                "%.0f".formatted(mebibytes / pair.other().processors()),
                "%.0f".formatted(mebibytes / pair.one().processors()),
                "%.2f".formatted(1 / pair.ratio().median()));
    }

    private void plain(int threads) throws InterruptedException {
        int[] words = image.toArray(ValueLayout.JAVA_INT);
        byte[] classes =
                image.asSlice(4L * words[DfaLayout.WORD_CLASS_MAP], 256).toArray(ValueLayout.JAVA_BYTE);
        Thread[] all = new Thread[threads];
        int[] hits = new int[threads];
        for (int t = 0; t < threads; t++) {
            int first = t;
            all[t] = Thread.ofPlatform().start(() -> {
                for (int part = first; part < SLOTS; part += threads) {
                    hits[first] += walk(words, classes, part * PART);
                }
            });
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (Arrays.stream(hits).sum() == 0) {
            throw new IllegalStateException("the plain loop found nothing");
        }
    }

    private int walk(int[] words, byte[] classes, int from) {
        int table = words[DfaLayout.WORD_TRANSITIONS];
        int accept = words[DfaLayout.WORD_FIRST_ACCEPTING] * words[DfaLayout.WORD_STRIDE];
        int row = 0;
        int hits = 0;
        for (int i = from; i < from + PART; i++) {
            row = words[table + row + (classes[text[i] & 0xFF] & 0xFF)];
            hits += row >= accept ? 1 : 0;
        }
        return hits;
    }

    private static List<String> words() {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, 100)
                .mapToObj(i -> random.ints(6 + i % 7, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    private static byte[] text(List<String> words) {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder text = new StringBuilder();
        while (text.length() < SLOTS * PART) {
            if (random.nextInt(700) == 0) {
                text.append(words.get(random.nextInt(words.size()))).append('x');
            }
            for (int i = 3 + random.nextInt(8); i > 0; i--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.ISO_8859_1), SLOTS * PART);
    }

    private static RingHost open(BackendProvider provider, Map<String, String> properties) throws DeviceException {
        return new RingHost(provider.open(new DeviceOptions(GEOMETRY, properties)));
    }
}

package dev.coresident.bench.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.Report;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.scan.engine.Compiling;
import dev.coresident.bench.scan.engine.Engine;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.ScannerEngine;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 100 words on inputs of 1 KiB to 1 GiB, files that everybody reads; the Scanner with one worker and with two, libhs with one thread. */
final class SizesTable {
    /** How many files of each size. */
    private static final int[][] FILES = {{1 << 10, 4_000}, {16 << 10, 500}, {1 << 20, 32}, {16 << 20, 4}, {1 << 30, 1}
    };

    private static final int BLOCK_BYTES = 16 << 20;
    private static final int BLOCKS = 4;

    private final Path scratch;
    private final Turns turns;
    private final PrintStream out;

    SizesTable(Path scratch, int repetitions, PrintStream out) {
        this.scratch = scratch;
        this.turns = new Turns(repetitions);
        this.out = out;
    }

    void print() throws Exception {
        List<String> words = Texts.randomWords(100, 42);
        RuleSet rules = Compiling.compile("words", words);
        List<byte[]> blocks = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            blocks.add(Texts.log(BLOCK_BYTES, words, 7 + block).getBytes(StandardCharsets.ISO_8859_1));
        }
        MarkdownTable table = new MarkdownTable(
                "bytes of a file",
                "files",
                "1 worker GB/s",
                "2 workers",
                "2 to 1",
                "libhs",
                "1 worker to libhs",
                "us a file",
                "found");
        for (int[] size : FILES) {
            row(table, words, rules, blocks, size[0], size[1]);
        }
        out.printf(
                "### sizes%n%n100 random words in generated log text, all ends; the files are in the system's cache, and everybody reads"
                        + " them. `us a file` is with one worker.%n%n%s%n",
                table);
    }

    private void row(MarkdownTable table, List<String> words, RuleSet rules, List<byte[]> blocks, int bytes, int count)
            throws Exception {
        System.err.println("bench: sizes, " + count + " files of " + bytes + " bytes");
        Path folder = Files.createDirectories(scratch.resolve("size-" + bytes));
        List<Path> files = write(folder, blocks, bytes, count);
        Workload workload = new Workload(
                "sizes",
                "",
                ImmutableList.copyOf(words),
                Patterns.WORDS,
                ImmutableList.copyOf(files),
                ImmutableList.of());
        double total = (double) bytes * count;
        try (Engine one = new ScannerEngine(files, List.of(rules), Report.ENDS, 1);
                Engine two = new ScannerEngine(files, List.of(rules), Report.ENDS, 2);
                Peer libhs = new Peer(workload)) {
            double[] nanos = turns.nanos(List.of(one, two, libhs));
            String found = "%,d".formatted(turns.found(0));
            if (turns.found(1) != turns.found(0) || (libhs.isThere() && turns.found(2) != turns.found(0))) {
                found += ", WRONG: " + turns.found(1) + " and " + turns.found(2);
            }
            table.row(
                    "%,d".formatted(bytes),
                    "%,d".formatted(count),
                    "%.4f".formatted(total / nanos[0]),
                    "%.4f".formatted(total / nanos[1]),
                    "%.2f".formatted(nanos[0] / nanos[1]),
                    libhs.isThere() ? "%.4f".formatted(total / nanos[2]) : "none",
                    libhs.isThere() ? "%.2f".formatted(nanos[2] / nanos[0]) : "",
                    "%,.1f".formatted(nanos[0] / 1e3 / count),
                    found);
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static List<Path> write(Path folder, List<byte[]> blocks, int bytes, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("%05d".formatted(i));
            try (OutputStream content = Files.newOutputStream(file)) {
                for (int left = bytes; left > 0; ) {
                    byte[] block = blocks.get((int) (at / BLOCK_BYTES % BLOCKS));
                    int from = (int) (at % BLOCK_BYTES);
                    int length = Math.min(left, BLOCK_BYTES - from);
                    content.write(block, from, length);
                    left -= length;
                    at += length;
                }
            }
            files.add(file);
        }
        return files;
    }

    /** libhs, where it is. */
    static final class Peer implements Engine {
        private final @Nullable Engine engine;

        @SuppressWarnings("CatchingUnchecked") // whatever a peer throws, the others go on
        Peer(Workload workload) {
            Engine opened = null;
            try {
                opened = EngineKind.LIBHS.open(workload);
            } catch (Throwable missing) {
                System.err.println("bench: libhs takes no part: " + missing);
            }
            engine = opened;
        }

        boolean isThere() {
            return engine != null;
        }

        @Override
        public long scan() throws Exception {
            return engine == null ? 0 : engine.scan();
        }

        @Override
        public void close() throws IOException {
            if (engine != null) {
                engine.close();
            }
        }
    }
}

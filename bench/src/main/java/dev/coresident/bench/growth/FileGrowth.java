package dev.coresident.bench.growth;

import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.Report;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Scratch;
import dev.coresident.bench.scan.Texts;
import dev.coresident.bench.scan.engine.Compiling;
import dev.coresident.bench.scan.engine.ScannerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of 1 KiB in folders of a thousand, scanned by the product end to end. */
final class FileGrowth {
    private static final int[] COUNTS = {1, 10, 100, 1_000, 10_000, 100_000};
    private static final int FILE_BYTES = 1_024;
    private static final int FOLDER_FILES = 1_000;
    private static final int REPETITIONS = 3;
    private static final int REPETITIONS_OF_FEW = 25;
    private static final int FEW = 1_000;

    private FileGrowth() {}

    static MarkdownTable measure(boolean quick) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "files of 1 KiB", "walk us a file", "scan us a file", "scan MB/s", "heap MiB after", "found");
        List<String> words = Texts.randomWords(100, 3);
        String text = Texts.log(1 << 20, words, 13);
        RuleSet rules = Compiling.compile("words", words);
        try (Scratch scratch = new Scratch()) {
            int made = 0;
            for (int count : COUNTS) {
                if (quick && count > 10_000) {
                    break;
                }
                for (; made < count; made++) {
                    write(scratch.folder(), made, text);
                }
                if (count == COUNTS[0]) {
                    row(new MarkdownTable("", "", "", "", "", ""), scratch.folder(), count, rules); // warms every path
                }
                row(table, scratch.folder(), count, rules);
            }
        }
        return table;
    }

    private static void write(Path root, int number, String text) throws IOException {
        Path folder = root.resolve("%04d".formatted(number / FOLDER_FILES));
        if (number % FOLDER_FILES == 0) {
            Files.createDirectories(folder);
        }
        int from = (int) ((long) number * FILE_BYTES % (text.length() - FILE_BYTES));
        Files.writeString(
                folder.resolve("%04d.txt".formatted(number % FOLDER_FILES)), text.substring(from, from + FILE_BYTES));
    }

    private static void row(MarkdownTable table, Path root, int count, RuleSet rules) throws Exception {
        int repetitions = count <= FEW ? REPETITIONS_OF_FEW : REPETITIONS;
        List<Path> files = new ArrayList<>();
        double walk = Timing.median(repetitions, () -> {
            files.clear();
            FolderWalk all = new FolderWalk(List.of(root), WalkOptions.DEFAULT);
            for (Found found = all.next(); found != null; found = all.next()) {
                if (found instanceof Found.File(var input)) {
                    files.add(input.path());
                }
            }
        });
        if (files.size() != count) {
            throw new IllegalStateException("walked " + files.size() + " of " + count + " files");
        }
        try (ScannerEngine engine = new ScannerEngine(files, rules, Report.SPANS)) {
            long found = engine.scan();
            double nanos = Timing.median(repetitions, engine::scan);
            table.row(
                    "%,d".formatted(count),
                    "%.1f".formatted(walk / 1e3 / count),
                    "%.1f".formatted(nanos / 1e3 / count),
                    "%.1f".formatted(count * (double) FILE_BYTES / nanos * 1e3),
                    "%.1f".formatted(Timing.usedHeapBytes() / (double) (1 << 20)),
                    "%,d".formatted(found));
        }
    }
}

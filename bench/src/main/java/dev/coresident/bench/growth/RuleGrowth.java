package dev.coresident.bench.growth;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RuleSet;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Scratch;
import dev.coresident.bench.scan.Texts;
import dev.coresident.bench.scan.engine.Compiling;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.SlotEngine;
import dev.coresident.bench.scan.engine.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules of one tenant, words and simple regexes: compiling, images, scanning 4 MiB of log text. */
final class RuleGrowth {
    private static final int[] COUNTS = {1, 10, 100, 1_000, 10_000};
    private static final int TEXT_BYTES = 4 << 20;
    private static final int REPETITIONS = 3;
    /** Every n-th rule of the mixed sets is a regex. */
    private static final int REGEX_EVERY = 10;

    private RuleGrowth() {}

    static MarkdownTable measure(boolean quick) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "rules",
                "of them regexes",
                "compile ms",
                "us a rule",
                "groups",
                "states",
                "image KiB",
                "GB/s",
                "found");
        List<String> words = Texts.randomWords(COUNTS[COUNTS.length - 1], 99);
        String text = Texts.log(TEXT_BYTES, words.subList(0, 100), 5);
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.folder().resolve("log.txt");
            Files.writeString(file, text);
            row(new MarkdownTable("", "", "", "", "", "", "", "", ""), words.subList(0, 100), 0, file, text);
            for (int count : COUNTS) {
                if (!quick || count <= 1_000) {
                    row(table, words.subList(0, count), 0, file, text);
                }
            }
            for (int count : COUNTS) {
                if (count >= REGEX_EVERY && (!quick || count <= 1_000)) {
                    row(table, mixed(words.subList(0, count)), count / REGEX_EVERY, file, text);
                }
            }
        }
        return table;
    }

    /** Every tenth word becomes a regex: a number, some letters, its end. */
    private static List<String> mixed(List<String> words) {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            patterns.add(i % REGEX_EVERY == 0 ? word.substring(0, 3) + "[0-9]{1,3}[a-z]*" + word.substring(3) : word);
        }
        return patterns;
    }

    private static void row(MarkdownTable table, List<String> patterns, int regexes, Path file, String text)
            throws Exception {
        RuleSet[] rules = new RuleSet[1];
        long compile = Timing.nanos(() -> rules[0] = Compiling.compile("rules", patterns));
        Workload workload = new Workload(
                "rules",
                "",
                ImmutableList.copyOf(patterns),
                regexes == 0 ? Patterns.WORDS : Patterns.REGEXES,
                ImmutableList.of(file),
                ImmutableList.of(text));
        try (SlotEngine engine = new SlotEngine(workload, rules[0])) {
            long found = engine.scan();
            double nanos = Timing.median(REPETITIONS, engine::scan);
            table.row(
                    "%,d".formatted(patterns.size()),
                    "%,d".formatted(regexes),
                    "%,.1f".formatted(compile / 1e6),
                    "%,.0f".formatted(compile / 1e3 / patterns.size()),
                    "%,d".formatted(rules[0].groups().size()),
                    "%,d".formatted(rules[0].states()),
                    "%,d".formatted(rules[0].bytes() >> 10),
                    "%.3f".formatted(TEXT_BYTES / nanos),
                    "%,d".formatted(found));
        }
    }
}

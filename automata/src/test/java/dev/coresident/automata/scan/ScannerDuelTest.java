package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.GroupReason;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random rules and files: the scanner against {@link Oracle}, for every chunk size and number of workers the same. */
class ScannerDuelTest {
    private static final String[] ATOMS = {
        "a", "b", "ab", "[ab]", "[^a]", ".", "\\n", " ", "\\w", "c", "\\s", "(?:a|bc)", "\\b", "x"
    };
    private static final String[] LOOPS = {"", "", "", "", "*", "+", "?", "{1,3}", "{2}"};
    private static final String[] FLAGS = {"", "", "i", "s", "is", "H", "sH"};
    private static final String ALPHABET = "aaabbcAB \nx.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"SPANS, 1", "SPANS, 2", "SPANS, 3", "SPANS, 4", "ENDS, 5", "ENDS, 6", "ENDS, 7"})
    void saysWhatTheOracleSaysForEveryChunkSizeAndNumberOfWorkers(Report report, long seed) throws Exception {
        Random random = new Random(seed);
        List<Oracle.Rule> rules = new ArrayList<>();
        agree(report, random, rules, List.of(set("one", 8, random, rules), set("two", 5, random, rules)));
    }

    @ParameterizedTest
    @CsvSource({"SPANS, 11", "SPANS, 12", "ENDS, 13"})
    void textsAreFoundAcrossEveryBorderOfChunks(Report report, long seed) throws Exception {
        Random random = new Random(seed);
        List<Oracle.Rule> rules = new ArrayList<>();
        RuleSet texts = texts(30, random, rules);
        assertThat(texts.groups()).anyMatch(group -> group.reason() == GroupReason.TEXTS);
        agree(report, random, rules, List.of(texts, set("two", 3, random, rules)));
    }

    private void agree(Report report, Random random, List<Oracle.Rule> rules, List<RuleSet> sets) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int file = 0; file < 6; file++) {
            String name = "f" + file;
            byte[] content = text(random, file == 0 ? 0 : random.nextInt(160));
            Files.write(folder.resolve(name), content);
            List<String> matches = Oracle.lines(name, content, rules, report);
            expected.addAll(matches);
            expected.add("= " + name + " " + content.length + " bytes " + matches.size() + " matches");
        }
        for (int chunk : new int[] {1, 7, 64, 4096}) {
            for (int workers : new int[] {1, 2, 7}) {
                ScanOptions options = ScanOptions.defaults()
                        .withReport(report)
                        .withChunkBytes(chunk)
                        .withOutputEvents(1 + random.nextInt(40))
                        .withFilesInFlight(1 + random.nextInt(4))
                        .withChunksOfFile(2 + random.nextInt(5))
                        .withMatchesInMemory(1 + random.nextInt(200));
                ScanRun run = ScanRun.of(workers, options, sets, List.of(folder));
                assertThat(run.lines())
                        .as("rules %s, %s, %d workers", rules, options, workers)
                        .isEqualTo(expected);
                assertThat(run.closed().isClean()).isTrue();
            }
        }
    }

    private static RuleSet texts(int count, Random random, List<Oracle.Rule> rules) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int k = 4 + random.nextInt(9); k > 0; k--) {
                pattern.append("aabc".charAt(random.nextInt(4)));
            }
            Oracle.Rule rule = new Oracle.Rule("texts", rules.size(), i, pattern.toString(), pick(FLAGS, random));
            rules.add(rule);
            lines.add(rule.line());
        }
        return ScanRun.rules("texts", lines.toArray(String[]::new));
    }

    private static RuleSet set(String label, int count, Random random, List<Oracle.Rule> rules) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Oracle.Rule rule = new Oracle.Rule(
                    label, rules.size(), random.nextInt(100) * 100 + i, pattern(random), pick(FLAGS, random));
            rules.add(rule);
            lines.add(rule.line());
        }
        CompileLimits limits = label.equals("two") ? ScanRun.SETS : CompileLimits.DEFAULT;
        return ScanRun.rules(limits, label, lines.toArray(String[]::new));
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder(random.nextInt(12) == 0 ? "^" : "");
        for (int branch = random.nextInt(4) == 0 ? 1 : 0; branch >= 0; branch--) {
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                String atom = pick(ATOMS, random);
                pattern.append(atom.equals("\\b") ? atom : "(?:" + atom + ")" + pick(LOOPS, random));
            }
            pattern.append(branch > 0 ? "|" : "");
        }
        return pattern.append(random.nextInt(12) == 0 ? "$" : "").toString();
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }

    private static byte[] text(Random random, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {
    @TempDir
    private Path folder;

    private String rules = "";
    private String input = "";

    @BeforeEach
    void writeFiles() throws IOException {
        rules = file("words.rules", "# words\n1:/fox/\n4294967295:/do+g/i\n");
        input = file("in/a.txt", "the quick fox\njumps\tover \u001b[1mthe DoG\r\n");
        file("in/b/c.txt", "no match here");
        file("in/.hidden", "fox");
        file("in/d.bin", "fox\0");
    }

    @Test
    void textNamesPathLineColumnTenantRuleAndLine() {
        CommandRun run = scan(folder + "/in");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .isEqualTo(input + ":1:11: words/1: the quick fox\n" + input
                        + ":2:20: words/4294967295: jumps\tover \\x1b[1mthe DoG\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void textOfEndsNamesPathEndTenantAndRule() {
        assertThat(scan("--report", "ends", input).out())
                .isEqualTo(input + ":13: words/1\n" + input + ":36: words/4294967295\n");
    }

    @Test
    void jsonlIsOneObjectAMatch() {
        assertThat(scan("--format", "jsonl", input).out())
                .isEqualTo("{\"tenant\":\"words\",\"rule\":1,\"path\":\"" + input
                        + "\",\"start\":10,\"end\":13,\"line\":1,\"column\":11}\n"
                        + "{\"tenant\":\"words\",\"rule\":4294967295,\"path\":\"" + input
                        + "\",\"start\":33,\"end\":36,\"line\":2,\"column\":20}\n");
    }

    @Test
    void explainSaysOfEachGroupItsKindSizeAndReasonAndScansNothing() throws IOException {
        String texts = file("texts.rules", "1:/be+ta/\n");
        CommandRun run = CommandRun.of("scan", "--rules", texts, "--rules", rules, "--explain");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(line -> !line.contains("compiled in")))
                .hasSize(4)
                .allMatch(line -> line.startsWith("  group 1: dfa, ") || line.startsWith("    the rules' states"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            many.append(i + 1).append(":/word").append(i).append("s/\n");
        }
        run = CommandRun.of("scan", "--rules", file("many.rules", many.toString()), "--explain", "--format", "jsonl");
        assertThat(run.out())
                .startsWith("{\"tenant\":\"many\",\"group\":1,\"kind\":\"literals\",\"rules\":20,")
                .contains("\"texts\":20,\"textBytes\":130,\"longest\":7,\"reason\":\"texts\",\"why\":\"")
                .endsWith("\"}\n");
    }

    @Test
    void aScanWithoutAPathIsMisuse() {
        CommandRun run = CommandRun.of("scan", "--rules", rules);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required parameter: 'PATH'");
    }

    @Test
    void jsonlOfEndsHasNoStartLineOrColumn() {
        assertThat(scan("--format", "jsonl", "--report", "ends", input).out())
                .startsWith("{\"tenant\":\"words\",\"rule\":1,\"path\":\"" + input + "\",\"end\":13}\n");
    }

    @Test
    void countIsOneObjectARuleThatMatchedAndATotal() {
        assertThat(scan("--format", "count", folder + "/in").out().replaceAll("(anos\":)\\d+", "$1?"))
                .isEqualTo("""
                        {"tenant":"words","rule":1,"count":1}
                        {"tenant":"words","rule":4294967295,"count":1}
                        {"total":2,"files":2,"bytes":51,"nanos":?,"compileNanos":?}
                        """);
    }

    @Test
    void hiddenAndBinaryFilesAreScannedWhenAskedFor() {
        assertThat(scan("--hidden", "--text", folder + "/in").out().lines())
                .map(line -> line.substring((folder + "/in/").length(), line.indexOf(": ")))
                .containsExactly(".hidden:1:1", "a.txt:1:11", "a.txt:2:20", "d.bin:1:1");
    }

    @Test
    void nothingFoundIsExitOne() {
        CommandRun run = scan(folder + "/in/b");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnreadableFileIsReportedTheRestScannedAndExitTwo() {
        CommandRun run = scan(folder + "/missing", input);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("coresident: " + folder + "/missing: no such file or folder\n");
        assertThat(run.out()).hasLineCount(2);
    }

    @Test
    void aBadPatternIsOneLineWithFileLineAndColumnAndNothingIsScanned() throws IOException {
        String bad = file("bad.rules", "1:/fine/\n2:/(x/\n");
        CommandRun run = CommandRun.of("scan", "--rules", bad, folder + "/in");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1).startsWith("coresident: " + bad + ":2:6: rule 2: ");
    }

    @Test
    void badRulesCanBeSkippedAndAreCounted() throws IOException {
        String bad = file("bad.rules", "1:/fox/\n2:/(x/\n3:/(?=y)/\n");
        String stats = folder + "/stats.json";
        CommandRun run = CommandRun.of("scan", "--rules", bad, "--skip-bad-rules", "--stats", stats, input);
        assertThat(run.code()).isZero();
        assertThat(run.out()).hasLineCount(1);
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.endsWith("(skipped)"));
        assertThat(Path.of(stats)).content().contains("\"skippedRules\":2");
    }

    @Test
    void everyRuleFileIsATenantWithThePriorityBehindIt() throws IOException {
        String other = file("other.rules", "7:/quick/\n");
        CommandRun run =
                CommandRun.of("scan", "--rules", rules, "--rules", other, "--priority", "high", "--stats", "-", input);
        assertThat(run.out().lines().toList())
                .containsExactly(
                        input + ":1:5: other/7: the quick fox",
                        input + ":1:11: words/1: the quick fox",
                        input + ":2:20: words/4294967295: jumps\tover \\x1b[1mthe DoG");
        assertThat(run.err())
                .contains("\"tenant\":\"words\",\"id\":1,\"generation\":0,\"priority\":\"normal\"")
                .contains("\"tenant\":\"other\",\"id\":2,\"generation\":0,\"priority\":\"high\"")
                .contains("\"published\":1,\"done\":1,\"faulted\":0,\"outstanding\":0")
                .contains("\"counts\":{\"automata.cleared\":0,\"automata.evicted\":0,\"images.copied\":2,");
    }

    @Test
    void twoRuleFilesOfOneNameAreRefused() throws IOException {
        String twin = file("twin/words.rules", "1:/x/\n");
        CommandRun run = CommandRun.of("scan", "--rules", rules, "--rules", twin, input);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains(twin, "\"words\"", "rename");
    }

    @Test
    void aTenantThatNeedsMoreThanItsCeilingIsRefused() {
        CommandRun run = scan("--max-memory", "1K", input);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1).contains("words", "1024", "--max-memory");
    }

    @Test
    void outputIsTheSameForEveryChunkSizeAndNumberOfWorkers() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append(i % 7 == 0 ? "a fox and a dooog " : "words ").append(i % 11 == 0 ? "\n" : "");
        }
        file("in/big.txt", text.toString());
        for (String format : List.of("text", "jsonl")) {
            for (String report : List.of("ends", "spans")) {
                String expected = scan("--format", format, "--report", report, folder + "/in")
                        .out();
                assertThat(expected).hasLineCount(1 + 3 + 2 * 429 - 2);
                for (String chunk : List.of("64", "4K", "1M")) {
                    for (String workers : List.of("1", "2", "7")) {
                        assertThat(scan(
                                                "--format",
                                                format,
                                                "--report",
                                                report,
                                                "--chunk-size",
                                                chunk,
                                                "--workers",
                                                workers,
                                                folder + "/in")
                                        .out())
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void misuseIsOneLineAndExitTwo() {
        for (List<String> words : List.of(
                List.of("scan", "x"),
                List.of("scan", "--rules", rules),
                List.of("scan", "--rules", rules, "--report", "starts", "x"),
                List.of("scan", "--rules", rules, "--chunk-size", "0", "x"),
                List.of("scan", "--rules", rules, "--chunk-size", "4X", "x"),
                List.of("scan", "--rules", rules, "--workers", "none", "x"),
                List.of("scan", "--rules", rules, "--workers", "0", input),
                List.of("scan", "--rules", rules, "--backend", "abacus", "x"),
                List.of("scan", "--rules", folder + "/nowhere.rules", "x"),
                List.of("scan", "--rules", rules, "--priority", "urgent", "x"))) {
            CommandRun run = CommandRun.of(words);
            assertThat(run.code()).as("%s", words).isEqualTo(2);
            assertThat(run.err()).as("%s", words).hasLineCount(1).startsWith("coresident: ");
            assertThat(run.out()).as("%s", words).isEmpty();
        }
    }

    private CommandRun scan(String... more) {
        List<String> words = new ArrayList<>(List.of("scan", "--rules", rules));
        words.addAll(List.of(more));
        return CommandRun.of(words);
    }

    private String file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        return file.toString();
    }
}

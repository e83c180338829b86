package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandTest {
    private static final String NETWORK = """
            <automata-network id="n">
            <state-transition-element id="a" symbol-set="[f]" start="all-input"><activate-on-match element="b"/>
            </state-transition-element>
            <state-transition-element id="b" symbol-set="o"><report-on-match reportcode="42"/></state-transition-element>
            </automata-network>
            """;

    @TempDir
    private Path folder;

    @Test
    void textIsATableAFileAndALineARemark() throws IOException {
        String lines = file("a.rules", "7:/x\u001b+/i\n");
        String network = file("n.anml", NETWORK);
        String words = file("w.txt", "one\none\n");
        CommandRun run = CommandRun.of("rules", lines, "--words", words, network);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(String.join(
                        "\n",
                        lines + ": 1 rule",
                        "ID  NAME  RULE",
                        " 7        /x\\x1b+/i",
                        network + ": 1 rule",
                        "ID  NAME  RULE",
                        "42  42    automaton, 3 states",
                        words + ": 1 rule",
                        "ID  NAME  RULE",
                        " 1        /one/",
                        words + ":2:1: the word stands on line 1 already and is left out here (note)",
                        ""));
    }

    @Test
    void jsonlIsOneObjectARuleAndARemark() throws IOException {
        String yara = file("y.yar", "rule R { strings: $a = \"x\" nocase $b = \"y\" fullword condition: $a }");
        CommandRun run = CommandRun.of("rules", "--format", "jsonl", yara);
        assertThat(run.code()).isOne();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"file\":\"" + yara
                                + "\",\"rule\":1,\"name\":\"R.$a\",\"kind\":\"pattern\",\"pattern\":\"x\",\"flags\":\"i\","
                                + "\"line\":1,\"column\":24}",
                        "{\"file\":\"" + yara + "\",\"remark\":\"not mapped\",\"name\":\"R.$b\",\"message\":"
                                + "\"the modifier fullword does not map here\",\"line\":1,\"column\":40}",
                        "{\"file\":\"" + yara
                                + "\",\"remark\":\"note\",\"name\":\"\",\"message\":\"conditions are not evaluated:"
                                + " each string of each rule is a rule, whatever the condition asks for\",\"line\":1,\"column\":53}");
    }

    @Test
    void somethingThatDoesNotMapIsExitOneAndABrokenFileIsExitTwoWithNothingPrinted() throws IOException {
        String good = file("good.rules", "1:/a/\n");
        String partly = file("partly.rules", "1:/a/\n2:/(?=a)/\n");
        CommandRun run = CommandRun.of("rules", good, partly);
        assertThat(run.code()).isOne();
        assertThat(run.out()).contains(partly + ":2:4: rule 2: '(?='").contains("(not mapped)");
        for (String broken :
                List.of(file("b.toml", "= 1"), file("b.anml", "<a"), file("b.mnrl", "["), folder + "/no.yar")) {
            CommandRun failed = CommandRun.of("rules", good, broken);
            assertThat(failed.code()).isEqualTo(2);
            assertThat(failed.out()).isEmpty();
            assertThat(failed.err().lines()).singleElement().asString().startsWith("coresident: " + broken + ":");
        }
        assertThat(CommandRun.of("rules").code()).isEqualTo(2);
    }

    @Test
    void aScanTakesFilesOfEveryFormatAndWords() throws IOException {
        String input = file("in.txt", "a foo, a key: k-12\n");
        CommandRun run = CommandRun.of(
                "scan",
                "--words",
                file("w.txt", "key\n"),
                "--priority",
                "high",
                "--rules",
                file("n.anml", NETWORK),
                "--words",
                file("v.txt", "foo\n"),
                "--rules",
                file(
                        "t.toml",
                        "[[rules]]\nid = 'k'\nregex = '''k-\\d+$'''\n[[rules]]\nid = 'l'\nregex = '''k-\\d+'''\nentropy = 2.5\n"),
                input);
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.substring(input.length(), line.lastIndexOf(": a"))))
                .containsExactlyInAnyOrder(":1:10: w/1", ":1:3: n/42", ":1:3: v/1", ":1:15: t/2");
        assertThat(run.err())
                .isEqualTo("coresident: " + folder
                        + "/t.toml:4:1: l: matches more than the file says, which also asks for entropy\n");
    }

    @Test
    void aScanStopsAtWhatDoesNotMapOrSkipsIt() throws IOException {
        String input = file("in.txt", "x y\n");
        String yara = file("y.yar", "rule R { strings: $a = \"x\" $b = \"y\" fullword condition: $a }");
        String message = "coresident: " + yara + ":1:33: R.$b: the modifier fullword does not map here";
        CommandRun stopped = CommandRun.of("scan", "--rules", yara, input);
        assertThat(stopped.code()).isEqualTo(2);
        assertThat(stopped.err()).isEqualTo(message + "\n");
        CommandRun skipping = CommandRun.of("scan", "--rules", yara, "--skip-bad-rules", input);
        assertThat(skipping.code()).isZero();
        assertThat(skipping.out().lines()).hasSize(1);
        assertThat(skipping.err()).startsWith(message + " (skipped)\n").contains("conditions are not evaluated");
    }

    private String file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSavedRuleSetFindsWhatItsRuleFileFinds() throws IOException {
        String rules = file("pii.rules", "7:/[0-9]{3}-[0-9]{4}/\n9:/name=[a-z]+/i\n");
        String text = file("text.txt", "call 555-1234\nNAME=ada\n");
        String saved = folder.resolve("pii.compiled").toString();
        CommandRun compiled = CommandRun.of("compile", "--rules", rules, "--output", saved);
        assertThat(compiled.code()).isZero();
        assertThat(compiled.err()).isEmpty();
        assertThat(compiled.out()).startsWith("pii: 2 rules, ").endsWith(" ms\n");
        CommandRun fromRules = CommandRun.of("scan", "--rules", rules, "--format", "jsonl", text);
        CommandRun fromSaved = CommandRun.of("scan", "--compiled", saved, "--format", "jsonl", text);
        assertThat(fromSaved).isEqualTo(fromRules);
        assertThat(fromSaved.out()).contains("\"tenant\":\"pii\"").contains("\"rule\":9");
    }

    @Test
    void wordsAreSavedTooAndRunBesideRuleFiles() throws IOException {
        String words = file("names.txt", "ada\ngrace\n");
        String rules = file("pii.rules", "7:/[0-9]{4}/\n");
        String text = file("text.txt", "ada 1815, grace 1906\n");
        String saved = folder.resolve("w").toString();
        assertThat(CommandRun.of("compile", "-w", words, "-o", saved).code()).isZero();
        CommandRun run = CommandRun.of("scan", "-c", saved, "-r", rules, "--format", "count", text);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("{\"tenant\":\"names\",\"rule\":1,\"count\":1}")
                .contains("{\"tenant\":\"pii\",\"rule\":7,\"count\":2}");
        assertThat(CommandRun.of("scan", "-c", saved, "-w", words, text).err())
                .contains("its tenant would be called \"names\"");
    }

    @Test
    void whatIsDamagedOrNoRuleSetIsRefusedInOneLineWithItsPlace() throws IOException {
        String rules = file("pii.rules", "7:/[0-9]{3}/\n");
        Path saved = folder.resolve("pii.compiled");
        assertThat(CommandRun.of("compile", "-r", rules, "-o", saved.toString()).code())
                .isZero();
        byte[] bytes = Files.readAllBytes(saved);
        bytes[bytes.length / 2] ^= 1;
        Files.write(saved, bytes);
        for (String bad : new String[] {saved.toString(), rules, file("empty", "")}) {
            CommandRun run = CommandRun.of("scan", "--compiled", bad, rules);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).singleElement().asString().contains(bad + ": byte ");
        }
        CommandRun missing =
                CommandRun.of("scan", "--compiled", folder.resolve("none").toString(), rules);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("no such file");
    }

    @Test
    void nothingIsWrittenForRulesThatCannotBeSavedOrCompiled() throws IOException {
        Path saved = folder.resolve("out");
        String network = file("n.anml", """
                <automata-network id="n">
                <state-transition-element id="a" symbol-set="[f]" start="all-input"><report-on-match reportcode="4"/>
                </state-transition-element></automata-network>
                """);
        CommandRun automaton = CommandRun.of("compile", "-r", network, "-o", saved.toString());
        assertThat(automaton.code()).isEqualTo(2);
        assertThat(automaton.err().lines()).singleElement().asString().contains("automaton without a pattern");
        String broken = file("b.rules", "1:/a/\n7:/(?=x)/\n");
        assertThat(CommandRun.of("compile", "-r", broken, "-o", saved.toString())
                        .code())
                .isEqualTo(2);
        assertThat(saved).doesNotExist();
        CommandRun skipping = CommandRun.of("compile", "--skip-bad-rules", "-r", broken, "-o", saved.toString());
        assertThat(skipping.code()).isZero();
        assertThat(skipping.err()).contains("(skipped)");
        assertThat(saved).exists();
        String nowhere = folder.resolve("no/such/folder").toString();
        CommandRun lost = CommandRun.of("compile", "-r", file("c.rules", "1:/a/\n"), "-o", nowhere);
        assertThat(lost.code()).isEqualTo(2);
        assertThat(lost.err().lines()).singleElement().asString().contains(nowhere);
    }

    @Test
    void whatIsMissingIsSaidAndHelpIsThere() {
        assertThat(CommandRun.of("compile").code()).isEqualTo(2);
        assertThat(CommandRun.of("compile", "-r", "a", "-w", "b", "-o", "c").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("compile", "--help").out())
                .contains("--output")
                .contains("--words");
        assertThat(CommandRun.of("scan", "--help").out()).contains("--compiled");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void neitherTheRulesThemselvesNorAFolderAreReplaced() throws IOException {
        String rules = file("pii.rules", "7:/[0-9]{4}/\n");
        CommandRun same = CommandRun.of("compile", "-r", rules, "-o", rules);
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("is the rule file itself");
        assertThat(Path.of(rules)).hasContent("7:/[0-9]{4}/");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandRun inFolder = CommandRun.of("compile", "-r", rules, "-o", empty.toString());
        assertThat(inFolder.code()).isEqualTo(2);
        assertThat(inFolder.err()).contains("is a folder");
        assertThat(empty).isEmptyDirectory();
    }
}

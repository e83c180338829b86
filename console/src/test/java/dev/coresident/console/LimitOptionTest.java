package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitOptionTest {
    @TempDir
    private Path folder;

    private String text = "";

    @BeforeEach
    void writeText() throws IOException {
        text = file("text.txt", "a".repeat(1_200) + "\n");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void aPatternAboveALimitIsToldTheOptionThatRaisesIt() throws IOException {
        String rules = file("long.rules", "1:/a{1001}/\n");
        CommandRun refused = CommandRun.of("scan", "--rules", rules, text);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .hasLineCount(1)
                .contains(
                        "long.rules:1:", "maxRepeat is 1000", "1001", "raise the limit with --limit maxRepeat=NUMBER");
        CommandRun raised = CommandRun.of("scan", "--rules", rules, "--limit", "maxRepeat=1001", "-f", "count", text);
        assertThat(raised.err()).isEmpty();
        assertThat(raised.code()).isZero();
        assertThat(CommandRun.of("rules", rules).out()).contains("--limit maxRepeat=NUMBER");
        assertThat(CommandRun.of("rules", "-f", "jsonl", rules).out()).contains("--limit maxRepeat=NUMBER");
        assertThat(CommandRun.of("rules", "--limit", "maxRepeat=1001", rules).code())
                .isZero();
    }

    @Test
    void aSetAboveALimitIsToldTheOptionThatRaisesIt() throws IOException {
        String rules = file("states.rules", "1:/x(?:a{100}){300}/\n");
        String saved = folder.resolve("saved").toString();
        CommandRun refused = CommandRun.of("compile", "--rules", rules, "--output", saved);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .hasLineCount(1)
                .contains("maxNfaStates is 20000", "raise the limit with --limit maxNfaStates=NUMBER");
        CommandRun raised =
                CommandRun.of("compile", "--rules", rules, "--output", saved, "--limit", "maxNfaStates=40K");
        assertThat(raised.err()).isEmpty();
        assertThat(raised.code()).isZero();
        assertThat(CommandRun.of("scan", "--compiled", saved, text).err())
                .hasLineCount(1)
                .contains("maxNfaStates 20000 allows with --limit maxNfaStates=NUMBER");
        assertThat(CommandRun.of("scan", "--compiled", saved, "--limit", "maxNfaStates=40K", text)
                        .code())
                .isEqualTo(1);
    }

    @Test
    void limitsCanBeLowered() throws IOException {
        String rules = file("some.rules", "1:/abcdefgh/\n2:/a/\n");
        CommandRun run = CommandRun.of(
                "scan", "--rules", rules, "--limit", "maxPatternBytes=7", "--skip-bad-rules", "-f", "count", text);
        assertThat(run.code()).isZero();
        assertThat(run.err()).hasLineCount(1).contains("--limit maxPatternBytes=NUMBER (skipped)");
        assertThat(run.out()).contains("\"rule\":2");
        CommandRun whole = CommandRun.of("scan", "--rules", rules, "--limit", "maxRules=1", text);
        assertThat(whole.code()).isEqualTo(2);
        assertThat(whole.err()).hasLineCount(1).contains("--limit maxRules=NUMBER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxRepeat      | write NAME=NUMBER",
                "maxRepeat=     | is not a size",
                "maxRepeat=much | is not a size",
                "maxRepeat=3G   | maxRepeat is at most 2147483647",
                "maxRepeat=0    | pattern limits must be at least 1",
                "maxNesting=1001| nesting limit 1001 is above 1000",
                "repeat=5       | use one of maxPatternBytes, maxNesting, maxNodes, maxRepeat"
            })
    void aLimitThatIsNoneIsOneLineThatSaysWhatWouldBe(String limit, String said) throws IOException {
        String rules = file("some.rules", "1:/a/\n");
        for (String command : new String[] {"scan", "rules"}) {
            CommandRun run = command.equals("scan")
                    ? CommandRun.of(command, "--limit", limit, "--rules", rules, text)
                    : CommandRun.of(command, "--limit", limit, rules);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).hasLineCount(1).contains("--limit", said);
        }
    }

    @Test
    void shellsCompleteTheNames() {
        assertThat(CommandRun.of("generate-completion").out()).contains("--limit", "maxNfaStates=");
        for (String command : new String[] {"scan", "compile", "rules", "serve"}) {
            assertThat(CommandRun.of(command, "--help").out()).contains("--limit");
        }
    }
}

package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoresidentTest {
    @Test
    void versionIsOneLine() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("coresident ")
                .endsWith(System.lineSeparator())
                .hasLineCount(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpGoesToStandardOutput() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Usage: coresident", "--help", "--version", "Exit codes");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void unknownOptionIsOneLineAndExitTwo() {
        CommandRun run = CommandRun.of("--nonsense");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--nonsense", "coresident --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void missingCommandIsOneLineAndExitTwo() {
        CommandRun run = CommandRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("a command is missing");
    }

    @Test
    void completionScriptIsForBashAndZsh() {
        CommandRun run = CommandRun.of("generate-completion");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete", "coresident");
    }

    @Test
    void completionCommandIsNotInTheHelp() {
        assertThat(CommandRun.of("--help").out()).doesNotContain("  generate-completion");
    }
}

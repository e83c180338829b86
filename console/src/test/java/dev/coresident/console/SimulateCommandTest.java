package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    @Test
    void aHuntSaysWhatItDidAndThatNothingWasViolated() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "20");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out().lines()).hasSize(3).first().isEqualTo("20 seeds from 0, schedule uniform, faults all");
        assertThat(run.out()).containsPattern("trace hash [0-9a-f]{16}\n").endsWith("no rule was violated\n");
        assertThat(run.err()).contains("device steps a second");
    }

    @Test
    void oneSeedPrintsTheSameTraceHashEachTime() {
        CommandRun run = CommandRun.of("simulate", "--seed", "42");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("seed 42: ").containsPattern("trace hash [0-9a-f]{16}");
        assertThat(CommandRun.of("simulate", "--seed", "42").out()).isEqualTo(run.out());
    }

    @Test
    void movesAreToldWhenAsked() {
        CommandRun run = CommandRun.of("simulate", "--seed", "1", "--script", "register,submit,poll,step*2", "--moves");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).startsWith("   0 register\n   1 submit\n   2 poll\n   3 step\n   4 step\n");
        assertThat(CommandRun.of("simulate", "--seed", "1", "--keep", "0-9").out())
                .contains("10 moves");
    }

    @ParameterizedTest
    @CsvSource({
        "--faults,fire,fire",
        "--schedule,best,best",
        "--seeds,0,at least 1",
        "--minutes,0,--minutes",
        "--keep,3,--seed",
        "--moves,,--seed"
    })
    void whatIsWrongIsOneLineAndExitCode2(String option, String value, String said) {
        CommandRun run = value == null ? CommandRun.of("simulate", option) : CommandRun.of("simulate", option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1).startsWith("coresident: ").contains(said);
    }

    @Test
    void hostedScansSayWhatWentWrongAndThatNothingWasLost() {
        CommandRun run = CommandRun.of("simulate", "--hosted", "--seeds", "5");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .first()
                .asString()
                .matches("5 seeds from 0: 180 documents, [0-9]+ scanned with exactly their matches, [0-9]+ withheld.*");
        assertThat(run.out()).endsWith("nothing was lost and nothing was invented\n");
        assertThat(CommandRun.of("simulate", "--hosted", "--seeds", "5").out()).isEqualTo(run.out());
        assertThat(CommandRun.of("simulate", "--hosted", "--minutes", "1").err())
                .contains("--hosted goes with");
    }

    @Test
    void everyOrderIsSearchedAndCounted() {
        CommandRun run = CommandRun.of(
                "simulate", "--schedule", "exhaustive", "--seed", "1", "--script", "register,submit,poll");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .containsPattern("memory coherent: [0-9,]+ states in [0-9,]+ runs, all there are\n")
                .containsPattern("memory weak: [0-9,]+ states in [0-9,]+ runs, all there are\n");
    }
}

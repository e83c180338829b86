package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackendsCommandTest {
    @Test
    void theTableShowsTheSimulatorReady() {
        CommandRun run = CommandRun.of("backends");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().findFirst().orElse("")).startsWith("NAME").contains("STATE", "DEVICE");
        assertThat(run.out()).containsPattern("(?m)^sim +ready +resident +coherent +\\d+  \\d+ worker thread");
    }

    @Test
    void jsonlIsOneObjectABackend() {
        assertThat(CommandRun.of("backends", "--format", "jsonl").out())
                .startsWith("{\"name\":")
                .contains("\"name\":\"sim\",\"module\":\"dev.coresident.backend.sim\",\"ready\":true,\"device\":\"");
    }

    @Test
    void aDeviceIsNamedToBackendsThatHaveSeveral() {
        CommandRun run = CommandRun.of("scan", "--device", "1", "--rules", "no such file", "no such path");
        assertThat(run.err()).doesNotContain("Unknown option");
        assertThat(CommandRun.of("scan", "--help").out()).contains("--device=NAME");
    }

    @Test
    void anUnknownFormatIsRefused() {
        CommandRun run = CommandRun.of("backends", "--format", "xml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("xml");
    }
}

package dev.coresident.conformance.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return Main.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpNeedsNoValueAndNoBackend() {
        assertThat(run("--help")).isZero();
        assertThat(run("--seed", "7", "--help", "sim")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--property NAME=VALUE", "--help");
        assertThat(err.size()).isZero();
    }

    @Test
    void aResidentSimulatorIsMovedByTheCommand() {
        assertThat(run(
                        "--rules",
                        "2.8,10.5,11.2",
                        "--property",
                        "engine=stepped",
                        "--property",
                        "model=resident",
                        "--property",
                        "memory=weak",
                        "--property",
                        "steps=16",
                        "sim"))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("required  3: 3 passed, 0 failed");
    }

    @Test
    void wrongWordsAreTwoAndSayWhy() {
        assertThat(run("--seed")).isEqualTo(2);
        assertThat(run("--nothing", "1", "sim")).isEqualTo(2);
        assertThat(run("--list", "one", "two")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--seed needs a value", "no option --nothing", "one backend at a time", "which backend?");
    }
}

package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.console.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
    @Test
    void anAddressThatOthersReachDemandsAToken() {
        CommandRun run = CommandRun.of("serve", "--bind", "0.0.0.0", "--port", "0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("0.0.0.0", "--token");
    }

    @Test
    void portsAndTokensAreChecked() {
        assertThat(CommandRun.of("serve", "--port", "65536").err())
                .hasLineCount(1)
                .contains("65536");
        CommandRun weak = CommandRun.of("serve", "--token", "secret");
        assertThat(weak.code()).isEqualTo(2);
        assertThat(weak.err()).hasLineCount(1).contains("at least 16").doesNotContain("secret");
    }

    @Test
    void itServesUntilItIsInterrupted() throws Exception {
        try (PipedInputStream said = new PipedInputStream(1 << 16);
                PrintStream err = new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8)) {
            Terminal terminal = new Terminal(new ByteArrayOutputStream(), err, false, 80);
            CompletableFuture<Integer> code =
                    CompletableFuture.supplyAsync(() -> Coresident.run(terminal, "serve", "--port", "0"));
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).contains("http://127.0.0.1:", "#token=");
                assertThat(lines.readLine()).contains("changes need the token");
                assertThat(lines.readLine()).contains("no tenants");
                terminal.interruption().interrupt();
                assertThat(code.get()).isEqualTo(130);
            }
        }
    }
}

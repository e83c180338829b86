package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.console.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that stops coming, in this process. */
class InterruptedScanTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void anInterruptedScanPrintsABeginningOfTheWholeAndExitsWith130() throws IOException {
        String[] words = scanOfManyMatches();
        String whole = CommandRun.of(words).out();
        AtomicReference<@Nullable Terminal> terminal = new AtomicReference<>();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = run(terminal, words, new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("not in single bytes");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                printed.write(bytes, offset, length);
                Terminal running = terminal.get();
                if (running != null) {
                    running.interruption().interrupt();
                }
            }
        });
        assertThat(code).isEqualTo(130);
        String out = printed.toString(StandardCharsets.UTF_8);
        assertThat(whole).startsWith(out);
        assertThat(out).endsWith("\n").hasSizeLessThan(whole.length());
        assertThat(errors.size()).isZero();
    }

    @Test
    void aReaderThatIsGoneEndsTheScanQuietly() throws IOException {
        assertThat(run(new AtomicReference<>(), scanOfManyMatches(), failing("Broken pipe")))
                .isZero();
        assertThat(errors.size()).isZero();
    }

    @Test
    void aFullDiskIsOneLineAndExitTwo() throws IOException {
        assertThat(run(new AtomicReference<>(), scanOfManyMatches(), failing("No space left on device")))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("No space left on device");
    }

    private String[] scanOfManyMatches() throws IOException {
        Path rules = Files.writeString(folder.resolve("t.rules"), "1:/a/\n");
        Path input = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 40; i++) {
            Files.writeString(input.resolve("f" + (10 + i)), "a b\n".repeat(2_000));
        }
        return new String[] {"scan", "--rules", rules.toString(), input.toString()};
    }

    private int run(AtomicReference<@Nullable Terminal> terminal, String[] words, OutputStream out) {
        Terminal made = new Terminal(out, new PrintStream(errors, true, StandardCharsets.UTF_8), false, 80);
        terminal.set(made);
        return Coresident.run(made, words);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}

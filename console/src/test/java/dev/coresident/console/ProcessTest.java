package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: what signals and closed pipes do to it. */
class ProcessTest {
    private static final int LINES = 5_000;

    @TempDir
    private Path folder;

    private Path rules = Path.of("");
    private Path first = Path.of("");
    private Path endless = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        rules = Files.writeString(folder.resolve("t.rules"), "1:/needle/\n");
        first = Files.writeString(folder.resolve("first"), "a needle\n".repeat(LINES));
        endless = folder.resolve("endless");
        try (RandomAccessFile sparse = new RandomAccessFile(endless.toFile(), "rw")) {
            sparse.setLength(64L << 30);
        }
    }

    @Test
    void exitCodesReachTheShell() throws Exception {
        assertThat(start("--version").waitFor()).isZero();
        assertThat(start("scan", "--rules", rules.toString(), first.toString() + "x")
                        .waitFor())
                .isEqualTo(2);
        assertThat(start("scan", "--rules", rules.toString(), rules.toString()).waitFor())
                .isZero();
    }

    @Test
    void interruptDrainsPrintsWhatWasFoundAndExitsWith130() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs signals as Linux has them");
        assumeTrue(
                !interruptIsIgnored(), "the shell that started this build ignores interrupts, and so do its children");
        endsWith130("-INT");
    }

    @Test
    void terminationDrainsLikewise() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs signals as Linux has them");
        endsWith130("-TERM");
    }

    private void endsWith130(String signal) throws Exception {
        Process process = start("scan", "--rules", rules.toString(), first.toString(), endless.toString());
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            // The first file has more lines than a buffer holds; it will take long to get through the second.
            lines.add(Objects.requireNonNull(out.readLine()));
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            out.lines().forEach(lines::add);
        }
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(lines).isSubsetOf(expected()).doesNotHaveDuplicates();
        assertThat(lines).isEqualTo(expected().subList(0, lines.size()));
        assertThat(process.errorReader().lines()).isEmpty();
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() throws Exception {
        Process process =
                start("scan", "--rules", rules.toString(), first.toString(), first.toString(), endless.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo(expected().getFirst());
        }
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    private List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (int line = 1; line <= LINES; line++) {
            lines.add(first + ":" + line + ":3: t/1: a needle");
        }
        return lines;
    }

    private static boolean interruptIsIgnored() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & 2) != 0);
        }
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "--module-path",
                modulePath(),
                "--module",
                "dev.coresident.console/dev.coresident.console.Main"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }

    /** The jars and folders that this test runs with, without the test's own. */
    private static String modulePath() {
        Pattern ours = Pattern.compile(
                ".*(coresident-|/(guava|failureaccess|picocli|jspecify|aparapi|aparapi-jni|jcuda|jcuda-natives|javalin|jetty|jakarta[a-z.]+|kotlin-stdlib|slf4j|micrometer|prometheus-metrics|asm|jackson)-)[^/]*\\.jar|.*/classes");
        List<String> entries = new ArrayList<>();
        for (String property : List.of("jdk.module.path", "java.class.path", "surefire.test.class.path")) {
            for (String entry : Splitter.on(File.pathSeparatorChar).split(System.getProperty(property, ""))) {
                if (ours.matcher(entry).matches() && !entries.contains(entry)) {
                    entries.add(entry);
                }
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}

package dev.coresident.backend.cuda.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gpu-check.sh does around the checks: its steps, their exit codes, what it writes, which bundles it takes. No program that it starts is real. */
final class GpuCheckScriptTest {
    private static final Path SCRIPT = Path.of("gpu-check.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path tools;

    /** How a run ended and what it said. */
    private record Said(int code, String text) {}

    @BeforeEach
    void aBundleWithAJavaThatOnlySaysWhatItWasAskedFor() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the script and tar are tried on Linux");
        tools = Files.createDirectory(folder.resolve("tools"));
        Files.copy(SCRIPT, folder.resolve("gpu-check.sh"));
        Files.createDirectories(folder.resolve("runtime").resolve("bin"));
        program(
                folder.resolve("runtime/bin/java"),
                "echo \"java $*\"\ncase \"$*\" in *${FAILS:-nothing}*) exit 1 ;; esac");
        program(tools.resolve("nvidia-smi"), "echo one device");
        program(tools.resolve("compute-sanitizer"), "echo \"sanitizer $*\"");
    }

    @Test
    void everyStepRunsAndTheWorstExitCodeIsTheRuns() throws Exception {
        Said said = run("", "run", "out", "--minutes", "3");
        assertThat(said).isEqualTo(new Said(0, """
                resident: exit 0, see out/resident.txt
                slices: exit 0, see out/slices.txt
                benches: exit 0, see out/benches.txt
                memcheck: exit 0, see out/memcheck.txt
                racecheck: exit 0, see out/racecheck.txt
                """));
        assertThat(out("machine")).contains("one device");
        assertThat(out("resident")).contains("conformance.command.Main --property mode=resident cuda");
        assertThat(out("benches"))
                .contains("check.GpuCheck --out out --ops")
                .contains("bench/upper-case.cu --minutes 3");
        assertThat(out("racecheck"))
                .contains("sanitizer --error-exitcode 1 --tool racecheck")
                .contains("mode=slices");
        Said failed = run("mode=slices", "run", "out");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.text()).contains("resident: exit 0", "slices: exit 1", "benches: exit 0", "memcheck: exit 0");
    }

    @Test
    void withoutADriverNothingIsStarted() throws Exception {
        program(tools.resolve("nvidia-smi"), "exit 9");
        assertThat(run("", "run", "out"))
                .isEqualTo(new Said(69, "gpu-check: nvidia-smi does not answer: install the NVIDIA driver\n"));
        assertThat(folder.resolve("out/resident.txt")).doesNotExist();
    }

    @Test
    void onTheStandInTheSameStepsRunAndTheSanitizerIsLeftOutWithTheReason() throws Exception {
        Said said = run("", "stand-in", "libraries", "out");
        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("slices: exit 0", "racecheck: left out: there is no GPU");
        assertThat(out("benches")).contains("--tiny --stand-in");
        assertThat(out("slices")).contains("mode=slices --hostile-slots 20000");
        assertThat(out("machine")).contains("no figures of a GPU");
        assertThat(out("memcheck")).isEqualTo("memcheck: left out: there is no GPU\n");
    }

    @Test
    void aDryRunSaysTheProgramsAndWritesNothing() throws Exception {
        Said said = run("", "dry-run", "out", "--minutes", "3");
        assertThat(said.code()).isZero();
        assertThat(said.text())
                .contains("resident:\n  " + folder.toRealPath() + "/runtime/bin/java")
                .contains("--minutes 3", "compute-sanitizer --error-exitcode 1 --tool memcheck");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void theFolderMayBeLeftOutBeforeOptions() throws Exception {
        Said dry = run("", "dry-run", "--minutes", "3");
        assertThat(dry.code()).isZero();
        assertThat(dry.text())
                .containsPattern("check.GpuCheck --out gpu-check-results --ops \\S+/bench/upper-case.cu --minutes 3\n");
        assertThat(run("", "dry-run").text()).contains("check.GpuCheck --out gpu-check-results --ops");
        Said said = run("", "run", "--minutes", "3");
        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("benches: exit 0, see gpu-check-results/benches.txt");
        assertThat(folder.resolve("gpu-check-results/benches.txt"))
                .content()
                .containsPattern("--out gpu-check-results --ops \\S+/bench/upper-case.cu --minutes 3\n");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedAndNothingIsStarted() throws Exception {
        Files.writeString(folder.resolve("out"), "a file");
        for (List<String> arguments : List.of(List.of("run", "out"), List.of("stand-in", "libraries", "out/results"))) {
            Said said = run("", arguments.toArray(String[]::new));
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.text())
                    .contains("gpu-check: the results cannot be written to " + arguments.getLast())
                    .doesNotContain("nvidia-smi", "exit");
        }
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheUsage() throws Exception {
        assertThat(run("", "fly").code()).isEqualTo(2);
        assertThat(run("").text())
                .contains("gpu-check.sh bundle FILE", "check FILE", "run [FOLDER", "dry-run", "stand-in LIBRARIES");
    }

    @Test
    void aBundleMustHaveEverythingAndFewBytes() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (String jar :
                List.of("spi", "oracles", "api", "ledger", "automata", "backend-sim", "backend-cuda", "conformance")) {
            Files.writeString(lib.resolve("coresident-" + jar + "-1.jar"), "");
        }
        for (String jar : List.of("guava-33", "failureaccess-1", "jspecify-1", "jcuda-12.6.0")) {
            Files.writeString(lib.resolve(jar + ".jar"), "");
        }
        Files.createDirectory(folder.resolve("bench"));
        Files.writeString(folder.resolve("bench").resolve("gpu-check.jar"), "");
        Files.writeString(folder.resolve("bench").resolve("upper-case.cu"), "");
        pack();
        Said without = run("", "check", "bundle.tar.gz");
        assertThat(without)
                .isEqualTo(new Said(1, "gpu-check: bundle.tar.gz has no lib/jcuda-natives-*-linux-x86_64.jar\n"));
        for (String jar : List.of("coresident-oracles-1", "failureaccess-1", "jspecify-1")) {
            Path file = lib.resolve(jar + ".jar");
            Files.delete(file);
            pack();
            assertThat(run("", "check", "bundle.tar.gz"))
                    .isEqualTo(new Said(
                            1, "gpu-check: bundle.tar.gz has no lib/" + jar.replaceAll("-1$", "-*") + ".jar\n"));
            Files.writeString(file, "");
        }
        Path natives = Files.writeString(lib.resolve("jcuda-natives-12.6.0-linux-x86_64.jar"), "");
        pack();
        Said with = run("", "check", "bundle.tar.gz");
        assertThat(with.text()).matches("bundle.tar.gz: \\d+ bytes of at most 67108864\n");
        assertThat(with.code()).isZero();
        Files.write(natives, new byte[1 << 26]);
        pack();
        assertThat(run("", "check", "bundle.tar.gz"))
                .extracting(Said::code, Said::text)
                .satisfies(both -> assertThat(both.toString())
                        .contains("1, gpu-check: bundle.tar.gz has 67", "may have 67108864"));
        Files.writeString(folder.resolve("bundle.tar.gz"), "no archive");
        assertThat(run("", "check", "bundle.tar.gz").code()).isEqualTo(1);
    }

    /** Not compressed, so that what is large stays so. */
    private void pack() throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-cf", "-", "gpu-check.sh", "lib", "bench", "runtime")
                .directory(folder.toFile())
                .start();
        try (InputStream in = tar.getInputStream();
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("bundle.tar.gz"))) {
                    {
                        def.setLevel(Deflater.NO_COMPRESSION);
                    }
                }) {
            in.transferTo(out);
        }
        assertThat(tar.waitFor()).isZero();
    }

    private String out(String step) throws IOException {
        return Files.readString(folder.resolve("out").resolve(step + ".txt"));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Said run(String fails, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "gpu-check.sh");
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("FAILS", fails.isEmpty() ? "nothing" : fails);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}

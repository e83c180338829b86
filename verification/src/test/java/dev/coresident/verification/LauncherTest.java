package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts say what is missing and what to install, with an exit code of its own. */
final class LauncherTest {
    private static final int UNAVAILABLE = 69;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build",
                "coresident",
                "bench/run",
                "stress/run",
                "backend-cuda/build-kernel.sh",
                "backend-cuda/gpu-check.sh",
                ".ci/run",
                "launcher/environment.sh",
                "launcher/product.sh"
            })
    void scriptIsReadByAPlainShell(String script) throws Exception {
        Outcome outcome = Outcome.of(command("sh", "-n", script));
        assertThat(outcome.code()).as(outcome.errors()).isZero();
    }

    @Test
    void withoutAWantedJdkTheLauncherSaysWhereItLookedAndWhatToInstall() throws Exception {
        Outcome outcome = Outcome.of(command(
                "sh", "-c", "tool=here; . launcher/environment.sh; jdk_version=99; require_jdk; echo not reached"));
        assertThat(outcome.code()).isEqualTo(UNAVAILABLE);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .startsWith("here: no JDK 99 found. Looked at:")
                .contains("JAVA_HOME")
                .contains("install a JDK 99")
                .contains("set JDK25_HOME");
    }

    @Test
    void aJdkWithSpacesInItsPathIsFound() throws Exception {
        Path jdk = folder.resolve("a jdk/with spaces");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"99.0.1\"\n");
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        ProcessBuilder builder = command(
                "sh", "-c", "tool=here; . launcher/environment.sh; jdk_version=99; require_jdk; echo \"$JAVA_HOME\"");
        builder.environment().put("JDK25_HOME", jdk.toString());
        Outcome outcome = Outcome.of(builder);
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo(jdk + "\n");
        assertThat(outcome.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.3", "3.8.6", "2.99.99"})
    void aMavenThatIsTooOldIsRefusedByItsVersion(String version) throws Exception {
        Outcome outcome = Outcome.of(withMaven(version));
        assertThat(outcome.code()).isEqualTo(UNAVAILABLE);
        assertThat(outcome.errors())
                .startsWith("build: Maven " + version + " is too old: install Maven 3.8.7 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.9.0", "3.10.1", "4.0.0-rc-5", "Apache Maven 4.0.0 (abc)"})
    void aMavenThatIsNewEnoughIsRun(String version) throws Exception {
        Outcome outcome = Outcome.of(withMaven(version, "compile"));
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo("[compile]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', [verify]",
        "-Dname=a b, [-Dname=a b][verify]",
        "-pl|ledger|-am, [-pl][ledger][-am][verify]",
        "clean|package, [clean][package]",
        "-pl|ledger|test, [-pl][ledger][test]",
        "spotless:apply, [spotless:apply]",
    })
    void argumentsArePassedOnAndWithoutAGoalEverythingIsVerified(String arguments, String called) throws Exception {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split("\\|", -1);
        Outcome outcome = Outcome.of(withMaven("3.8.7", words));
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo(called + "\n");
    }

    @Test
    void benchRunsTheComparisonsWithTheirArguments() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("a house/bench"));
        Files.copy(House.checkout().resolve("coresident"), elsewhere.resolveSibling("coresident"));
        executable(elsewhere.resolve("run"), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
        Outcome outcome = Outcome.of(command(
                "sh", elsewhere.resolveSibling("coresident").toString(), "bench", "scan", "--data", "a folder"));
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo("[scan][--data][a folder]");
    }

    /** {@code ./build} where mvn is a script that answers with this version or says what it was called with. */
    private ProcessBuilder withMaven(String version, String... arguments) throws IOException {
        executable(folder.resolve("mvn"), """
                #!/bin/sh
                case $* in
                *--version*) echo '%s' ;;
                *) printf '[%%s]' "$@" && echo ;;
                esac
                """.formatted(version));
        ProcessBuilder builder = command("./build");
        builder.command().addAll(List.of(arguments));
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        builder.environment().put("JDK25_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static ProcessBuilder command(String... words) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(House.checkout().toFile());
        builder.environment().remove("JDK25_HOME");
        return builder;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

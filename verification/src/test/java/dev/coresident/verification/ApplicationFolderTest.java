package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The folder of jars that {@code ./coresident} starts is complete, runs, and holds nothing that only tests need. */
final class ApplicationFolderTest {
    private static final Path JARS = House.checkout().resolve("console/target/app/lib");

    @BeforeEach
    void skipBeforePackage() {
        assumeTrue(Files.isDirectory(JARS), () -> JARS + " is made by the package phase");
    }

    @Test
    void commandStartsFromTheFolderAlone() throws Exception {
        Outcome outcome = Outcome.of(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                JARS.toString(),
                "--module",
                "dev.coresident.console/dev.coresident.console.Main",
                "--version"));
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).startsWith("coresident ").contains(version());
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void noTestLibraryIsShipped() {
        Set<String> names = ModuleFinder.of(JARS).findAll().stream()
                .map(reference -> reference.descriptor().name())
                .collect(Collectors.toSet());
        assertThat(names)
                .contains("dev.coresident.console", "dev.coresident.backend.sim")
                .noneMatch(name -> name.startsWith("org.junit") || name.contains("assertj") || name.contains("jqwik"));
    }

    private static String version() {
        return House.modules().stream()
                .filter(module -> module.name().equals("dev.coresident.console"))
                .findFirst()
                .orElseThrow()
                .rawVersion()
                .orElseThrow();
    }
}

package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every file of the checkout keeps to. */
final class SourcesTest {
    private static final int MOST_LINES = 400;
    private static final long MOST_BYTES = 1 << 20;
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".vscode", ".settings");

    private static final Path CHECKOUT = House.checkout();
    private static final List<Path> FILES = new ArrayList<>();

    @BeforeAll
    static void listFiles() throws IOException {
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean skipped = SKIPPED.contains(file.getFileName().toString());
                if (!skipped && attributes.isRegularFile() && attributes.size() <= MOST_BYTES) {
                    FILES.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void noMainSourceIsTooLongToReadInOneSitting() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : mainSources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add(CHECKOUT.relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(tooLong)
                .as("main sources of more than %d lines: split by responsibility", MOST_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<Path> silent = mainSources().stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(CHECKOUT::relativize)
                .toList();
        assertThat(silent).as("packages without package-info.java").isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        // Spelled so that this file passes its own check.
        Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@(Dis" + "abled|Ig" + "nore)\\b");
        assertThat(linesWith(unfinished, SourcesTest::isCode))
                .as("open ends and switched-off tests: finish them or open an issue")
                .isEmpty();
    }

    @Test
    void nothingNamesTheMachineItWasWrittenOn() throws IOException {
        Pattern machine =
                Pattern.compile("(?<![\\w.$}~])/(home(?!/linuxbrew)|root|Users|work|workspace|tmp/[a-z]+)/\\w");
        assertThat(linesWith(machine, file -> true))
                .as("absolute paths of one machine")
                .isEmpty();
    }

    @Test
    void nothingNamesThePlacePackagesComeFrom() throws IOException {
        Pattern registry = Pattern.compile(
                "\\b(repo1?|oss|central|s01\\.oss|registry|plugins|files)\\.(maven|sonatype|npmjs|yarnpkg|pypi|gradle)"
                        + "|\\bpythonhosted\\.|\\bcrates\\.io\\b|\\bpypi\\.org\\b|\\bmvnrepository\\.");
        assertThat(linesWith(registry, file -> !file.endsWith("SourcesTest.java")))
                .as("names of package registries: which one serves is the reader's choice")
                .isEmpty();
    }

    private static List<Path> mainSources() {
        return FILES.stream()
                .filter(file ->
                        CHECKOUT.relativize(file).toString().replace('\\', '/').contains("src/main/java/"))
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static boolean isCode(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") || name.endsWith(".sh") || name.endsWith("pom.xml") || !name.contains(".");
    }

    private static List<String> linesWith(Pattern pattern, Predicate<Path> filter) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : FILES) {
            if (!filter.test(file)) {
                continue;
            }
            List<String> lines = linesOf(file);
            for (int index = 0; index < lines.size(); index++) {
                if (pattern.matcher(lines.get(index)).find()) {
                    found.add(CHECKOUT.relativize(file) + ":" + (index + 1) + ": "
                            + lines.get(index).strip());
                }
            }
        }
        return found;
    }

    private static List<String> linesOf(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException binary) {
            return List.of();
        }
    }
}

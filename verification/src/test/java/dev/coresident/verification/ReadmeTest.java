package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in README.md does what README.md says it does. */
final class ReadmeTest {
    private static final String README = "README.md";

    @TempDir
    private Path folder;

    @Test
    void theExampleCompilesAndPrintsWhatTheReaderIsTold() throws Exception {
        List<Fence> fences = Fence.of(README);
        List<String> java = Fence.texts(fences, "java");
        assertThat(java).as("a module descriptor and a class").hasSize(2);
        Outcome outcome = Stranger.run(
                folder, Map.of("module-info.java", java.get(0), "hello/Hello.java", java.get(1)), "hello/hello.Hello");
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output())
                .as("what stands below the example in %s", README)
                .isEqualTo(Fence.texts(fences, "text").getFirst());
    }

    @Test
    void theCommandsAnswerWhatTheReaderIsShown() throws Exception {
        List<String> sessions = Fence.texts(Fence.of(README), "console");
        assertThat(sessions).isNotEmpty();
        for (String session : sessions) {
            assertThat(Session.replay(session, folder)).isEqualTo(session);
        }
    }

    @Test
    void everyFolderOfTheBuildIsInTheTable() throws Exception {
        List<String> readme = Files.readAllLines(House.checkout().resolve(README));
        List<String> missing = Pattern.compile("<module>(.*)</module>")
                .matcher(Files.readString(House.checkout().resolve("pom.xml")))
                .results()
                .map(module -> "| `" + module.group(1) + "` |")
                .filter(cell -> readme.stream().noneMatch(line -> line.startsWith(cell)))
                .toList();
        assertThat(missing).as("rows that the table of modules lacks").isEmpty();
    }
}

package dev.coresident.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the Javadoc shows is what {@link PipelineTest} runs. */
final class ExampleTest {
    @Test
    void theExampleInTheJavadocIsTheTestThatRuns() throws IOException {
        String page = Files.readString(Path.of("src/main/java/dev/coresident/junit/SimulatedKernel.java"));
        String example = page.substring(page.indexOf("<pre>{@code") + 11, page.indexOf(" * }</pre>"));
        String shown =
                example.lines().map(line -> line.replaceFirst("^ \\* ?", "")).collect(Collectors.joining());
        String source = Files.readString(Path.of("src/test/java/dev/coresident/junit/PipelineTest.java"));
        String run = source.substring(source.indexOf("class PipelineTest"));
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
    }
}

package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tutorial.md is one program, from its first snippet to its last, and prints what stands below the snippets. */
final class TutorialTest {
    private static final String TUTORIAL = "docs/tutorial.md";

    @TempDir
    private Path folder;

    @Test
    void allSnippetsTogetherCompileAndPrintWhatTheReaderIsTold() throws Exception {
        List<Fence> fences = Fence.of(TUTORIAL);
        List<String> java = Fence.texts(fences, "java");
        String module = java.get(0);
        String imports = java.get(1);
        assertThat(module).startsWith("module tutorial {");
        assertThat(imports).startsWith("import ");
        String body = java.stream().skip(2).collect(Collectors.joining("\n"));
        String source = "package tutorial;\n\n" + imports
                + "\nfinal class Tutorial {\n    static void main() throws Exception {\n" + body + "    }\n}\n";
        Outcome outcome = Stranger.run(
                folder,
                Map.of("module-info.java", module, "tutorial/Tutorial.java", source),
                "tutorial/tutorial.Tutorial");
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(outcome.output())
                .as("what stands below the snippets of %s", TUTORIAL)
                .isEqualTo(String.join("", Fence.texts(fences, "text")));
    }
}

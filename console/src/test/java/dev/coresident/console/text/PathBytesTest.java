package dev.coresident.console.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathBytesTest {
    @TempDir
    private Path folder;

    @Test
    void plainPathsAreTheirText() {
        for (String text : new String[] {"a/b c", "./x", "/usr/%41", "..", ""}) {
            assertThat(PathBytes.of(Path.of(text))).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void otherPathsKeepTheBytesOfTheFileSystem() throws IOException {
        Path named;
        try {
            named = folder.resolve("é% ");
        } catch (InvalidPathException e) {
            assumeTrue(false, "the locale cannot spell the name");
            return;
        }
        assertThat(PathBytes.text(named)).isEqualTo(folder + "/é% ");
        Files.createDirectory(named);
        assertThat(PathBytes.text(named)).isEqualTo(folder + "/é% ");
        assertThat(PathBytes.text(Path.of("é/x"))).isEqualTo("é/x");
        assertThat(PathBytes.text(Path.of("./é"))).isEqualTo("./é");
    }
}

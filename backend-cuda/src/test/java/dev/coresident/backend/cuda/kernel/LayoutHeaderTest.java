package dev.coresident.backend.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The kernel's numbers are those of the layouts. With {@code -Dcoresident.golden.update=true} the header is written anew. */
final class LayoutHeaderTest {
    private static final Path HEADER = Path.of("src", "main", "cuda", "layout.h");

    @Test
    void theHeaderHasTheNumbersOfTheLayouts() throws IOException {
        if (Boolean.getBoolean("coresident.golden.update")) {
            Files.writeString(HEADER, LayoutHeader.text());
        }
        assertThat(Files.readString(HEADER))
                .as("the header; update it with -Dcoresident.golden.update=true, then run build-kernel.sh")
                .isEqualTo(LayoutHeader.text());
    }
}

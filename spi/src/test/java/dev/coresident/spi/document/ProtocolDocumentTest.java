package dev.coresident.spi.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProtocolDocumentTest {
    private static final String UPDATE = "coresident.golden.update";

    @Test
    void thePageSaysWhatTheLayoutsSay() throws IOException {
        Path page = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs/protocol.md");
        String rendered = ProtocolDocument.render();
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, rendered);
        }
        assertThat(Files.exists(page)).as("%s exists", page).isTrue();
        assertThat(Files.readString(page))
                .as("%s is what the layouts say; -D%s=true writes it anew", page, UPDATE)
                .isEqualTo(rendered);
    }
}

package dev.coresident.conformance.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContractDocumentTest {
    private static final String UPDATE = "coresident.golden.update";

    @Test
    void thePageSaysWhatTheRulesSay() throws IOException {
        Path page = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs/spi-contract.md");
        String rendered = ContractDocument.render();
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(page, rendered);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s is what the rules say; -D%s=true writes it anew", page, UPDATE)
                .isEqualTo(rendered);
    }
}

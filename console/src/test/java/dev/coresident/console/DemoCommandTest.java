package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void itScansRealFilesAndChecksWhatItClaims() {
        CommandRun run = CommandRun.of("demo", "--passes", "1");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("6 tenants", "TENANT", "LEDGER", "of input in", "B/s")
                .doesNotContain("FAILED");
        assertThat(run.out().lines().filter(line -> line.startsWith("  ok  "))).hasSize(5);
        for (String tenant : new String[] {"secrets", "network", "licences", "identifiers", "notes", "words"}) {
            // Once among the tenants, once among the ledgers.
            assertThat(run.out()
                            .lines()
                            .filter(line -> line.startsWith(tenant + " "))
                            .count())
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void noPassesAreRefused() {
        CommandRun run = CommandRun.of("demo", "--passes", "0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("0 passes");
    }
}

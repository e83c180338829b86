package dev.coresident.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsWordsLeftAndNumbersRight() {
        assertThat(Table.of("name", ">bytes")
                        .row("a", "1")
                        .row("longer", "1000")
                        .lines())
                .containsExactly("name    bytes", "a           1", "longer   1000");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> Table.of("a", "b").row("1")).hasMessageContaining("2 cells");
    }
}

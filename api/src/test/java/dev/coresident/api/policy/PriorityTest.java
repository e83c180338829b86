package dev.coresident.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.spi.layout.Partitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    @ParameterizedTest
    @CsvSource({"CRITICAL,0,critical", "HIGH,1,high", "NORMAL,2,normal", "LOW,3,low", "IDLE,4,idle"})
    void levelsAndLabelsAreThoseOfTheProtocol(Priority priority, int level, String label) {
        assertThat(priority.level()).isEqualTo(level);
        assertThat(priority.label()).isEqualTo(label);
        assertThat(Priority.of(level)).isSameAs(priority);
        assertThat(Priority.parse(label)).isSameAs(priority);
    }

    @Test
    void thereIsOnePriorityForEachPartition() {
        assertThat(Priority.values()).hasSize(Partitions.LEVELS);
    }

    @Test
    void unknownLevelsAreNamedAsUnsignedWords() {
        assertThatThrownBy(() -> Priority.of(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("priority level 5 is none of 0 critical, 1 high, 2 normal, 3 low, 4 idle");
        assertThatThrownBy(() -> Priority.of(-1)).hasMessageContaining("level 4294967295 is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Normal", "NORMAL", " low", "urgent", "2"})
    void unknownNamesAreQuoted(String name) {
        assertThatThrownBy(() -> Priority.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("critical, high, normal, low, idle");
    }
}

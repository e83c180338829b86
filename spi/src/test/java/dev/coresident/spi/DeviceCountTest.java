package dev.coresident.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceCountTest {
    @Test
    void namesAreWordsWithDots() {
        assertThat(new DeviceCount("images.copied", 3).value()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Images", "images.", "images copied", "images\n"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> new DeviceCount(name, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void countsDoNotFallBelowNothing() {
        assertThatThrownBy(() -> new DeviceCount("a", -1)).hasMessageContaining("-1");
    }
}

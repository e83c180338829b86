package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of custom ops and their numbers. */
final class CustomOpTest {
    @Test
    void aNameGivesTheSameNumberEverywhere() {
        // FNV-1a of "a" is 0xE40C292C: the upper two bits are folded into the lowest.
        assertThat(new CustomOp("a").kind()).isEqualTo(0x40000000 | ((0xE40C292C & 0x3FFFFFFF) ^ 3));
        assertThat(new CustomOp("lower_case").kind()).isNotEqualTo(new CustomOp("lower_casf").kind());
    }

    @Test
    void numbersOfCustomOpsAreThoseOfNoKind() {
        for (OpKind kind : OpKind.values()) {
            assertThat(CustomOp.isKind(kind.number())).isFalse();
        }
        assertThat(CustomOp.isKind(0)).isFalse();
        for (int i = 0; i < 10_000; i++) {
            int kind = new CustomOp("op_" + i).kind();
            assertThat(CustomOp.isKind(kind)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1st",
                "with space",
                "h\u00e4user",
                "a-b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> new CustomOp(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use another name");
    }
}

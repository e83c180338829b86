package dev.coresident.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void bytesHaveThreeDigitsAndAUnit() {
        assertThat(Units.bytes(0)).isEqualTo("0 B");
        assertThat(Units.bytes(999)).isEqualTo("999 B");
        assertThat(Units.bytes(1_000)).isEqualTo("1.00 kB");
        assertThat(Units.bytes(12_345)).isEqualTo("12.3 kB");
        assertThat(Units.bytes(999_999)).isEqualTo("1.00 MB");
        assertThat(Units.bytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
    }

    @Test
    void durationsHaveThreeDigitsAndAUnit() {
        assertThat(Units.nanos(12)).isEqualTo("12 ns");
        assertThat(Units.nanos(1_234)).isEqualTo("1.23 us");
        assertThat(Units.nanos(123_456_789)).isEqualTo("123 ms");
        assertThat(Units.nanos(61_000_000_000L)).isEqualTo("61.0 s");
    }

    @Test
    void aRateOfNoTimeIsZero() {
        assertThat(Units.rate(5, 0)).isEqualTo("0.00 MB/s");
        assertThat(Units.rate(45_600, 1_000_000)).isEqualTo("45.6 MB/s");
        assertThat(Units.rate(2_500, 1_000)).isEqualTo("2.50 GB/s");
    }

    @Test
    void sizesAreReadInPowersOf1024() {
        ByteSize size = new ByteSize();
        assertThat(size.convert("64")).isEqualTo(64);
        assertThat(size.convert("4K")).isEqualTo(4_096);
        assertThat(size.convert("2g")).isEqualTo(2L << 30);
        for (String wrong : new String[] {"", "K", "-1", "1T", "1.5M", "9999999999G"}) {
            assertThatThrownBy(() -> size.convert(wrong)).hasMessageContaining("'" + wrong + "' is not a size");
        }
    }

    @Test
    void theProgressLineShowsThePartThatIsDone() {
        assertThat(ProgressBar.line("scan", 250, 1_000, 1_000))
                .isEqualTo("scan [######..................]  25 %  250 B  0.25 GB/s");
        assertThat(ProgressBar.line("scan", 2_000, 0, 1_000)).isEqualTo("scan  2.00 kB  2.00 GB/s");
        assertThat(ProgressBar.line("scan", 2_000, 1_000, 1_000)).contains("100 %");
    }
}

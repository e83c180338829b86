package dev.coresident.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void columnsAreAlignedAndFiguresStandRight() {
        assertThat(new MarkdownTable("rig", "M/s", "us")
                        .row("Coresident", "9.5", "0.7")
                        .row("x", "10.0", "12.5"))
                .hasToString("""
                        | rig        |  M/s |   us |
                        |------------|-----:|-----:|
                        | Coresident |  9.5 |  0.7 |
                        | x          | 10.0 | 12.5 |
                        """);
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        MarkdownTable table = new MarkdownTable("a", "b");
        assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMiddleSampleIsTheMedian() {
        Samples samples = new Samples();
        for (double value : new double[] {3, 1, 2}) {
            samples.add(value);
        }
        assertThat(samples.median()).isEqualTo(2);
        assertThat(samples.raw("%.0f")).isEqualTo("3 1 2");
    }
}

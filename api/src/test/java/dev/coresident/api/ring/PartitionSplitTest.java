package dev.coresident.api.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Partitions;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionSplitTest {
    @Property(tries = 5_000)
    void anyNumberOfSlotsSplitsIntoFifths(@ForAll @IntRange(max = 10_000_000) int slots) {
        check(slots);
    }

    @Test
    void smallRingsSplitTheSame() {
        for (int slots = 0; slots <= 64; slots++) {
            check(slots);
        }
        check(10_000_000);
    }

    private static void check(int slots) {
        int[] offsets = Partitions.split(slots);
        assertThat(offsets).hasSize(6).isSorted();
        assertThat(offsets[0]).isZero();
        assertThat(offsets[5]).isEqualTo(slots);
        for (int level = 0; level < 5; level++) {
            int remainder = level == 2 ? slots % 5 : 0;
            assertThat(offsets[level + 1] - offsets[level]).isEqualTo(slots / 5 + remainder);
        }
    }
}

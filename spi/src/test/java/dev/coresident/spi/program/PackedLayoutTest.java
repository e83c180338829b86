package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedLayoutTest {
    @Property
    void descriptorsRoundTrip(@ForAll @IntRange(max = 0xFFF) int opcode, @ForAll @IntRange(max = 11) int arguments) {
        int descriptor = PackedLayout.descriptor(opcode, arguments);
        assertThat(PackedLayout.innerOpcode(descriptor)).isEqualTo(opcode);
        assertThat(PackedLayout.arguments(descriptor)).isEqualTo(arguments);
        assertThat(descriptor).isEqualTo(16 * opcode + arguments);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 2", "22, 12", "23, 12"})
    void theHeadHoldsTheCountAndADescriptorForEachOp(int ops, int words) {
        assertThat(PackedLayout.headWords(ops)).isEqualTo(words);
    }
}

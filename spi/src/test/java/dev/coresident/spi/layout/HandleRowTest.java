package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class HandleRowTest {
    @Test
    void openWritesEveryWordOfItsRowAndNoOther() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(3L * HandleRow.BYTES, 64);
            long at = HandleRow.BYTES;
            HandleRow.open(control, at, 0x1111, 0x2222, 0x3333, 0xF000_0004L, 0x5_0000_0006L);
            assertThat(Words.get(control, at + HandleRow.HANDLE)).isEqualTo(0x1111);
            assertThat(Words.get(control, at + HandleRow.OWNER)).isEqualTo(0x2222);
            assertThat(Words.get(control, at + HandleRow.FLAGS)).isEqualTo(0x3333);
            assertThat(Words.get(control, at + HandleRow.START)).isEqualTo(0xF000_0004);
            assertThat(Words.get(control, at + HandleRow.LENGTH_LOW)).isEqualTo(6);
            assertThat(Words.get(control, at + HandleRow.LENGTH_HIGH)).isEqualTo(5);
            for (long other = 0; other < control.byteSize(); other += 4) {
                if (other < at || other >= at + HandleRow.BYTES) {
                    assertThat(Words.get(control, other))
                            .as("word at %d", other)
                            .isZero();
                }
            }
        }
    }
}

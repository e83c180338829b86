package dev.coresident.backend.sim.scan.literal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.program.LiteralLayout;
import org.junit.jupiter.api.Test;

final class FoldingTest {
    @Test
    void everyByteIsFoldedInEveryPlaceWhateverItsNeighbours() {
        for (long others : new long[] {0, -1, 0x4141_4141_4141_4141L, 0x5A5A_5A5A_5A5A_5A5AL, 0x805B_40C1_7FDA_FF60L}) {
            for (int place = 0; place < 64; place += 8) {
                for (int value = 0; value < 256; value++) {
                    long bytes = (others & ~(0xFFL << place)) | ((long) value << place);
                    assertThat(Folding.fold(bytes)).isEqualTo(oneByOne(bytes));
                }
            }
        }
    }

    private static long oneByOne(long bytes) {
        long folded = 0;
        for (int place = 0; place < 64; place += 8) {
            folded |= (long) LiteralLayout.fold((int) (bytes >>> place) & 0xFF) << place;
        }
        return folded;
    }
}

package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checksum against CRC-32C over a copy in which word 4 is zero, wherever the image lies. */
class ImageChecksumTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 24, 128, 8_192, 8_196, 8_216, 16_404, 100_000})
    void itIsTheSumOfAllBytesButItsOwn(int bytes) {
        byte[] image = new byte[bytes];
        new Random(bytes).nextBytes(image);
        byte[] zeroed = image.clone();
        for (int i = 16; i < 20; i++) {
            zeroed[i] = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(zeroed);
        MemorySegment heap = MemorySegment.ofArray(image);
        assertThat(ProgramImage.checksum(heap)).isEqualTo((int) crc.getValue());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocateFrom(ValueLayout.JAVA_BYTE, image);
            assertThat(ProgramImage.checksum(outside)).isEqualTo((int) crc.getValue());
        }
    }
}

package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.program.ProgramImage.Check;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfaImageCheckTest {
    /**
     * Rule 0 matches "ab", rule 1 an 'a' at the end of input. States: 0 before the first byte, 1 behind an 'a', 2 behind "ab"; sets: 0 has
     * 'a', 1 has 'b'. State 1 is enabled at every byte.
     */
    private static int[] image() {
        int[] image = new int[224];
        int[] header = {
            0x3150_5243, 2, 3, 224, 0, 0, 3, 2, 1, 0, 1, 2, 32, 48, 64, 80, 96, 112, 128, 144, 160,
        };
        System.arraycopy(header, 0, image, 0, header.length);
        image[32 + 'a' / 32] = 1 << ('a' % 32);
        image[40 + 'b' / 32] = 1 << ('b' % 32);
        put(image, 48, 0, 0, 1);
        put(image, 64, 0, 0, 1, 1);
        put(image, 80, 2);
        put(image, 96, 1);
        put(image, 112, 0, 0, 0, 1);
        put(image, 128, 0);
        put(image, 144, 0, 0, 1, 1);
        put(image, 160, 2);
        return image;
    }

    private static void put(int[] image, int at, int... words) {
        System.arraycopy(words, 0, image, at, words.length);
    }

    private static Check check(int... image) {
        MemorySegment bytes = MemorySegment.ofArray(image);
        image[4] = ProgramImage.checksum(bytes);
        return ProgramImage.check(bytes);
    }

    @Test
    void aSmallImageMadeByHandIsValid() {
        ProgramImage image = ((Check.Valid) check(image())).image();
        assertThat(image.kind()).isEqualTo(ImageKind.NFA);
        assertThat(image.states()).isEqualTo(1);
        assertThat(image.startState()).isZero();
        assertThat(image.rules()).isEqualTo(2);
        assertThat(image.widestAccept()).isEqualTo(1);
        assertThat(image.historyBytes()).isZero();
        assertThat(image.stateBytes()).isEqualTo(64);
    }

    @Test
    void theWidestAcceptCountsWhatOneByteCanActivateEachReportOnce() {
        int[] image = image();
        image[40 + 'a' / 32] |= 1 << ('a' % 32);
        put(image, 112, 0, 0, 2, 4);
        put(image, 128, 0, 3, 0, 1);
        assertThat(((Check.Valid) check(image)).image().widestAccept()).isEqualTo(3);
    }

    @Test
    void stateMemoryHoldsTwoSetsAndMarks() {
        assertThat(NfaLayout.stateBytes(1)).isEqualTo(64);
        assertThat(NfaLayout.stateBytes(32 * 32)).isEqualTo(320);
        assertThat(NfaLayout.activeWords(33)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "6, 0, 'the states are 0'",
        "6, -1, 'the states are 4294967295'",
        "6, 4, 'the index in header word 14'",
        "7, 0, 'the sets are 0'",
        "7, 29, 'the sets are 29'",
        "7, 1, 'state 2 has set 1 of 1'",
        "8, 2, 'the number of state words (word 8) is 2 and must be 1'",
        "9, 1, 'the start state (word 9)'",
        "10, 3, 'the states enabled at every byte are 3 of 3'",
        "10, -1, 'the states enabled at every byte are 4294967295'",
        "10, 2, 'entry 1 of the list in header word 16 is state 0 after 1'",
        "11, 0, 'names rule 0 of 0'",
        "12, 16, 'header word 12'",
        "13, 32, 'header word 13'",
        "14, 48, 'header word 14'",
        "15, 64, 'header word 15'",
        "16, 80, 'header word 16'",
        "16, -16, 'header word 16'",
        "17, 96, 'header word 17'",
        "18, 112, 'header word 18'",
        "19, 128, 'header word 19'",
        "20, 144, 'header word 20'",
        "20, 224, 'header word 20'",
        "21, 1, 'a word without a meaning (word 21)'",
        "49, 2, 'state 1 has set 2 of 2'",
        "49, -1, 'state 1 has set 4294967295 of 2'",
        "64, 1, 'the index in header word 14'",
        "66, 2, 'the index in header word 14'",
        "67, -1, 'negative length'",
        "67, 4096, 'header word 15'",
        "80, 0, 'is state 0 after 0, of 3'",
        "80, 3, 'is state 3 after 0, of 3'",
        "80, -1, 'is state 4294967295'",
        "96, 0, 'header word 16 is state 0'",
        "96, 3, 'header word 16 is state 3'",
        "115, 400, 'header word 18'",
        "128, 4, 'names rule 2 of 2'",
        "160, -1, 'names rule 2147483647 of 2'",
    })
    void aWrongWordIsFound(int word, int value, String expected) {
        int[] image = image();
        image[word] = value;
        assertThat(check(image))
                .isInstanceOfSatisfying(
                        Check.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(expected));
    }

    @Test
    void listsAscendWithinARow() {
        int[] twice = image();
        put(twice, 64, 0, 0, 2, 2);
        put(twice, 80, 2, 2);
        assertThat(check(twice)).isInstanceOf(Check.Invalid.class);
        int[] reports = image();
        put(reports, 112, 0, 0, 0, 2);
        put(reports, 128, 1, 1);
        assertThat(check(reports))
                .isInstanceOfSatisfying(
                        Check.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains("does not ascend"));
    }

    /** Whatever is made of it, a check ends with an answer, and what passes can be asked for its figures. */
    @Property(tries = 3_000)
    void anyWordsAtAllAreAnswered(@ForAll long seed) {
        Random random = new Random(seed);
        int[] image = image();
        for (int i = 0; i <= random.nextInt(4); i++) {
            int word = random.nextBoolean() ? random.nextInt(21) : random.nextInt(image.length);
            image[word] = random.nextBoolean() ? random.nextInt(300) : random.nextInt();
        }
        image[0] = 0x3150_5243;
        image[1] = 2;
        image[2] = 3;
        image[3] = image.length;
        image[5] = 0;
        if (check(image) instanceof Check.Valid(ProgramImage valid)) {
            assertThat(valid.widestAccept()).isNotNegative();
            assertThat(valid.stateBytes()).isPositive();
        }
    }
}

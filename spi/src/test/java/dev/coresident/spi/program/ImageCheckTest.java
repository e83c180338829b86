package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.program.ProgramImage.Check;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCheckTest {
    /**
     * Rule 0 matches an 'a', rule 1 an 'a' at the end of input; another byte after an 'a' leads to the dead state. States: 0 dead, 1
     * start, 2 accepting; classes: 1 for 'a', 0 for the rest.
     */
    private static int[] image() {
        int[] image = new int[176];
        image[0] = 0x3150_5243;
        image[1] = 2;
        image[2] = 1;
        image[3] = 176;
        image[6] = 2;
        image[7] = 2;
        image[8] = 3;
        image[9] = 1;
        image[10] = 2;
        image[11] = 2;
        image[12] = 32;
        image[13] = 96;
        image[14] = 112;
        image[15] = 128;
        image[16] = 144;
        image[17] = 160;
        image[18] = 0;
        image[32 + 'a' / 4] = 1 << (8 * ('a' % 4));
        int[] transitions = {0, 0, 2, 4, 0, 4};
        System.arraycopy(transitions, 0, image, 96, 6);
        image[113] = 1;
        image[128] = 0;
        image[147] = 1;
        image[160] = (1 << 1) | 1;
        return image;
    }

    private static MemorySegment sealed(int... image) {
        MemorySegment bytes = MemorySegment.ofArray(image);
        image[4] = ProgramImage.checksum(bytes);
        return bytes;
    }

    private static String reason(MemorySegment bytes) {
        Check check = ProgramImage.check(bytes);
        assertThat(check).isInstanceOf(Check.Invalid.class);
        return ((Check.Invalid) check).reason();
    }

    @Test
    void aSmallImageMadeByHandIsValid() {
        Check check = ProgramImage.check(sealed(image()));
        assertThat(check).isInstanceOf(Check.Valid.class);
        ProgramImage image = ((Check.Valid) check).image();
        assertThat(image.states()).isEqualTo(3);
        assertThat(image.rules()).isEqualTo(2);
        assertThat(image.startState()).isEqualTo(1);
        assertThat(image.widestAccept()).isEqualTo(1);
        assertThat(image.header(DfaLayout.WORD_DEAD)).isZero();
        assertThat(image.bytes().isReadOnly()).isTrue();
        assertThat(image.bytes().byteSize()).isEqualTo(704);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x31505244, 'the magic (word 0)'",
        "1, 1, 'the version (word 1) is 1 and must be 2'",
        "2, 9, 'the kind (word 2) is 9 and must be 1 DFA'",
        "3, 175, 'the number of words (word 3) is 175 and must be 176'",
        "5, 1, 'the flags (word 5)'",
        "6, 0, 'the classes are 0 and must be 1 to 256'",
        "6, 257, 'the classes are 257'",
        "6, -1, 'the classes are 4294967295'",
        "6, 1, 'byte 97 has class 1 of 1'",
        "7, 1, 'the stride is 1 and must be a power of two from 2 to 256'",
        "7, 3, 'the stride is 3'",
        "7, 512, 'the stride is 512'",
        "7, 0, 'the stride is 0'",
        "8, 0, 'the states are 0'",
        "8, -1, 'the states are 4294967295'",
        "8, 89, 'the states are 89'",
        "8, 0x7FFFFFFF, 'the states are 2147483647'",
        "9, 3, 'the start state 3'",
        "9, -1, 'the start state 4294967295'",
        "10, 4, 'the first accepting state is 4 of 3'",
        "10, -1, 'the first accepting state is 4294967295 of 3'",
        "10, 1, 'entry 1 of the index in header word 14 is 1'",
        "11, 1, 'names rule 1 of 1'",
        "11, -1, 'the rules are 4294967295'",
        "12, 0, 'header word 12'",
        "12, 33, 'header word 12 starts at word 33'",
        "12, 128, 'header word 12'",
        "12, -16, 'header word 12'",
        "13, 80, 'header word 13'",
        "13, 176, 'header word 13'",
        "14, 96, 'header word 14'",
        "14, 0x7FFFFFF0, 'header word 14'",
        "15, 112, 'header word 15'",
        "15, 129, 'header word 15'",
        "16, 128, 'header word 16'",
        "16, 176, 'header word 16'",
        "17, 144, 'header word 17'",
        "17, -16, 'header word 17'",
        "18, 1, 'the dead state 1 leads to state'",
        "18, 3, 'the dead state 3 is not one of 3'",
        "18, -2, 'the dead state 4294967294'",
        "19, 1, 'a word without a meaning (word 19)'",
        "31, 7, 'a word without a meaning (word 31)'",
        "32, 2, 'byte 0 has class 2 of 2'",
        "56, 0x0200, 'byte 97 has class 2 of 2'",
        "96, 2, 'the dead state 0 leads to state 1'",
        "98, 6, 'transition 2 leads to 6'",
        "98, 1, 'transition 2 leads to 1'",
        "98, -2, 'transition 2 leads to 4294967294'",
        "112, 1, 'entry 0 of the index in header word 14 is 1'",
        "113, 0, 'entry 1 of the index in header word 14 is 0'",
        "113, -1, 'the list of header word 15 has a negative length'",
        "113, 49, 'header word 15'",
        "128, 4, 'entry 0 of the list in header word 15 names rule 2 of 2'",
        "145, 1, 'the dead state 0 reports matches'",
        "146, 2, 'entry 2 of the index in header word 16'",
        "147, 17, 'header word 17'",
        "147, -1, 'negative length'",
        "160, -1, 'names rule 2147483647 of 2'"
    })
    void eachCorruptedWordIsRefusedByName(int word, String value, String wanted) {
        int[] image = image();
        image[word] = Long.decode(value).intValue();
        if (word == 145) {
            image[146] = 1;
        }
        assertThat(reason(sealed(image))).startsWith("not a program image: ").contains(wanted);
    }

    @Test
    void anAcceptingDeadStateIsRefused() {
        int[] image = image();
        image[9] = 0;
        image[18] = 2;
        image[100] = 4;
        image[147] = 0;
        assertThat(reason(sealed(image))).endsWith("the dead state 2 reports matches");
    }

    @Test
    void anImageThatAcceptsNothingIsValid() {
        int[] image = image();
        image[10] = 3;
        image[11] = 0;
        image[113] = 0;
        image[147] = 0;
        image[15] = 128;
        Check check = ProgramImage.check(sealed(image));
        assertThat(check).isInstanceOf(Check.Valid.class);
        assertThat(((Check.Valid) check).image().widestAccept()).isZero();
    }

    @Test
    void anImageMayUseEveryClassAndEndWithItsLastList() {
        int states = 1;
        int[] image = new int[32 + 64 + 256 + 16 + 16 + 3];
        System.arraycopy(image(), 0, image, 0, 3);
        image[3] = image.length;
        image[6] = 256;
        image[7] = 256;
        image[8] = states;
        image[10] = states;
        image[11] = 3;
        image[12] = 32;
        image[13] = 96;
        image[14] = 352;
        image[15] = 368;
        image[16] = 368;
        image[17] = 384;
        image[18] = -1;
        image[369] = 3;
        image[384] = 1;
        image[385] = 3;
        image[386] = 5;
        for (int b = 0; b < 256; b++) {
            image[32 + b / 4] |= b << (8 * (b % 4));
        }
        Check check = ProgramImage.check(sealed(image));
        assertThat(check).isInstanceOf(Check.Valid.class);
        assertThat(((Check.Valid) check).image().widestAccept()).isEqualTo(3);
        image[17] = 385;
        assertThat(reason(sealed(image))).contains("header word 17 starts at word 385");
    }

    @Test
    void anImageWithoutADeadStateIsValid() {
        int[] image = image();
        image[18] = -1;
        assertThat(ProgramImage.check(sealed(image))).isInstanceOf(Check.Valid.class);
    }

    @Test
    void aWrongChecksumIsRefused() {
        MemorySegment bytes = sealed(image());
        for (int word = 0; word < 176; word++) {
            int[] one = image();
            one[4] = bytes.get(ValueLayout.JAVA_INT, 16);
            one[word] ^= 0x100;
            assertThat(reason(MemorySegment.ofArray(one))).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 64, 127, 128, 129, 130, 131, 132, 640, 700, 703})
    void aTruncatedImageIsRefused(long bytes) {
        assertThat(reason(sealed(image()).asSlice(0, bytes))).isNotBlank();
    }

    @Test
    void misalignedMemoryIsRefusedAndNotTouched() {
        byte[] copy = sealed(image()).toArray(ValueLayout.JAVA_BYTE);
        assertThat(reason(MemorySegment.ofArray(copy))).endsWith("memory aligned to 1 bytes; an image is aligned to 4");
    }

    @Property(tries = 3_000)
    void bytesFromAnywhereNeverThrow(@ForAll byte[] bytes, @ForAll @IntRange(max = 3) int magic) {
        int[] words = new int[Math.max(bytes.length, 4)];
        for (int i = 0; i < bytes.length; i++) {
            words[i] = bytes[i];
        }
        if (magic > 0) {
            System.arraycopy(image(), 0, words, 0, Math.min(words.length, 6 * magic));
        }
        if (words.length > 4) {
            words[3] = words.length;
            words[4] = ProgramImage.checksum(MemorySegment.ofArray(words));
        }
        assertThat(ProgramImage.check(MemorySegment.ofArray(words))).isNotNull();
    }

    @Property(tries = 5_000)
    void aCorruptedImageIsRefusedOrSafeToWalk(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) {
        Random random = new Random(seed);
        int[] image = image();
        for (int i = 0; i < changes; i++) {
            image[random.nextInt(176)] = random.nextBoolean() ? random.nextInt(200) : random.nextInt();
        }
        Check check = ProgramImage.check(sealed(image));
        if (check instanceof Check.Valid) {
            walk(image, random);
        }
    }

    @Property(tries = 3_000)
    void smallChangesToTheTablesAreRefusedOrSafeToWalk(@ForAll long seed) {
        Random random = new Random(seed);
        int[] image = image();
        int[] tables = {6, 7, 8, 9, 10, 11, 18, 96, 97, 98, 99, 100, 101, 112, 113, 128, 144, 145, 146, 147, 160};
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            image[tables[random.nextInt(tables.length)]] = random.nextInt(7) - 1;
        }
        Check check = ProgramImage.check(sealed(image));
        if (check instanceof Check.Valid) {
            walk(image, random);
        }
    }

    /** Walks as a device would, without a check of its own: an array index out of bounds is the failure. */
    private static void walk(int[] image, Random random) {
        int stride = image[7];
        int rules = image[11];
        int state = image[9];
        for (int step = 0; step < 64; step++) {
            int b = random.nextBoolean() ? 'a' : random.nextInt(256);
            int column = (image[image[12] + b / 4] >>> (8 * (b % 4))) & 0xFF;
            int next = image[image[13] + state * stride + column];
            assertThat(next % stride).isZero();
            boolean dead = state == image[18];
            state = next / stride;
            assertThat(state).isBetween(0, image[8] - 1);
            if (dead) {
                assertThat(state).isEqualTo(image[18]);
            }
            int reported = 0;
            if (state >= image[10]) {
                reported = entries(image, image[14] + state - image[10], image[15], rules);
                assertThat(reported).isPositive();
            }
            reported += entries(image, image[16] + state, image[17], rules);
            if (state == image[18]) {
                assertThat(reported).isZero();
            }
        }
    }

    private static int entries(int[] image, int index, int list, int rules) {
        for (int i = image[index]; i < image[index + 1]; i++) {
            assertThat(image[list + i] >>> 1).isLessThan(rules);
        }
        return image[index + 1] - image[index];
    }
}

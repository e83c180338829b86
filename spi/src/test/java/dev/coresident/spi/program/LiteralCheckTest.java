package dev.coresident.spi.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.program.ProgramImage.Check;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of literals, sound and hostile. */
class LiteralCheckTest {
    private static final int INDEX = 32;
    private static final int TEXTS = 48;
    private static final int LISTS = 64;
    private static final int BYTES = 80;

    /** Three texts, all in the one bucket that one index bit may give them: "tab" (rules 0, 2), caseless "ab" (1), exact "ab" (2). */
    private static int[] image() {
        int[] image = new int[82];
        int bucket = LiteralLayout.bucket(2, 'a' | 'b' << 8, 0, 1);
        int[] header = {0x3150_5243, 2, 2, 82, 0, 0, 3, 1, 3, 0, 2, 3, INDEX, TEXTS, LISTS, 4, BYTES, 7};
        System.arraycopy(header, 0, image, 0, header.length);
        image[INDEX + 1] = bucket == 0 ? 3 : 0;
        image[INDEX + 2] = 3;
        int[] texts = {0, 3, 0, 2, 3, 2, 2, 3, 5, 2 | LiteralLayout.CASELESS, 3, 4};
        System.arraycopy(texts, 0, image, TEXTS, texts.length);
        System.arraycopy(new int[] {0, 2, 2, 1}, 0, image, LISTS, 4);
        image[BYTES] = 't' | 'a' << 8 | 'b' << 16 | 'a' << 24;
        image[BYTES + 1] = 'b' | 'a' << 8 | 'b' << 16;
        return image;
    }

    private static MemorySegment sealed(int... image) {
        MemorySegment bytes = MemorySegment.ofArray(image);
        image[4] = ProgramImage.checksum(bytes);
        return bytes;
    }

    @Test
    void aSmallImageMadeByHandIsValid() {
        Check check = ProgramImage.check(sealed(image()));
        assertThat(check).isInstanceOf(Check.Valid.class);
        ProgramImage image = ((Check.Valid) check).image();
        assertThat(image.kind()).isEqualTo(ImageKind.LITERALS);
        assertThat(image.states()).isEqualTo(3);
        assertThat(image.rules()).isEqualTo(3);
        assertThat(image.startState()).isZero();
        assertThat(image.widestAccept()).isEqualTo(3);
        assertThat(image.historyBytes()).isEqualTo(2);
        assertThat(image.stateBytes()).isZero();
    }

    @Test
    void aBucketThatWouldHaveToBeLookedThroughWithoutEndIsRefused() {
        int texts = LiteralLayout.MOST_IN_BUCKET + 1;
        int lists = (TEXTS + texts * LiteralLayout.TEXT_WORDS + 15) & -16;
        int bytes = (lists + texts + 15) & -16;
        int[] image = Arrays.copyOf(image(), (bytes + texts + 15) & -16);
        image[3] = image.length;
        image[LiteralLayout.WORD_TEXTS] = texts;
        image[LiteralLayout.WORD_LIST] = lists;
        image[LiteralLayout.WORD_LIST_ENTRIES] = texts;
        image[LiteralLayout.WORD_BYTES] = bytes;
        image[LiteralLayout.WORD_BYTE_COUNT] = texts;
        image[INDEX + 1] = texts;
        image[INDEX + 2] = texts;
        assertThat(ProgramImage.check(sealed(image)))
                .isInstanceOfSatisfying(
                        Check.Invalid.class,
                        refused -> assertThat(refused.reason())
                                .contains("a bucket of the index has 257 texts, of 256 at most"));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 0, 'the texts are 0'",
        "6, 4, 'the index ends at text 3 of 4'",
        "6, -1, 'the texts are 4294967295'",
        "6, 0x7FFFFFFF, 'the texts are 2147483647'",
        "7, 0, 'the index bits are 0'",
        "7, 25, 'the index bits are 25'",
        "7, 5, 'header word 13'",
        "8, 2, 'the longest text (word 8) is 2 and must be 3'",
        "8, 4, 'the longest text'",
        "8, 1025, 'the states are 1025'",
        "9, 1, 'the start state (word 9)'",
        "10, 3, 'the widths (word 10) is 3 and must be 2'",
        "11, 2, 'has rule 2'",
        "11, -1, 'the rules are 4294967295'",
        "12, 16, 'header word 12'",
        "12, 48, 'header word 13'",
        "13, 32, 'header word 13'",
        "13, 49, 'header word 13'",
        "14, 48, 'header word 14'",
        "15, 3, 'or has no end within 3'",
        "15, 5, 'the number of list entries (word 15) is 5 and must be 4'",
        "15, -1, 'negative'",
        "16, 64, 'header word 16'",
        "16, 0x7FFFFFF0, 'header word 16'",
        "17, 6, 'does not end within 6'",
        "17, 8, 'the number of bytes of all texts (word 17) is 8 and must be 7'",
        "17, -1, 'negative'",
        "18, 1, 'a word without a meaning (word 18)'",
        "32, 1, 'entry 0 of the index'",
        "34, 2, 'the index ends at text 2 of 3'",
        "34, 4, 'entry 2 of the index'",
        "48, 1, 'text 0 does not begin at byte 0'",
        "49, 0, 'text 0 has 0 bytes'",
        "49, 1025, 'text 0 has 1025 bytes'",
        "50, 1, 'the list of text 0 does not begin at entry 0'",
        "51, 0, 'the list of text 0'",
        "51, 5, 'the list of text 0'",
        "51, -1, 'the list of text 0'",
        "33, 1, 'stands in bucket'",
        "53, 1, 'text 2 does not begin at byte 4'",
        "57, 2, 'text 2 is not behind the one before it'",
        "65, 0, 'has rule 0 after 0'",
        "65, -1, 'has rule 4294967295 after 0 of 3'",
        "67, 3, 'has rule 3 after -1 of 3'",
        "81, 0x624162, 'is caseless and has byte 65'",
    })
    void eachCorruptedWordIsRefusedByName(int word, String value, String wanted) {
        int[] image = image();
        image[word] = Long.decode(value).intValue();
        Check check = ProgramImage.check(sealed(image));
        assertThat(check).isInstanceOf(Check.Invalid.class);
        assertThat(((Check.Invalid) check).reason())
                .startsWith("not a program image: ")
                .contains(wanted);
    }

    @Property(tries = 5_000)
    void aCorruptedImageIsRefusedOrSafeToSearch(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int changes) {
        Random random = new Random(seed);
        int[] image = image();
        for (int i = 0; i < changes; i++) {
            image[random.nextInt(82)] = random.nextBoolean() ? random.nextInt(90) : random.nextInt();
        }
        if (ProgramImage.check(sealed(image)) instanceof Check.Valid(ProgramImage valid)) {
            assertThat(valid.historyBytes()).isBetween(0, 1_023);
            search(image);
        }
    }

    /** Reads what a device would, without a check of its own: an array index out of bounds is the failure. */
    private static void search(int[] image) {
        for (int bucket = 0; bucket < 1 << image[7]; bucket++) {
            for (int text = image[image[12] + bucket]; text < image[image[12] + bucket + 1]; text++) {
                int at = image[13] + 4 * text;
                int length = image[at + 1] & ~LiteralLayout.CASELESS;
                assertThat(length).isBetween(1, image[8]);
                for (int i = 0; i < length; i++) {
                    int word = image[image[16] + (image[at] + i) / 4];
                    assertThat((word >>> (8 * ((image[at] + i) % 4))) & 0xFF).isBetween(0, 255);
                }
                for (int entry = image[at + 2]; entry < image[at + 3]; entry++) {
                    assertThat(image[image[14] + entry]).isBetween(0, image[11] - 1);
                }
            }
        }
    }
}

package dev.coresident.backend.sim.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.backend.sim.scan.literal.LiteralImage;
import dev.coresident.backend.sim.scan.literal.LiteralScanner;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import dev.coresident.oracles.Literals;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines for texts against the plainest search, on sets of every shape and inputs in pieces. */
final class LiteralsDuelTest {
    private static final int IMAGE_BYTES = 1 << 20;
    private static final int INPUT_AT = IMAGE_BYTES;
    private static final int INPUT_BYTES = 200_000;
    private static final int OUTPUT_AT = INPUT_AT + INPUT_BYTES + 64;
    private static final int CAPACITY = 400_000;

    private final MemorySegment heap = Arena.ofAuto().allocate(OUTPUT_AT + 8L * CAPACITY, 64);
    private final byte[] input = new byte[INPUT_BYTES];
    private final EventSink sink = new EventSink(heap, new SharedWords());
    private final LiteralScanner searcher = new LiteralScanner(heap, sink);
    /** The image, made ready with each choice of filters. */
    private final Map<SearchChoice, LiteralImage> images = new EnumMap<>(SearchChoice.class);

    private Scanner scanner = scanner();

    private Scanner scanner() {
        return new Scanner(heap, new ImageCache(heap), new SharedWords());
    }

    @Property(tries = 400)
    void shortInputsInPiecesAgreeAtEveryStop(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Literals literals = load(random, 40);
        int bytes = 1 + random.nextInt(400);
        fill(random, literals, bytes + 64);
        int offset = random.nextInt(64);
        int end = offset + bytes;
        int state = 0;
        int flags = ScanLayout.FIRST | ScanLayout.LAST;
        while (offset < end || flags != 0) {
            int piece = random.nextInt(3) == 0 ? end - offset : random.nextInt(Math.min(end - offset, 30) + 1);
            int now = offset + piece == end ? flags : flags & ScanLayout.FIRST;
            long capacity = random.nextInt(3) == 0 ? random.nextInt(4) : 41 + random.nextInt(60);
            ScanModel.Outcome outcome = duel(literals, offset, piece, state, capacity, now);
            offset += (int) outcome.consumed();
            state = outcome.state();
            flags = outcome.flagsLeft() | (flags & ~now);
        }
    }

    @Property(tries = 30)
    void longInputsAgree(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Literals literals = load(random, 12);
        int bytes = 20_000 + random.nextInt(60_000);
        fill(random, literals, bytes);
        int offset = random.nextInt(2_000);
        int history = random.nextInt(Math.min(offset + 1, literals.longest()));
        duel(literals, offset, bytes - offset, history, CAPACITY, random.nextInt(4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLengthIsFoundAtEveryPlaceAndAcrossEverySplit(boolean caseless) {
        for (int length = 1; length <= 40; length++) {
            byte[] text = "The Quick-brown_fox Jumps over the 1 lazy"
                    .substring(0, length)
                    .getBytes(StandardCharsets.US_ASCII);
            Literals literals = load(new Literals(List.of(Literals.Literal.of(text, 3, caseless))), 4);
            for (int at = 0; at <= 20; at++) {
                Arrays.fill(input, 0, 100, (byte) '.');
                System.arraycopy(text, 0, input, at, length);
                int bytes = length + 20;
                for (int split = 0; split <= bytes; split++) {
                    ScanModel.Outcome first = duel(literals, 0, split, 0, 10, ScanLayout.FIRST);
                    duel(literals, split, bytes - split, first.state(), 10, ScanLayout.LAST);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 700", "3, 300", "5, 40", "8, 900", "15, 2000", "300, 20"})
    void manyTextsOfALengthAgree(int length, int count) {
        SplittableRandom random = new SplittableRandom(length);
        List<Literals.Literal> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[length];
            for (int k = 0; k < length; k++) {
                text[k] = (byte) ('a' + random.nextInt(length < 8 ? 20 : 2));
            }
            texts.add(Literals.Literal.of(text, random.nextInt(count), random.nextInt(9) == 0));
        }
        Literals literals = load(new Literals(texts), 10);
        fill(random, literals, 3_000);
        for (int i = 0; i + length < 3_000; i += 2 * length + 7) {
            System.arraycopy(texts.get(i % count).bytes(), 0, input, i, length);
        }
        duel(literals, 0, 3_000, 0, CAPACITY, 3);
        duel(literals, 1_500, 1_500, Math.min(1_500, length - 1), CAPACITY, 3);
    }

    /** So windows of every width, at every distance from one another. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "40, false", "40, true", "600, false", "600, true"})
    void textsOfEveryShortestLengthAgree(int count, boolean caseless) {
        SplittableRandom random = new SplittableRandom(count);
        for (int shortest = 1; shortest <= 24; shortest++) {
            List<Literals.Literal> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] text = new byte[shortest + (i == 0 ? 0 : random.nextInt(4))];
                for (int k = 0; k < text.length; k++) {
                    text[k] = (byte) ((random.nextBoolean() ? 'A' : 'a') + random.nextInt(20));
                }
                texts.add(Literals.Literal.of(text, i, caseless && i % 2 == 0));
            }
            Literals literals = load(new Literals(texts), 10);
            fill(random, literals, 2_000);
            for (int i = 0, at = 0; at + 30 < 2_000; i++, at += 20 + i % 50) {
                byte[] text = texts.get(i % count).bytes();
                System.arraycopy(text, 0, input, at, text.length);
            }
            duel(literals, 0, 2_000, 0, CAPACITY, 3);
            duel(literals, 777, 1_223, Math.min(777, literals.longest() - 1), CAPACITY, 3);
        }
    }

    @Test
    void bytesBeforeTheHistoryArePartOfNothing() {
        Literals literals = load(new Literals(List.of(literal("abcdef", 0), literal("cdef", 1))), 3);
        System.arraycopy("abcdef".getBytes(StandardCharsets.US_ASCII), 0, input, 0, 6);
        assertThat(duel(literals, 3, 3, 3, 9, 0).events()).containsExactly(0, 3, 1, 3);
        assertThat(duel(literals, 3, 3, 2, 9, 0).events()).containsExactly(1, 3);
        assertThat(duel(literals, 3, 3, 0, 9, 0).events()).isEmpty();
    }

    private static Literals.Literal literal(String text, int rule) {
        return new Literals.Literal(text, rule, false);
    }

    private Literals load(SplittableRandom random, int most) {
        int alphabet = 1 + random.nextInt(4);
        int longest = 1 + random.nextInt(random.nextInt(8) == 0 ? 1_024 : 24);
        int shortest = 1 + random.nextInt(Math.min(longest, 20));
        List<Literals.Literal> texts = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            byte[] text = new byte[shortest + random.nextInt(longest - shortest + 1)];
            for (int k = 0; k < text.length; k++) {
                text[k] = letter(random, alphabet);
            }
            texts.add(Literals.Literal.of(text, random.nextInt(most), random.nextInt(3) == 0));
            if (random.nextInt(4) == 0) { // one that the last one ends with
                int from = text.length - 1 - random.nextInt(text.length);
                texts.add(Literals.Literal.of(
                        Arrays.copyOfRange(text, from, text.length), random.nextInt(most), random.nextBoolean()));
            }
        }
        return load(new Literals(texts), 1 + random.nextInt(8));
    }

    private static byte letter(SplittableRandom random, int alphabet) {
        int letter = random.nextInt(alphabet);
        return (byte) (letter == 3 ? '@' : (random.nextInt(4) == 0 ? 'A' : 'a') + letter);
    }

    private Literals load(Literals literals, int bits) {
        MemorySegment image = literals.image(bits);
        assertThat(ProgramImage.check(image)).isInstanceOf(ProgramImage.Check.Valid.class);
        assertThat(image.byteSize()).isLessThan(IMAGE_BYTES);
        MemorySegment.copy(image, 0, heap, 0, image.byteSize());
        scanner = scanner();
        for (SearchChoice choice : SearchChoice.values()) {
            images.put(choice, new LiteralImage(Objects.requireNonNull(ImagePlace.of(heap, 0, IMAGE_BYTES)), choice));
        }
        return literals;
    }

    /** Letters of the texts, in their cases and in others. */
    private void fill(SplittableRandom random, Literals literals, int bytes) {
        int alphabet = 1 + random.nextInt(5);
        boolean rare = random.nextInt(3) == 0 && literals.longest() > 1;
        for (int i = 0; i < bytes; i++) {
            input[i] = rare && random.nextInt(4) != 0 ? (byte) random.nextInt(256) : letter(random, alphabet);
        }
    }

    private ScanModel.Outcome duel(Literals literals, int offset, int bytes, int history, long capacity, int flags) {
        MemorySegment.copy(MemorySegment.ofArray(input), 0, heap, INPUT_AT, input.length);
        Prepared image = Objects.requireNonNull(scanner.image(1, 0, IMAGE_BYTES));
        assertThat(image.admits(history, offset)).isTrue();
        ScanModel.Outcome expected = literals.walk(input, offset, bytes, history, capacity, flags);
        scanner.scan(image, INPUT_AT + offset, bytes, history, OUTPUT_AT, capacity, flags, 0, 0);
        assertThat(same(scanner.result(), expected)).isTrue();
        images.forEach((choice, ready) -> {
            sink.begin(OUTPUT_AT, capacity);
            searcher.scan(ready, INPUT_AT + offset, bytes, history, flags);
            assertThat(same(searcher, expected)).as("with %s", choice).isTrue();
        });
        return expected;
    }

    private boolean same(ScanResult result, ScanModel.Outcome expected) {
        return ScanModel.read(heap, OUTPUT_AT, result.events()).equals(expected.events())
                && result.state() == expected.state()
                && result.consumed() == expected.consumed()
                && result.flagsLeft() == expected.flagsLeft();
    }
}

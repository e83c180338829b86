package dev.coresident.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What others are compared with is compared with String here, and with itself over pieces. */
final class ScanModelTest {
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;

    private static byte[] text(SplittableRandom random, int bytes) {
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            text[i] = (byte) ('a' + random.nextInt(3));
        }
        return text;
    }

    private static List<String> words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            words.add(new String(text(random, 1 + random.nextInt(4)), StandardCharsets.ISO_8859_1));
        }
        return words;
    }

    /** Rule and end of every occurrence, as {@link String} finds them. */
    private static List<List<Integer>> occurrences(List<String> words, byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        List<List<Integer>> found = new ArrayList<>();
        for (int rule = 0; rule < words.size(); rule++) {
            for (int at = text.indexOf(words.get(rule)); at >= 0; at = text.indexOf(words.get(rule), at + 1)) {
                found.add(List.of(rule, at + words.get(rule).length()));
            }
        }
        return found;
    }

    private static List<List<Integer>> pairs(List<Integer> events) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < events.size(); i += 2) {
            pairs.add(events.subList(i, i + 2));
        }
        return pairs;
    }

    @Test
    void textsAndTheirAutomatonFindWhatAStringFinds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100; round++) {
            List<String> words = words(random);
            byte[] input = text(random, random.nextInt(60));
            List<List<Integer>> expected = occurrences(words, input);
            Automaton automaton = Automaton.literals(words.toArray(String[]::new));
            assertThat(pairs(automaton
                            .walk(input, 0, input.length, automaton.start(), 1_000, BOTH)
                            .events()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            List<Literals.Literal> texts = new ArrayList<>();
            words.forEach(word -> texts.add(new Literals.Literal(word, texts.size(), false)));
            assertThat(pairs(new Literals(texts)
                            .walk(input, 0, input.length, 0, 1_000, BOTH)
                            .events()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aWalkInTwoPiecesGivesWhatOneGives() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 100; round++) {
            SetAutomaton automaton = new SetAutomaton(random, 1 + random.nextInt(40), 8, 3);
            byte[] input = text(random, random.nextInt(40));
            SetAutomaton.Outcome whole = automaton.walk(input, 0, input.length, new BitSet(), 10_000, BOTH);
            int split = random.nextInt(input.length + 1);
            SetAutomaton.Outcome first = automaton.walk(input, 0, split, new BitSet(), 10_000, ScanLayout.FIRST);
            SetAutomaton.Outcome second =
                    automaton.walk(input, split, input.length - split, first.active(), 10_000, ScanLayout.LAST);
            assertThat(second.active()).isEqualTo(whole.active());
            List<Integer> pieces = new ArrayList<>(first.events());
            for (int i = 0; i < second.events().size(); i += 2) {
                pieces.add(second.events().get(i));
                pieces.add(second.events().get(i + 1) + split);
            }
            assertThat(pieces).isEqualTo(whole.events());
        }
    }

    @Test
    void everyModelWritesAnImageThatTheContractTakes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 100; round++) {
            String word = words(random).getFirst();
            List<MemorySegment> images = List.of(
                    Automaton.random(random, round % 2 == 0).image(),
                    Automaton.literals(word).image(),
                    new SetAutomaton(random, 1 + random.nextInt(40), 8, 3).image(),
                    new Literals(List.of(new Literals.Literal(word, 0, true))).image(1 + random.nextInt(8)));
            assertThat(images)
                    .allSatisfy(image ->
                            assertThat(ProgramImage.check(image)).isInstanceOf(ProgramImage.Check.Valid.class));
        }
    }
}

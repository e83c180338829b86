package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.span.ByteSource;
import dev.coresident.automata.span.SpanFinder;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.oracles.duel.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans whose longest end hangs on what lies around it, where a shorter end would do. */
class SpanEndsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a+$|a aa~",
                "a+$|a aa~~",
                "a+\\b|a aa",
                "a+\\b|a aab",
                "a+\\B|a aaab",
                "a+\\z|a aa",
                "a+\\z|a aa~",
                "(a|^b)+ bab",
                "(?m)(a~?|^b)+ aba~bab",
                "(?m)a+$|a aa~aa",
                "a(b.*c)?|b abbbb",
                "a(b.*c)?|b abbbbcab",
                "x.{3,9}y|a xaaaaxaaaaaayaa",
                "(x.*y|a) xaaaaxaa"
            })
    void spansReachTheLongestEnd(String pattern, String text) {
        String own = pattern.replace('~', '\n');
        byte[] input = text.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);
        RuleSet set = DuelTest.compile(List.of(DuelTest.rule(1, own, PatternFlags.NONE)));
        List<Span> expected = JavaOracle.spans(Pattern.compile(own, Pattern.UNIX_LINES), text.replace('~', '\n'));
        for (int seed = 0; seed < 20; seed++) {
            assertThat(DuelTest.spansOf(set, input, 0, new Random(seed))).isEqualTo(expected);
        }
    }

    /** The host finds out that a file became shorter while it looks for ends that it was told of before. */
    @Test
    void anInputThatBecomesShorterIsReadNoFurther() {
        RuleSet set = DuelTest.compile(
                List.of(DuelTest.rule(1, "ab|bcd|x.*y", new PatternFlags(false, true, false, false, false))));
        byte[] input = ("abcd".repeat(10) + "x--y--" + "-".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
        long[] length = {input.length};
        List<Span> spans = new ArrayList<>();
        SpanFinder finder = set.rules()
                .getFirst()
                .spans()
                .search(0)
                .open(
                        new ByteSource() {
                            @Override
                            public long length() {
                                return length[0];
                            }

                            @Override
                            public int byteAt(long offset) {
                                assertThat(offset).isLessThan(length[0]);
                                return input[(int) offset] & 0xFF;
                            }
                        },
                        (start, end) -> spans.add(new Span(start, end)));
        for (int at = 0; at < 40; at += 4) {
            finder.accept(at + 2);
            finder.accept(at + 4);
        }
        length[0] = 46;
        finder.accept(44);
        assertThat(finder.settledBefore(length[0] + 100)).isLessThanOrEqualTo(length[0]);
        assertThat(spans).hasSize(11).last().isEqualTo(new Span(40, 44));
    }
}

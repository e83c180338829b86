package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.syntax.PatternFlags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
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
        List<TreeOracle.Span> expected =
                JavaOracle.spans(Pattern.compile(own, Pattern.UNIX_LINES), text.replace('~', '\n'));
        for (int seed = 0; seed < 20; seed++) {
            assertThat(DuelTest.spansOf(set, input, 0, new Random(seed))).isEqualTo(expected);
        }
    }
}

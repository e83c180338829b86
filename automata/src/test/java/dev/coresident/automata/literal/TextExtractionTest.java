package dev.coresident.automata.literal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.Rule;
import dev.coresident.automata.RuleBody;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextExtractionTest {

    @ParameterizedTest
    @CsvSource({
        "word, '', word",
        "Word, i, word/i",
        "'(?i)go (?-i)1', '', 'go 1/i'",
        "a|bc|d, '', 'a bc d'",
        "x(ab|c)y, '', 'xaby xcy'",
        "[ab]c[de], '', 'acd ace bcd bce'",
        "'ab{2,3}c', '', 'abbc abbbc'",
        "(ab)?c, '', 'c abc'",
        "(?i)a(?-i)b, '', 'Ab ab'",
        "k, i, k/i",
        "12, i, 12",
        "é, 8, \u00c3\u00a9",
        "[а-б]x, 8, '\u00d0\u00b0x \u00d0\u00b1x'",
        "kb, i8, 'KB Kb kB kb \u00e2\u0084\u00aab/i'",
        "a||b, '', ''",
        "a*, '', ''",
        "a+, '', ''",
        "^a, '', ''",
        "\\bword, '', ''",
        "a$, '', ''",
        ".a, '', ''",
        "a{0}, '', ''",
        "(a|b){7}, '', ''",
        "(?i)abcdefg(?-i)X, '', ''",
        "[^a], '', ''",
    })
    void patternsThatAreAFewTextsAreWrittenOut(String pattern, String flags, String wanted) {
        List<String> texts =
                extracted(pattern, flags).stream().map(TextExtractionTest::told).toList();
        assertThat(String.join(" ", texts)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_023, 1_024, 1_025})
    void theLongestTextIsTheLongestAnImageHolds(int length) {
        assertThat(extracted("a".repeat(length), "")).hasSize(length <= 1_024 ? 1 : 0);
        assertThat(extracted("(a|b)" + "c".repeat(length - 1), "")).hasSize(length <= 1_024 ? 2 : 0);
        assertThat(extracted("a{" + Math.min(length, 1_000) + "}", "")).hasSize(1);
    }

    @Test
    void anExplosionIsCutShort() {
        assertThat(extracted("((((((a|b){9}){9}){9}){9}){9})", "")).isEmpty();
        assertThat(extracted("([a-z]?){30}x", "")).isEmpty();
    }

    private static List<Text> extracted(String pattern, String flags) {
        byte[] bytes = pattern.getBytes(flags.contains("8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        PatternLimits limits = PatternLimits.DEFAULT;
        Rule.Outcome outcome = Rule.read(1, bytes, PatternFlags.of(flags), new RulePlace("rules", 1, 1), limits);
        if (outcome instanceof Rule.Outcome.Read(Rule rule)
                && rule.body() instanceof RuleBody.Pattern(var root, boolean utf8)) {
            return TextExtraction.of(root, utf8);
        }
        throw new AssertionError(outcome);
    }

    private static String told(Text text) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            told.append((char) text.byteAt(i));
        }
        return text.caseless() ? told + "/i" : told.toString();
    }
}

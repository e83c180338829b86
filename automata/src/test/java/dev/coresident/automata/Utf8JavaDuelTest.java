package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.syntax.PatternFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** UTF-8 rules against java.util.regex with UNICODE_CASE, compared at the borders of code points. */
class Utf8JavaDuelTest {

    @Property(tries = 1_000)
    void endsAtCodePointBordersAreThoseOfJavaRegex(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(
                random,
                "aKks\u017f\u00e9\u00c9\u03c3\u03c2\u03a3\u20ac\ud83d\ude00\u212a\n",
                PatternMaker.ALL_ASSERTIONS);
        PatternMaker.Spelled spelled = maker.make(2);
        boolean caseless = random.nextBoolean();
        Rule rule = DuelTest.rule(1, spelled.own(), new PatternFlags(caseless, false, false, true, false));
        Assume.that(!DuelTest.repeatsEmpty(DuelTest.root(rule)));
        RuleSet set = DuelTest.compile(List.of(rule));
        Pattern java = Pattern.compile(
                spelled.java(), Pattern.UNIX_LINES | Pattern.UNICODE_CASE | (caseless ? Pattern.CASE_INSENSITIVE : 0));
        for (int round = 0; round < 4; round++) {
            String text = maker.input(6);
            List<Integer> borders = new ArrayList<>();
            TreeSet<Long> bytesAtBorders = new TreeSet<>();
            for (int at = 0; at <= text.length(); at = at == text.length() ? at + 1 : text.offsetByCodePoints(at, 1)) {
                borders.add(at);
                bytesAtBorders.add(bytesBefore(text, at));
            }
            TreeSet<Long> expected = new TreeSet<>();
            Matcher matcher = java.matcher(text);
            for (int start : borders) {
                for (int end : borders) {
                    if (start <= end && JavaOracle.matches(matcher, start, end)) {
                        expected.add(bytesBefore(text, end));
                    }
                }
            }
            List<Long> ends = DuelTest.endsOf(set, text.getBytes(StandardCharsets.UTF_8), 0);
            assertThat(ends.stream().filter(bytesAtBorders::contains).toList())
                    .as("%s on %s", rule, text)
                    .isEqualTo(List.copyOf(expected));
        }
    }

    private static long bytesBefore(String text, int at) {
        return text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }
}

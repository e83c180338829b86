package dev.coresident.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.Rule;
import dev.coresident.automata.match.Report;
import dev.coresident.formats.Scans.Match;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportedRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class WordListTest {

    @Test
    void aWordIsItsBytesAndItsNumberIsItsLine() {
        ImportedRules rules = Imports.read(RuleFormat.WORDS, "\uFEFFone\r\n\n# (two) \r\r\nthr\u00e9e\r");
        assertThat(rules.label()).isEqualTo("file");
        assertThat(rules.rules())
                .extracting(rule -> rule.rule().toString())
                .containsExactly("1:/one/", "3:/# \\(two\\) \\x0d/", "4:/thr\\xc3\\xa9e\\x0d/");
        assertThat(rules.rules().get(1).rule().place()).hasToString("rules/file.x:3:1");
        assertThat(rules.remarks()).isEmpty();
    }

    @Test
    void aWordThatStandsTwiceIsToldAndLeftOut() {
        ImportedRules rules = Imports.read(RuleFormat.WORDS, "a\nb\na\n");
        assertThat(rules.plainRules()).extracting(Rule::id).containsExactly(1, 2);
        assertThat(Imports.remarks(rules))
                .containsExactly("rules/file.x:3:1: the word stands on line 1 already and is left out here");
    }

    @Test
    void aHundredThousandWordsAreRead() {
        String words =
                IntStream.range(0, 100_000).mapToObj(n -> "word" + n * 7919L).collect(Collectors.joining("\n"));
        assertThat(Imports.read(RuleFormat.WORDS, words).rules()).hasSize(100_000);
    }

    @Test
    void moreWordsThanTheLimitAreRefusedWithItsValue() {
        assertThat(Imports.refused(RuleFormat.WORDS, "a\nb\nc\n", ImportLimits.DEFAULT.withMaxRules(2), BadRules.SKIP))
                .isEqualTo(
                        "rules/file.x:3:1: maxRules is 2 and this has at least 3: use a smaller file or raise the limit");
    }

    @Test
    void moreRemarksThanTheLimitAreRefusedToo() {
        assertThat(Imports.refused(
                        RuleFormat.WORDS, "a\na\na\na\n", ImportLimits.DEFAULT.withMaxRules(2), BadRules.SKIP))
                .startsWith("rules/file.x:4:1: ")
                .endsWith("maxRules is 2 and this has at least 3: use a smaller file or raise the limit");
    }

    @Property(tries = 30)
    void wordsAreFoundWhereIndexOfFindsThem(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> words = new TreeSet<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            words.add(text(random, 1 + random.nextInt(4)));
        }
        List<String> lines = List.copyOf(words);
        String input = text(random, random.nextInt(60));
        ImportedRules rules = Imports.read(RuleFormat.WORDS, String.join("\n", lines));
        Set<Match> expected = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            for (int at = input.indexOf(lines.get(i)); at >= 0; at = input.indexOf(lines.get(i), at + 1)) {
                long end = at + (long) lines.get(i).length();
                expected.add(new Match(i + 1, end, end));
            }
        }
        assertThat(Scans.run(rules, Report.ENDS, List.of(input.getBytes(StandardCharsets.US_ASCII))))
                .as("%s in %s", lines, input)
                .containsExactly(expected);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("ab.*[".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}

package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.spi.program.ImageKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rules become texts, and that it cannot be seen in what they report. */
class LiteralChoiceTest {

    @Test
    void aSetOfTextsIsOneGroupOfTexts() {
        RuleSet set = DuelTest.compile(words(300));
        assertThat(set.groups()).hasSize(1);
        RuleGroup group = set.groups().getFirst();
        assertThat(group.reason()).isEqualTo(GroupReason.TEXTS);
        assertThat(group.figures().kind()).isEqualTo(ImageKind.LITERALS);
        assertThat(group.figures()).isEqualTo(new GroupFigures.Literals(300, 300L * 8, 8));
        assertThat(group.rules()).hasSize(300);
    }

    @Test
    void oneTextIsSearchedForHoweverShort() {
        assertThat(kinds(DuelTest.compile(List.of(rule(1, "a"))))).containsExactly(ImageKind.LITERALS);
    }

    @Test
    void shortTextsAreWalkedByAnAutomaton() {
        List<Rule> rules = new ArrayList<>(words(300));
        rules.add(rule(1_000, "abc"));
        RuleSet set = DuelTest.compile(rules);
        assertThat(kinds(set)).containsExactly(ImageKind.LITERALS, ImageKind.DFA);
        assertThat(set.groups().getLast().rules()).hasSize(1);
    }

    @Test
    void aFewTextsStayWithRulesThatNeedAnAutomaton() {
        List<Rule> rules = new ArrayList<>(words(LiteralChoice.FEW));
        rules.add(rule(1_000, "a[0-9]+b"));
        assertThat(kinds(DuelTest.compile(rules))).containsExactly(ImageKind.DFA);
        rules.add(rule(1_001, "onemoretext"));
        assertThat(kinds(DuelTest.compile(rules))).containsExactly(ImageKind.LITERALS, ImageKind.DFA);
    }

    @Test
    void moreTextsWithOneEndingThanAreWorthLookingAtAreWalkedByAnAutomaton() {
        List<Rule> rules = new ArrayList<>();
        for (int id = 1; id <= LiteralChoice.MOST_WITH_ONE_ENDING + 1; id++) {
            rules.add(rule(id, "%03d@example-com".formatted(id)));
        }
        RuleSet all = DuelTest.compile(rules);
        assertThat(kinds(all)).containsExactly(ImageKind.DFA);
        RuleSet fewer = DuelTest.compile(rules.subList(1, rules.size()));
        assertThat(kinds(fewer)).containsExactly(ImageKind.LITERALS);
        byte[] input = "to 007@example-com, 129@example-com".getBytes(StandardCharsets.US_ASCII);
        assertThat(DuelTest.endsOf(all, input, 128)).containsExactly(35L);
        assertThat(DuelTest.endsOf(fewer, input, 127)).containsExactly(35L);
        assertThat(DuelTest.endsOf(fewer, input, 5)).containsExactly(18L);
    }

    @Test
    void alternativesSetsAndCasesAreTexts() {
        RuleSet set = DuelTest.compile(
                List.of(rule(1, "gr[ae]y colou?r"), rule(2, "(?i)Hello"), rule(3, "cats|dogs"), rule(4, "ab{3}c")));
        assertThat(kinds(set)).containsExactly(ImageKind.LITERALS);
        byte[] input = "a grey color, gray colour; HELLO hello dogs abbbc abbc".getBytes(StandardCharsets.US_ASCII);
        assertThat(DuelTest.endsOf(set, input, 0)).containsExactly(12L, 25L);
        assertThat(DuelTest.endsOf(set, input, 1)).containsExactly(32L, 38L);
        assertThat(DuelTest.endsOf(set, input, 2)).containsExactly(43L);
        assertThat(DuelTest.endsOf(set, input, 3)).containsExactly(49L);
    }

    @Test
    void fifteenThousandTextsAndManyWithOneEndCompile() {
        List<Rule> rules = new ArrayList<>(words(15_000));
        rules.addAll(IntStream.range(0, 1_024)
                .mapToObj(i -> rule(20_000 + i, "x".repeat(i + 4)))
                .filter(rule -> rule.pattern().length <= 1_000)
                .toList());
        RuleSet set = DuelTest.compile(rules);
        assertThat(set.groups().getFirst().figures().kind()).isEqualTo(ImageKind.LITERALS);
        assertThat(set.groups().getFirst().rules()).hasSize(15_004);
        assertThat(set.rules()).hasSameSizeAs(rules);
    }

    @Test
    void theSameTextsGiveTheSameBytes() {
        RuleSet one = DuelTest.compile(words(500));
        RuleSet other = DuelTest.compile(words(500));
        assertThat(one.groups()
                        .getFirst()
                        .image()
                        .mismatch(other.groups().getFirst().image()))
                .isEqualTo(-1);
    }

    private static ImmutableList<ImageKind> kinds(RuleSet set) {
        return set.groups().stream().map(group -> group.figures().kind()).collect(ImmutableList.toImmutableList());
    }

    private static List<Rule> words(int count) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, count)
                .mapToObj(i -> rule(i + 1, "%08x".formatted(random.nextInt())))
                .toList();
    }

    private static Rule rule(int id, String pattern) {
        return DuelTest.rule(id, pattern, PatternFlags.NONE);
    }
}

package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When spreading rules over deterministic automata is not even tried, and which are kept apart. */
final class DfaGroupsTest {
    private final List<CompiledRule> rules = new ArrayList<>();

    @Test
    void rulesThatMultiplyEachOthersStatesAreHopeless() {
        for (int i = 0; i < 80; i++) {
            add(word(i) + "[a-z]* [a-z]+ed");
        }
        assertThat(groups().areHopeless(rules)).isTrue();
    }

    @Test
    void oneRuleWithoutAnAutomatonSpoilsOneShareOnly() {
        for (int i = 0; i < 80; i++) {
            add(i == 40 ? "[ab]*a[ab]{18}c" : word(i) + "[0-9]x");
        }
        assertThat(groups().areHopeless(rules)).isFalse();
    }

    @Test
    void fewRulesAreTriedWhateverTheyAre() {
        for (int i = 0; i < 31; i++) {
            add(word(i) + "[a-z]* [a-z]+ed");
        }
        assertThat(groups().areHopeless(rules)).isFalse();
    }

    @Test
    void aSetOfHopelessRulesGetsOneNondeterministicAutomaton() {
        List<Rule> hopeless = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            add(word(i) + "[a-z]* [a-z]+ed");
            hopeless.add(rules.getLast().rule());
        }
        RuleSet set = DuelTest.compile(hopeless, CompileLimits.DEFAULT);
        assertThat(set.groups()).extracting(RuleGroup::reason).containsExactly(GroupReason.MANY_AUTOMATA);
    }

    @Test
    void aRuleThatOneByteEndsDoesNotKeepTheOthersFromBeingLookedFor() {
        List<Rule> mixed = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            add(i % 40 == 7 ? "[0-9]+" : word(i) + "[a-z]* [a-z]+ed");
            mixed.add(rules.getLast().rule());
        }
        RuleSet set = DuelTest.compile(mixed, CompileLimits.DEFAULT);
        assertThat(set.groups())
                .extracting(RuleGroup::reason)
                .containsExactly(GroupReason.ONE_BYTE, GroupReason.MANY_AUTOMATA);
        assertThat(set.groups().getFirst().rules())
                .extracting(CompiledRule::index)
                .containsExactly(7, 47);
        assertThat(set.groups().getLast().rules()).hasSize(78);
        RuleSet together = DuelTest.compile(mixed, CompileLimits.DEFAULT.withMaxDfaGroups(0));
        assertThat(together.groups()).extracting(RuleGroup::reason).containsExactly(GroupReason.MANY_AUTOMATA);
    }

    @Test
    void fewTextsGoAlongWithANondeterministicAutomaton() {
        List<Rule> mixed = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            add(word(i) + "[a-z]* [a-z]+ed");
        }
        for (int i = 0; i < 20; i++) {
            add(word(100 + i) + "(ion|ed)");
        }
        rules.forEach(rule -> mixed.add(rule.rule()));
        RuleSet one = DuelTest.compile(mixed, CompileLimits.DEFAULT);
        assertThat(one.groups()).extracting(RuleGroup::reason).containsExactly(GroupReason.MANY_AUTOMATA);
        assertThat(one.groups().getFirst().rules()).hasSize(100);
        for (int i = 100; i < 400; i++) {
            add(word(100 + i));
            mixed.add(rules.getLast().rule());
        }
        RuleSet two = DuelTest.compile(mixed, CompileLimits.DEFAULT);
        assertThat(two.groups())
                .extracting(RuleGroup::reason)
                .containsExactly(GroupReason.TEXTS, GroupReason.MANY_AUTOMATA);
        assertThat(two.groups().getLast().rules()).hasSize(80);
    }

    private static DfaGroups groups() {
        return new DfaGroups(CompileLimits.DEFAULT);
    }

    private static String word(int number) {
        String letters = Integer.toString(1_000 + 37 * number, 26);
        StringBuilder word = new StringBuilder();
        letters.chars().forEach(letter -> word.append((char) ('a' + Character.digit(letter, 26))));
        return word.append("ing").toString();
    }

    private void add(String pattern) {
        int index = rules.size();
        byte[] bytes = pattern.getBytes(StandardCharsets.US_ASCII);
        RulePlace place = new RulePlace("t", index + 1, 1);
        if (Rule.read(index, bytes, PatternFlags.NONE, place, PatternLimits.DEFAULT)
                        instanceof Rule.Outcome.Read(var rule)
                && rule.body().program(1_000) instanceof NfaOutcome.Built(var nfa)) {
            rules.add(new CompiledRule(rule, index, nfa));
        }
        assertThat(rules).hasSize(index + 1);
    }
}

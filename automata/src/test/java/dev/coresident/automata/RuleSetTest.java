package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.PatternFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    @Test
    void aRuleBeyondTheProgramLimitIsRefusedWithWhatItWouldTake() {
        RuleProblem problem = refused(List.of(rule(5, "((a{1000}){1000}){1000}")), CompileLimits.DEFAULT);
        assertThat(problem.cause())
                .isEqualTo(new RuleProblem.OverLimit(5, "maxNfaStates", 20_000, 1_000_000_001L, true));
        assertThat(problem.toString())
                .startsWith("rules.txt:5:1: rule 5: maxNfaStates is 20000 and the rule would take 1000000001");
    }

    @Test
    void rulesWithoutAnAutomatonShareOneOfTheirOwn() {
        CompileLimits limits = CompileLimits.DEFAULT.withMaxDfaStates(10_000);
        RuleSet set = DuelTest.compile(
                List.of(rule(1, "x"), rule(9, "a[^b]{25}c"), rule(10, "y"), rule(11, "b[^a]{30}c")), limits);
        assertThat(set.groups()).hasSize(2);
        RuleGroup one = set.groups().getFirst();
        assertThat(one.reason()).isEqualTo(GroupReason.STATES_ADD_UP);
        assertThat(one.rules()).extracting(CompiledRule::index).containsExactly(0, 2);
        RuleGroup other = set.groups().getLast();
        assertThat(other.reason()).isEqualTo(GroupReason.NO_AUTOMATON);
        assertThat(other.figures()).isEqualTo(new GroupFigures.Nfa(1 + 27 + 32, 26 + 31));
        assertThat(other.rules()).extracting(CompiledRule::index).containsExactly(1, 3);
        RuleSet byTable = DuelTest.compile(List.of(rule(9, "a[^b]{25}c")), limits.withMaxGroupBytes(4_096));
        assertThat(byTable.groups().getFirst().reason()).isEqualTo(GroupReason.NO_AUTOMATON);
    }

    @Test
    void rulesThatWouldNeedManyAutomataShareOne() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rules.add(rule(i + 1, "a" + (char) ('a' + i % 26) + i + ".*b" + i));
        }
        RuleSet set = DuelTest.compile(rules, CompileLimits.DEFAULT);
        assertThat(set.groups()).hasSize(1);
        assertThat(set.groups().getFirst().reason()).isEqualTo(GroupReason.MANY_AUTOMATA);
        RuleSet few = DuelTest.compile(rules.subList(0, 6), CompileLimits.DEFAULT);
        assertThat(few.groups()).hasSize(1);
        assertThat(few.groups().getFirst().reason()).isEqualTo(GroupReason.STATES_MULTIPLY);
        RuleSet split = DuelTest.compile(rules, CompileLimits.DEFAULT.withMaxDfaGroups(100));
        assertThat(split.groups())
                .hasSizeGreaterThan(4)
                .allSatisfy(group -> assertThat(group.reason()).isEqualTo(GroupReason.STATES_MULTIPLY));
    }

    @Test
    void aRuleWhoseRowsExplodeIsRefusedInsteadOfFillingTheMemory() {
        RuleProblem problem = refused(List.of(rule(3, "a(?:(?:[^x]?){1000}){9}y")), CompileLimits.DEFAULT);
        assertThat(((RuleProblem.OverLimit) problem.cause()).limit()).isEqualTo("maxWorkBytes");
    }

    @Test
    void badRulesAreLeftOutOnRequestAndTheOthersKeepTheirPlaces() {
        List<Rule> rules = List.of(rule(1, "abc"), rule(2, "(a{1000}){1000}"), rule(3, "de"));
        switch (RuleSet.compile("t", rules, CompileLimits.DEFAULT, BadRules.SKIP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> skipped) -> {
                assertThat(set.rules()).extracting(CompiledRule::index).containsExactly(0, 2);
                assertThat(skipped).hasSize(1);
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(problem.toString());
        }
    }

    @Test
    void imagesTogetherAreBounded() {
        RuleProblem problem = refused(List.of(rule(1, "abc")), CompileLimits.DEFAULT.withMaxTotalBytes(100));
        assertThat(((RuleProblem.OverLimit) problem.cause()).limit()).isEqualTo("maxTotalBytes");
    }

    @Test
    void thousandsOfLiteralsAgreeWithIndexOf() {
        Random random = new Random(7);
        TreeSet<String> words = new TreeSet<>();
        while (words.size() < 3_000) {
            StringBuilder word = new StringBuilder();
            for (int i = 2 + random.nextInt(7); i > 0; i--) {
                word.append((char) ('a' + random.nextInt(5)));
            }
            words.add(word.toString());
        }
        List<Rule> rules = new ArrayList<>();
        List<String> literals = List.copyOf(words);
        for (int i = 0; i < literals.size(); i++) {
            rules.add(rule(i + 1, literals.get(i)));
        }
        CompileLimits small = CompileLimits.DEFAULT.withMaxGroupBytes(64 << 10).withMaxDfaGroups(1_000);
        RuleSet set = DuelTest.compile(rules, small);
        assertThat(set.groups()).extracting(RuleGroup::reason).contains(GroupReason.TEXTS, GroupReason.STATES_ADD_UP);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append((char) ('a' + random.nextInt(5)));
        }
        byte[] input = text.toString().getBytes(StandardCharsets.US_ASCII);
        TreeSet<String> found = new TreeSet<>();
        for (RuleGroup group : set.groups()) {
            for (ImageRunner.Event event : ImageRunner.run(group.image(), input)) {
                found.add(group.rules().get(event.rule()).index() + "@" + event.end());
            }
        }
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < literals.size(); i++) {
            for (int at = text.indexOf(literals.get(i)); at >= 0; at = text.indexOf(literals.get(i), at + 1)) {
                expected.add(i + "@" + (at + literals.get(i).length()));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theSameRulesGiveTheSameBytes() {
        List<Rule> rules = List.of(rule(1, "foo.*bar"), rule(2, "\\bword\\b"), rule(3, "a{2,5}$"), rule(4, "x.*y.*z"));
        RuleSet one = DuelTest.compile(rules);
        RuleSet other = DuelTest.compile(rules);
        for (int group = 0; group < one.groups().size(); group++) {
            assertThat(one.groups()
                            .get(group)
                            .image()
                            .mismatch(other.groups().get(group).image()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aDeadStateIsNamedOnlyWhereOneExists() {
        RuleGroup anchored = DuelTest.compile(List.of(rule(1, "^ab"))).groups().getFirst();
        assertThat(new ImageRunner(anchored.image()).word(18)).isNotEqualTo(-1);
        RuleGroup floating =
                DuelTest.compile(List.of(rule(1, "a[^b]"))).groups().getFirst();
        assertThat(new ImageRunner(floating.image()).word(18)).isEqualTo(-1);
        assertThat(floating.figures()).isEqualTo(new GroupFigures.Dfa(4, 3));
        assertThat(floating.reason()).isEqualTo(GroupReason.STATES_ADD_UP);
    }

    private static RuleProblem refused(List<Rule> rules, CompileLimits limits) {
        return switch (RuleSet.compile("t", rules, limits, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> _) ->
                throw new AssertionError("compiled to " + set.states() + " states");
            case RuleSet.Outcome.Refused(RuleProblem problem) -> problem;
        };
    }

    private static Rule rule(int id, String pattern) {
        return DuelTest.rule(id, pattern, PatternFlags.NONE);
    }
}

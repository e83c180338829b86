package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Compiling of patterns that ask for as much as they can ends within the limits, the default ones and small ones. */
class CompileBoundsTest {
    private static final CompileLimits SMALL =
            new CompileLimits(new PatternLimits(2_048, 50, 2_000, 300), 2_000, 3_000, 1 << 18, 1 << 20, 16, 1 << 19, 3);

    @Property(tries = 6)
    void nastyRulesStayWithinTheDefaultLimits(@ForAll long seed) {
        check(seed, 1 + new Random(seed).nextInt(3), CompileLimits.DEFAULT);
    }

    @Property(tries = 80)
    void nastyRulesStayWithinSmallLimits(@ForAll long seed) {
        check(seed, 1 + new Random(seed).nextInt(6), SMALL);
    }

    @Test
    void aRuleThatWritesOutToABillionStatesIsRefusedWithoutBuildingThem() {
        Rule rule = DuelTest.rule(1, "(?:(?:a{1000}){1000}){1000}", PatternFlags.NONE);
        assertThat(RuleSet.compile("test", List.of(rule), CompileLimits.DEFAULT, BadRules.STOP))
                .isInstanceOfSatisfying(
                        RuleSet.Outcome.Refused.class,
                        refused -> assertThat(refused.problem().cause())
                                .isInstanceOfSatisfying(RuleProblem.OverLimit.class, over -> {
                                    assertThat(over.limit()).isEqualTo("maxNfaStates");
                                    assertThat(over.wanted()).isGreaterThanOrEqualTo(1_000_000_000);
                                }));
    }

    private static void check(long seed, int count, CompileLimits limits) {
        NastyPatterns nasty =
                new NastyPatterns(new Random(seed), limits.pattern().maxRepeat());
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PatternFlags flags = nasty.flags();
            String pattern = nasty.make(flags.utf8());
            byte[] bytes = pattern.getBytes(flags.utf8() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            switch (Rule.read(i, bytes, flags, new RulePlace("nasty", i + 1, 1), limits.pattern())) {
                case Rule.Outcome.Read(Rule rule) -> rules.add(rule);
                case Rule.Outcome.Refused(RuleProblem problem) ->
                    assertThat(problem.toString()).isNotBlank();
            }
        }
        switch (RuleSet.compile("nasty", rules, limits, BadRules.SKIP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> skipped) -> {
                assertThat(set.rules().size() + skipped.size()).isEqualTo(rules.size());
                checkBounds(set, limits);
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) ->
                assertThat(problem.cause()).isInstanceOf(RuleProblem.OverLimit.class);
        }
    }

    private static void checkBounds(RuleSet set, CompileLimits limits) {
        assertThat(set.bytes()).isLessThanOrEqualTo(limits.maxTotalBytes());
        int deterministic = 0;
        for (RuleGroup group : set.groups()) {
            switch (group.figures()) {
                case GroupFigures.Dfa(long states, int classes) -> {
                    deterministic++;
                    assertThat(states).isLessThanOrEqualTo(limits.maxDfaStates());
                    assertThat(4L * states * Math.max(1, Integer.highestOneBit(2 * classes - 1)))
                            .as("table of %d states by %d classes", states, classes)
                            .isLessThanOrEqualTo(limits.maxGroupBytes());
                }
                case GroupFigures.Nfa(long states, long transitions) ->
                    assertThat(8L * states + 4L * transitions)
                            .as("%d states, %d transitions", states, transitions)
                            .isLessThanOrEqualTo(limits.maxWorkBytes());
                case GroupFigures.Literals literals ->
                    assertThat(literals.textBytes()).isLessThanOrEqualTo(limits.maxTotalBytes());
            }
        }
        assertThat(deterministic).isLessThanOrEqualTo(limits.maxDfaGroups());
        for (CompiledRule rule : set.rules()) {
            assertThat(rule.nfa().size()).isLessThanOrEqualTo(limits.maxNfaStates());
            assertThat(rule.rule().body().program(rule.nfa().size())).isInstanceOf(NfaOutcome.Built.class);
            if (rule.nfa().size() > 1) {
                assertThat(rule.rule().body().program(rule.nfa().size() - 1)).isInstanceOf(NfaOutcome.TooLarge.class);
            }
        }
    }
}

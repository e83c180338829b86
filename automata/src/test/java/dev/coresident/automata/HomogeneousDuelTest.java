package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.homogeneous.Homogeneous;
import dev.coresident.automata.homogeneous.HomogeneousOutcome;
import dev.coresident.automata.homogeneous.Reduction;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.oracles.duel.DuelCase;
import dev.coresident.oracles.duel.TreeSearch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** Homogeneous automata, walked by their definition, against naive answers. */
class HomogeneousDuelTest {

    private static final long MUCH = 1L << 28;

    @Property(tries = 1_000)
    @Domain(DuelCases.Ascii.class)
    void everyEndIsThatOfTheDefinition(@ForAll DuelCase one) {
        duel(one);
    }

    @Property(tries = 500)
    @Domain(DuelCases.Plain.class)
    void soItIsWithoutAssertions(@ForAll DuelCase one) {
        duel(one);
    }

    @Property(tries = 500)
    @Domain(DuelCases.Utf8.class)
    void soItIsWithUtf8(@ForAll DuelCase one) {
        duel(one);
    }

    @Test
    void equalStatesAreMergedAndDeadOnesDropped() {
        // Behind the joined beginnings one tail, one set for [ab], and nothing of the empty class.
        assertThat(states("xa(?:cd|ed)", "x[b]cd", "q[^\\x00-\\xff]w")).isEqualTo(states("xa[ce]d", "xbcd"));
        assertThat(states("(?:a|b)z")).isEqualTo(1 + 2);
        assertThat(states("(?:foo|fuo|fxo)")).isEqualTo(1 + 3);
        assertThat(states("a.*b.*c")).isEqualTo(states("a.*?b.*c"));
    }

    @Test
    void aLoopInFrontAddsNothing() {
        assertThat(states("(?s).*abc")).isLessThanOrEqualTo(1 + 3 + 1);
    }

    @Test
    void whatIsTooLargeIsGivenUp() {
        List<Nfa> rules = programs(List.of(rule("x(?:a?){500}b")));
        assertThat(Reduction.build(rules, 1 << 16)).isInstanceOf(HomogeneousOutcome.TooLarge.class);
        assertThat(Reduction.build(rules, 1 << 24)).isInstanceOf(HomogeneousOutcome.Built.class);
    }

    private static int states(String... patterns) {
        List<Rule> rules = new ArrayList<>();
        for (String pattern : patterns) {
            rules.add(rule(pattern));
        }
        return automaton(rules).states();
    }

    private static Rule rule(String pattern) {
        return DuelTest.rule(1, pattern, new PatternFlags(false, false, false, false, false));
    }

    private static Homogeneous automaton(List<Rule> rules) {
        return switch (Reduction.build(programs(rules), MUCH)) {
            case HomogeneousOutcome.Built(Homogeneous automaton, int _) -> automaton;
            case HomogeneousOutcome.TooLarge tooLarge -> throw new AssertionError(tooLarge.toString());
        };
    }

    private static List<Nfa> programs(List<Rule> rules) {
        List<Nfa> programs = new ArrayList<>();
        for (Rule rule : rules) {
            if (NfaBuilder.build(DuelTest.root(rule), rule.flags().utf8(), 100_000)
                    instanceof NfaOutcome.Built(Nfa nfa)) {
                programs.add(nfa);
            }
        }
        return programs;
    }

    private static void duel(DuelCase one) {
        Homogeneous automaton = automaton(DuelTest.rules(one));
        for (String input : one.inputs()) {
            byte[] bytes = DuelCase.bytes(input);
            HomogeneousWalk walk = new HomogeneousWalk(automaton);
            walk.feed(bytes);
            List<ImageRunner.Event> events = walk.finish();
            for (int i = 0; i < one.rules().size(); i++) {
                int number = i;
                assertThat(events.stream()
                                .filter(event -> event.rule() == number)
                                .map(ImageRunner.Event::end)
                                .sorted()
                                .distinct()
                                .toList())
                        .as("rule %d", i + 1)
                        .isEqualTo(new TreeSearch(one.rules().get(i), bytes).ends());
            }
        }
    }
}

package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.homogeneous.Homogeneous;
import dev.coresident.automata.homogeneous.HomogeneousOutcome;
import dev.coresident.automata.homogeneous.Reduction;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Homogeneous automata, walked by their definition, against the tree oracle. */
class HomogeneousDuelTest {

    private static final long MUCH = 1L << 28;

    @Property(tries = 1_500)
    void everyEndIsThatOfTheTreeOracle(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(
                random, "aAb_ \n", random.nextInt(4) == 0 ? PatternMaker.NO_ASSERTIONS : PatternMaker.ALL_ASSERTIONS);
        duel(rules(maker, random, false), maker, StandardCharsets.ISO_8859_1, 9);
    }

    @Property(tries = 500)
    void soItIsWithUtf8(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker =
                new PatternMaker(random, "aKk\u00e9\u00c9\u20ac\ud83d\ude00\u212a\n", PatternMaker.ALL_ASSERTIONS);
        duel(rules(maker, random, true), maker, StandardCharsets.UTF_8, 5);
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

    private static List<Rule> rules(PatternMaker maker, Random random, boolean utf8) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            PatternFlags flags = new PatternFlags(
                    random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(3) == 0, utf8, false);
            rules.add(DuelTest.rule(i + 1, maker.make(2).own(), flags));
        }
        return rules;
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

    private static void duel(List<Rule> rules, PatternMaker maker, java.nio.charset.Charset charset, int longest) {
        Homogeneous automaton = automaton(rules);
        for (int round = 0; round < 4; round++) {
            byte[] input = maker.input(longest).getBytes(charset);
            HomogeneousWalk walk = new HomogeneousWalk(automaton);
            walk.feed(input);
            List<ImageRunner.Event> events = walk.finish();
            for (int i = 0; i < rules.size(); i++) {
                int number = i;
                assertThat(events.stream()
                                .filter(event -> event.rule() == number)
                                .map(ImageRunner.Event::end)
                                .sorted()
                                .distinct()
                                .toList())
                        .as("%s on %s", rules.get(i), new String(input, StandardCharsets.ISO_8859_1))
                        .isEqualTo(new TreeOracle(input, rules.get(i).flags().utf8())
                                .allEnds(DuelTest.root(rules.get(i))));
            }
        }
    }
}

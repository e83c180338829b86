package dev.coresident.automata.dfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.ParseOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.syntax.PatternParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MinimalityTest {

    @Property(tries = 1_500)
    void noTwoStatesAreEquivalentAndAllAreReachable(@ForAll long seed) {
        Random random = new Random(seed);
        String[] atoms = {
            "a", "b", ".", "[ab]", "(?:ab|a)", "a*", "b+", "\\b", "$", "^", "a{1,3}", "(?m:^)", "\\z", "[^a]*"
        };
        List<Nfa> rules = new ArrayList<>();
        for (int rule = 0; rule <= random.nextInt(3); rule++) {
            StringBuilder pattern = new StringBuilder();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                pattern.append(atoms[random.nextInt(atoms.length)]);
            }
            rules.add(nfa(pattern.toString()));
        }
        Dfa dfa = built(rules);
        Assume.that(dfa.states() <= 60);
        assertThat(distinguishable(dfa)).isEqualTo(dfa.states() * (dfa.states() - 1) / 2);
        assertThat(reachable(dfa)).isEqualTo(dfa.states());
        for (int state = 0; state < dfa.states(); state++) {
            assertThat(dfa.acceptCount(state) > 0).isEqualTo(state >= dfa.firstAccepting());
        }
    }

    /** Moore's marking of pairs: those that reports or any move tell apart. */
    private static int distinguishable(Dfa dfa) {
        boolean[][] apart = new boolean[dfa.states()][dfa.states()];
        int count = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int one = 0; one < dfa.states(); one++) {
                for (int other = 0; other < one; other++) {
                    if (!apart[one][other] && tellsApart(dfa, one, other, apart)) {
                        apart[one][other] = true;
                        count++;
                        changed = true;
                    }
                }
            }
        }
        return count;
    }

    private static boolean tellsApart(Dfa dfa, int one, int other, boolean[][] apart) {
        if (!reports(dfa, one).equals(reports(dfa, other))) {
            return true;
        }
        for (int c = 0; c < dfa.classes(); c++) {
            int left = Math.max(dfa.next(one, c), dfa.next(other, c));
            int right = Math.min(dfa.next(one, c), dfa.next(other, c));
            if (left != right && apart[left][right]) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> reports(Dfa dfa, int state) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < dfa.acceptCount(state); i++) {
            all.add(dfa.accept(state, i));
        }
        all.add(-1);
        for (int i = 0; i < dfa.endCount(state); i++) {
            all.add(dfa.end(state, i));
        }
        return all;
    }

    private static int reachable(Dfa dfa) {
        boolean[] seen = new boolean[dfa.states()];
        List<Integer> queue = new ArrayList<>(List.of(dfa.start()));
        seen[dfa.start()] = true;
        for (int at = 0; at < queue.size(); at++) {
            for (int c = 0; c < dfa.classes(); c++) {
                int next = dfa.next(queue.get(at), c);
                if (!seen[next]) {
                    seen[next] = true;
                    queue.add(next);
                }
            }
        }
        return queue.size();
    }

    private static Dfa built(List<Nfa> rules) {
        return switch (SubsetConstruction.build(rules, new DfaLimits(10_000, 1 << 24, 1 << 24))) {
            case DfaOutcome.Built(Dfa dfa, int _) -> dfa;
            case DfaOutcome.TooLarge tooLarge -> throw new AssertionError(tooLarge.toString());
        };
    }

    private static Nfa nfa(String pattern) {
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        if (PatternParser.parse(bytes, PatternFlags.NONE, PatternLimits.DEFAULT)
                        instanceof ParseOutcome.Parsed(var root)
                && NfaBuilder.build(root, false, 1_000) instanceof NfaOutcome.Built(Nfa nfa)) {
            return nfa;
        }
        throw new AssertionError(pattern);
    }
}

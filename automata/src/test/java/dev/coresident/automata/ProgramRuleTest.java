package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaAssembler;
import dev.coresident.automata.nfa.NfaBuilder;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.AssertionKind;
import dev.coresident.automata.syntax.Literal;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.ParseOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.syntax.PatternParser;
import dev.coresident.oracles.duel.DuelCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** Rules whose body is a program give what rules with the pattern of the same program give. */
final class ProgramRuleTest {
    private static final RulePlace PLACE = new RulePlace("test", 1, 1);

    @Property(tries = 300)
    @Domain(DuelCases.Ascii.class)
    void programOfAPatternMatchesAsThePatternDoes(@ForAll DuelCase one) {
        Rule pattern = DuelTest.rules(one).getFirst();
        Nfa nfa = ((NfaOutcome.Built) NfaBuilder.build(DuelTest.root(pattern), false, 20_000)).nfa();
        Rule program = Rule.program(1, nfa, PLACE);
        RuleSet patterns = DuelTest.compile(List.of(pattern));
        RuleSet programs = DuelTest.compile(List.of(program));
        Random random = new Random(one.weight());
        for (String text : one.inputs()) {
            byte[] input = DuelCase.bytes(text);
            assertThat(DuelTest.endsOf(programs, input, 0)).isEqualTo(DuelTest.endsOf(patterns, input, 0));
            assertThat(DuelTest.spansOf(programs, input, 0, random))
                    .isEqualTo(DuelTest.spansOf(patterns, input, 0, random));
        }
    }

    /** But for repeats of what may be empty: their programs loop without a byte, which counts as a loop. */
    @Property(tries = 1_000)
    @Domain(DuelCases.Plain.class)
    void lengthOfAProgramIsThatOfItsPattern(@ForAll DuelCase one) {
        Rule pattern = DuelTest.rules(one).getFirst();
        Node root = DuelTest.root(pattern);
        Nfa nfa = ((NfaOutcome.Built) NfaBuilder.build(root, false, 20_000)).nfa();
        MatchLength expected = MatchLength.of(root, false);
        if (DuelTest.repeatsEmpty(root)) {
            assertThat(MatchLength.of(nfa).min()).as(pattern.toString()).isEqualTo(expected.min());
            assertThat(MatchLength.of(nfa).max()).as(pattern.toString()).isIn(expected.max(), MatchLength.UNBOUNDED);
        } else {
            assertThat(MatchLength.of(nfa)).as(pattern.toString()).isEqualTo(expected);
        }
    }

    @Test
    void lengthOfALoopIsUnboundedOnlyOnAWayToTheEnd() {
        NfaAssembler made = new NfaAssembler();
        ByteSet any = ByteSet.range(0, 255);
        int last = made.reserve();
        made.consume(last, any, NfaAssembler.END);
        int endless = made.reserve();
        made.consume(endless, any, endless);
        assertThat(MatchLength.of(made.program(made.split(last, endless)))).isEqualTo(new MatchLength(1, 1));
        int looping = made.reserve();
        made.consume(looping, any, made.split(looping, last));
        assertThat(MatchLength.of(made.program(looping))).isEqualTo(new MatchLength(2, MatchLength.UNBOUNDED));
        assertThat(MatchLength.of(made.program(endless))).isEqualTo(new MatchLength(0, 0));
    }

    @Test
    void programThatStartsAtTheFirstByteOnlyMatchesThere() {
        NfaAssembler made = new NfaAssembler();
        int letter = made.reserve();
        made.consume(letter, ByteSet.range('a', 'a'), NfaAssembler.END);
        Rule rule = Rule.program(9, made.program(made.assertion(AssertionKind.BEGIN_TEXT, letter)), PLACE);
        RuleSet set = DuelTest.compile(List.of(rule));
        assertThat(DuelTest.endsOf(set, "aaa".getBytes(StandardCharsets.US_ASCII), 0))
                .containsExactly(1L);
        assertThat(rule).hasToString("9: a program of 3 states");
    }

    @Test
    void programAboveTheLimitIsRefusedByItsNumber() {
        NfaAssembler made = new NfaAssembler();
        int start = NfaAssembler.END;
        for (int i = 0; i < 10; i++) {
            int state = made.reserve();
            made.consume(state, ByteSet.range('a', 'a'), start);
            start = state;
        }
        Rule rule = Rule.program(9, made.program(start), PLACE);
        assertThat(RuleSet.compile("t", List.of(rule), CompileLimits.DEFAULT.withMaxNfaStates(10), BadRules.STOP))
                .isInstanceOfSatisfying(
                        RuleSet.Outcome.Refused.class,
                        refused -> assertThat(refused.problem())
                                .hasToString("test:1:1: rule 9: maxNfaStates is 10 and the rule would take 11:"
                                        + " simplify the rule or raise the limit"));
    }

    @Property(tries = 300)
    void literalIsTheTreeOfItsSpelling(@ForAll byte[] bytes, @ForAll boolean caseless) {
        PatternFlags flags = PatternFlags.of(caseless ? "i" : "");
        assertThat(PatternParser.parse(Literal.spelled(bytes), flags, PatternLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        ParseOutcome.Parsed.class,
                        parsed -> assertThat(parsed.root())
                                .hasToString(Literal.tree(bytes, caseless).toString()));
    }

    @Test
    void literalLongerThanAPatternMayBeIsRefusedWithItsPlace() {
        PatternLimits limits = new PatternLimits(4, 1, 1, 1);
        assertThat(Rule.literal(3, new byte[5], false, PLACE, limits))
                .isInstanceOfSatisfying(
                        Rule.Outcome.Refused.class,
                        refused -> assertThat(refused.problem())
                                .hasToString("test:1:5: rule 3: maxPatternBytes is 4 and the pattern needs 5;"
                                        + " write a smaller pattern or raise the limit"));
    }
}

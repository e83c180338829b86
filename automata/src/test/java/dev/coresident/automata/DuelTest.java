package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.span.ByteSource;
import dev.coresident.automata.span.SpanFinder;
import dev.coresident.automata.span.SpanSearch;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.oracles.duel.DuelCase;
import dev.coresident.oracles.duel.DuelRule;
import dev.coresident.oracles.duel.JavaSearch;
import dev.coresident.oracles.duel.Span;
import dev.coresident.oracles.duel.TreeSearch;
import dev.coresident.spi.program.ProgramImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Compiled images and span finders against naive answers, on random patterns and inputs. Many more run with {@code stress/run duel}. */
class DuelTest {

    private static final int LONGEST_FOR_JAVA = 12;

    @Property(tries = 1_500)
    @Domain(DuelCases.Ascii.class)
    void imagesReportExactlyTheEndsOfTheDefinition(@ForAll DuelCase one) {
        RuleSet set = compile(rules(one));
        one.inputs().forEach(input -> checkEnds(one, set, input));
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Ascii.class)
    void nfaImagesReportExactlyTheEndsOfTheDefinition(@ForAll DuelCase one) {
        RuleSet set = compile(rules(one), CompileLimits.DEFAULT.withMaxDfaGroups(0));
        assertThat(set.groups()).hasSize(1);
        one.inputs().forEach(input -> checkEnds(one, set, input));
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Ascii.class)
    void spansAreTheLeftmostLongestOnesOfTheDefinition(@ForAll DuelCase one) {
        checkSpans(one);
    }

    @Property(tries = 500)
    @Domain(DuelCases.Plain.class)
    void spansOfRulesWithoutAssertionsAreThoseOfTheDefinition(@ForAll DuelCase one) {
        checkSpans(one);
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Utf8.class)
    void utf8RulesAgreeWithTheDefinitionOnValidAndBrokenText(@ForAll DuelCase one) {
        RuleSet set = compile(rules(one));
        one.inputs().forEach(input -> checkEnds(one, set, input));
        checkSpans(one);
    }

    @Property(tries = 500)
    @Domain(DuelCases.Utf8.class)
    void utf8NfaImagesReportExactlyTheEndsOfTheDefinition(@ForAll DuelCase one) {
        RuleSet set = compile(rules(one), CompileLimits.DEFAULT.withMaxDfaGroups(0));
        one.inputs().forEach(input -> checkEnds(one, set, input));
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Ascii.class)
    void endsAndSpansAreThoseOfJavaRegex(@ForAll DuelCase one) {
        checkAgainstJava(one);
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Utf8.class)
    void endsBetweenCodePointsAreThoseOfJavaRegex(@ForAll DuelCase one) {
        checkAgainstJava(one);
    }

    private static void checkAgainstJava(DuelCase one) {
        RuleSet set = compile(rules(one));
        for (int rule = 0; rule < one.rules().size(); rule++) {
            DuelRule of = one.rules().get(rule);
            for (String input : one.inputs()) {
                if (JavaSearch.unfit(of, input, LONGEST_FOR_JAVA) != null) {
                    continue;
                }
                JavaSearch java = JavaSearch.of(of, input);
                byte[] bytes = DuelCase.bytes(input);
                assertThat(endsOf(set, bytes, rule).stream()
                                .filter(java.borders()::contains)
                                .toList())
                        .isEqualTo(java.ends());
                if (!of.utf8()) {
                    assertThat(spansOf(set, bytes, rule, new Random(one.weight())))
                            .isEqualTo(java.spans());
                }
            }
        }
    }

    @Property(tries = 1_000)
    @Domain(DuelCases.Plain.class)
    void spansAreTheLongestMatchesOfRe2(@ForAll DuelCase one) {
        RuleSet set = compile(rules(one));
        for (int rule = 0; rule < one.rules().size(); rule++) {
            DuelRule of = one.rules().get(rule);
            if (of.own().contains("i") || of.has('i')) {
                continue; // RE2/J joins the beginnings of branches that differ in case
            }
            Pattern re2 = Pattern.compile(of.own(), Pattern.LONGEST_MATCH | (of.has('s') ? Pattern.DOTALL : 0));
            for (String input : one.inputs()) {
                List<Span> expected = new ArrayList<>();
                Matcher matcher = re2.matcher(input);
                while (matcher.find()) {
                    expected.add(new Span(matcher.start(), matcher.end()));
                }
                assertThat(spansOf(set, DuelCase.bytes(input), rule, new Random(one.weight())))
                        .isEqualTo(expected);
            }
        }
    }

    /** Whether a body that may match nothing repeats: java.util.regex then leaves out some ways to go on. */
    static boolean repeatsEmpty(Node node) {
        return switch (node) {
            case Node.Empty _, Node.Assertion _, Node.Symbols _ -> false;
            case Node.Concat concat -> concat.parts().stream().anyMatch(DuelTest::repeatsEmpty);
            case Node.Alternate alternate -> alternate.branches().stream().anyMatch(DuelTest::repeatsEmpty);
            case Node.Repeat repeat -> MatchLength.of(repeat.body(), false).min() == 0 || repeatsEmpty(repeat.body());
        };
    }

    /** The rules of a case, numbered from 1. */
    static List<Rule> rules(DuelCase one) {
        List<Rule> rules = new ArrayList<>();
        for (DuelRule rule : one.rules()) {
            rules.add(rule(rules.size() + 1, rule.own(), PatternFlags.of(rule.flags())));
        }
        return rules;
    }

    static Rule rule(int id, String pattern, PatternFlags flags) {
        byte[] bytes = pattern.getBytes(flags.utf8() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return switch (Rule.read(id, bytes, flags, new RulePlace("rules.txt", id, 1), PatternLimits.DEFAULT)) {
            case Rule.Outcome.Read(Rule rule) -> rule;
            case Rule.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(pattern + ": " + problem);
        };
    }

    static RuleSet compile(List<Rule> rules) {
        return compile(rules, CompileLimits.DEFAULT.withMaxDfaStates(20_000));
    }

    static RuleSet compile(List<Rule> rules, CompileLimits limits) {
        return switch (RuleSet.compile("test", rules, limits, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> skipped) -> {
                assertThat(skipped).isEmpty();
                yield set;
            }
            case RuleSet.Outcome.Refused(RuleProblem problem) -> {
                assertThat(problem.cause()).isInstanceOf(RuleProblem.OverLimit.class);
                Assume.that(false);
                throw new AssertionError(problem.toString());
            }
        };
    }

    static Node root(Rule rule) {
        return rule.body() instanceof RuleBody.Pattern(Node root, boolean _) ? root : fail("no pattern: %s", rule);
    }

    /** Whole, and cut in two at every place. */
    private static void checkEnds(DuelCase one, RuleSet set, String text) {
        byte[] input = DuelCase.bytes(text);
        for (RuleGroup group : set.groups()) {
            assertThat(ProgramImage.check(group.image())).isInstanceOf(ProgramImage.Check.Valid.class);
            List<ImageRunner.Event> whole = ImageRunner.run(group.image(), input);
            for (int cut = 0; cut <= input.length; cut++) {
                ImageRunner split = new ImageRunner(group.image());
                split.feed(input, 0, cut);
                split.feed(input, cut, input.length);
                assertThat(split.finish()).as("cut at %d", cut).isEqualTo(whole);
            }
        }
        for (int rule = 0; rule < one.rules().size(); rule++) {
            assertThat(endsOf(set, input, rule))
                    .as("rule %d", rule + 1)
                    .isEqualTo(new TreeSearch(one.rules().get(rule), input).ends());
        }
    }

    private static void checkSpans(DuelCase one) {
        RuleSet set = compile(rules(one));
        Random random = new Random(one.weight());
        for (String input : one.inputs()) {
            byte[] bytes = DuelCase.bytes(input);
            for (int rule = 0; rule < one.rules().size(); rule++) {
                assertThat(spansOf(set, bytes, rule, random))
                        .as("rule %d", rule + 1)
                        .isEqualTo(new TreeSearch(one.rules().get(rule), bytes).spans());
            }
        }
    }

    /** The ends of a rule, sorted but not made distinct: twice is wrong. */
    static List<Long> endsOf(RuleSet set, byte[] input, int index) {
        for (RuleGroup group : set.groups()) {
            for (int local = 0; local < group.rules().size(); local++) {
                int rule = local;
                if (group.rules().get(local).index() == index) {
                    return ImageRunner.run(group.image(), input).stream()
                            .filter(event -> event.rule() == rule)
                            .map(ImageRunner.Event::end)
                            .sorted()
                            .toList();
                }
            }
        }
        throw new AssertionError("rule " + index + " is in no group");
    }

    /** Spans by tables that hold all, some or nothing, after another input or as the first. */
    static List<Span> spansOf(RuleSet set, byte[] input, int index, Random random) {
        int[] bounds = {0, 20, 100, 1_000_000};
        SpanSearch search = set.rules().get(index).spans().search(bounds[random.nextInt(bounds.length)]);
        if (random.nextBoolean()) {
            byte[] other = input.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] = input[input.length - 1 - i];
            }
            spansOf(set, search, other, index, random);
        }
        return spansOf(set, search, input, index, random);
    }

    /** Feeds the ends, asks for settled bounds at random, and checks that they held. */
    private static List<Span> spansOf(RuleSet set, SpanSearch search, byte[] input, int index, Random random) {
        ByteSource source = source(input);
        List<Span> spans = new ArrayList<>();
        long[] settled = {0};
        SpanFinder finder = search.open(source, (start, end) -> {
            assertThat(start).isGreaterThanOrEqualTo(settled[0]);
            spans.add(new Span(start, end));
        });
        List<Long> ends = endsOf(set, input, index);
        for (int i = 0; i < ends.size(); i++) {
            finder.accept(ends.get(i));
            if (random.nextBoolean()) {
                long next = i + 1 < ends.size() ? ends.get(i + 1) : input.length + 1;
                long scannedTo = ends.get(i) + random.nextInt((int) (next - ends.get(i)));
                long bound = finder.settledBefore(scannedTo);
                assertThat(bound).isGreaterThanOrEqualTo(settled[0]);
                settled[0] = bound;
            }
        }
        assertThat(finder.count()).isEqualTo(spans.size());
        return spans;
    }

    static ByteSource source(byte[] input) {
        return new ByteSource() {
            @Override
            public long length() {
                return input.length;
            }

            @Override
            public int byteAt(long offset) {
                return input[(int) offset] & 0xFF;
            }
        };
    }
}

package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.span.ByteSource;
import dev.coresident.automata.span.SpanFinder;
import dev.coresident.automata.span.SpanSearch;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.spi.program.ProgramImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compiled images and span finders against two oracles, on random patterns and inputs. */
class DuelTest {

    private static final String ALPHABET = "aAb_ \n";

    @Property(tries = 1_500)
    void imagesReportExactlyTheEndsOfTheTreeOracle(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(random, ALPHABET, PatternMaker.ALL_ASSERTIONS);
        RuleSet set = compile(rules(maker, random, 1 + random.nextInt(3), false));
        for (int round = 0; round < 4; round++) {
            checkEnds(set, maker.input(9).getBytes(StandardCharsets.ISO_8859_1), random);
        }
    }

    @Property(tries = 1_000)
    void nfaImagesReportExactlyTheEndsOfTheTreeOracle(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(random, ALPHABET, PatternMaker.ALL_ASSERTIONS);
        RuleSet set =
                compile(rules(maker, random, 1 + random.nextInt(3), false), CompileLimits.DEFAULT.withMaxDfaGroups(0));
        assertThat(set.groups()).hasSize(1);
        for (int round = 0; round < 4; round++) {
            checkEnds(set, maker.input(9).getBytes(StandardCharsets.ISO_8859_1), random);
        }
    }

    @Property(tries = 1_500)
    void spansAreTheLeftmostLongestOnesOfTheTreeOracle(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(
                random, ALPHABET, random.nextBoolean() ? PatternMaker.ALL_ASSERTIONS : PatternMaker.NO_ASSERTIONS);
        RuleSet set = compile(rules(maker, random, 1, false));
        for (int round = 0; round < 4; round++) {
            checkSpans(set, maker.input(14).getBytes(StandardCharsets.ISO_8859_1), random);
        }
    }

    @Property(tries = 1_000)
    void utf8RulesAgreeWithTheTreeOracleOnValidAndBrokenText(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker =
                new PatternMaker(random, "aKk\u00e9\u00c9\u20ac\ud83d\ude00\u212a\n", PatternMaker.ALL_ASSERTIONS);
        RuleSet set = compile(rules(maker, random, 1 + random.nextInt(2), true));
        for (int round = 0; round < 3; round++) {
            byte[] input = maker.input(5).getBytes(StandardCharsets.UTF_8);
            if (input.length > 0 && random.nextInt(3) == 0) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            checkEnds(set, input, random);
            checkSpans(set, input, random);
        }
    }

    @Property(tries = 1_000)
    void endsAndSpansAreThoseOfJavaRegex(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(random, ALPHABET, PatternMaker.ALL_ASSERTIONS);
        PatternMaker.Spelled spelled = maker.make(2);
        PatternFlags flags = flags(random, false);
        Rule rule = rule(1, spelled.own(), flags);
        Assume.that(!repeatsEmpty(root(rule)));
        RuleSet set = compile(List.of(rule));
        Pattern java = Pattern.compile(spelled.java(), javaFlags(flags));
        for (int round = 0; round < 4; round++) {
            String text = maker.input(8);
            byte[] input = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(endsOf(set, input, 0))
                    .as("%s on %s", set.rules(), text)
                    .isEqualTo(JavaOracle.allEnds(java, text));
            assertThat(spansOf(set, input, 0, random))
                    .as("%s on %s", set.rules(), text)
                    .isEqualTo(JavaOracle.spans(java, text));
        }
    }

    @Property(tries = 1_000)
    void spansAreTheLongestMatchesOfRe2(@ForAll long seed) {
        Random random = new Random(seed);
        PatternMaker maker = new PatternMaker(random, ALPHABET, PatternMaker.RE2_ASSERTIONS);
        PatternMaker.Spelled spelled = maker.make(2);
        PatternFlags flags = new PatternFlags(random.nextBoolean(), random.nextBoolean(), false, false, false);
        RuleSet set = compile(List.of(rule(1, spelled.own(), flags)));
        com.google.re2j.Pattern re2 = com.google.re2j.Pattern.compile(
                spelled.own(),
                com.google.re2j.Pattern.LONGEST_MATCH
                        | (flags.caseless() ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0)
                        | (flags.dotAll() ? com.google.re2j.Pattern.DOTALL : 0));
        for (int round = 0; round < 4; round++) {
            String text = maker.input(20);
            List<TreeOracle.Span> expected = new ArrayList<>();
            com.google.re2j.Matcher matcher = re2.matcher(text);
            while (matcher.find()) {
                expected.add(new TreeOracle.Span(matcher.start(), matcher.end()));
            }
            assertThat(spansOf(set, text.getBytes(StandardCharsets.ISO_8859_1), 0, random))
                    .as("%s on %s", set.rules(), text)
                    .isEqualTo(expected);
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

    private static int javaFlags(PatternFlags flags) {
        return Pattern.UNIX_LINES
                | (flags.caseless() ? Pattern.CASE_INSENSITIVE : 0)
                | (flags.dotAll() ? Pattern.DOTALL : 0)
                | (flags.multiLine() ? Pattern.MULTILINE : 0);
    }

    private static List<Rule> rules(PatternMaker maker, Random random, int count, boolean utf8) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule(i + 1, maker.make(2).own(), flags(random, utf8)));
        }
        return rules;
    }

    private static PatternFlags flags(Random random, boolean utf8) {
        return new PatternFlags(
                random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(3) == 0, utf8, random.nextInt(9) == 0);
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

    private static void checkEnds(RuleSet set, byte[] input, Random random) {
        for (RuleGroup group : set.groups()) {
            assertThat(ProgramImage.check(group.image())).isInstanceOf(ProgramImage.Check.Valid.class);
            List<ImageRunner.Event> whole = ImageRunner.run(group.image(), input);
            ImageRunner split = new ImageRunner(group.image());
            int cut = random.nextInt(input.length + 1);
            split.feed(input, 0, cut);
            split.feed(input, cut, input.length);
            assertThat(split.finish()).isEqualTo(whole);
        }
        for (CompiledRule rule : set.rules()) {
            TreeOracle oracle = new TreeOracle(input, rule.rule().flags().utf8());
            assertThat(endsOf(set, input, rule.index()))
                    .as("%s on %s", rule.rule(), new String(input, StandardCharsets.ISO_8859_1))
                    .isEqualTo(oracle.allEnds(root(rule.rule())));
        }
    }

    private static void checkSpans(RuleSet set, byte[] input, Random random) {
        for (CompiledRule rule : set.rules()) {
            TreeOracle oracle = new TreeOracle(input, rule.rule().flags().utf8());
            assertThat(spansOf(set, input, rule.index(), random))
                    .as("%s on %s", rule.rule(), new String(input, StandardCharsets.ISO_8859_1))
                    .isEqualTo(oracle.spans(root(rule.rule())));
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
    static List<TreeOracle.Span> spansOf(RuleSet set, byte[] input, int index, Random random) {
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
    private static List<TreeOracle.Span> spansOf(
            RuleSet set, SpanSearch search, byte[] input, int index, Random random) {
        ByteSource source = source(input);
        List<TreeOracle.Span> spans = new ArrayList<>();
        long[] settled = {0};
        SpanFinder finder = search.open(source, (start, end) -> {
            assertThat(start).isGreaterThanOrEqualTo(settled[0]);
            spans.add(new TreeOracle.Span(start, end));
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

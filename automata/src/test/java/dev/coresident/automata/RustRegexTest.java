package dev.coresident.automata;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.oracles.duel.Span;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The public cases of Rust's regex crates. Their engine prefers the first branch, ours the longest match, so a case says of ours
 * where matches are, where the first one starts, and of overlapping searches all ends; and our own answers are held against the
 * naive oracle. What a case asks that we do not offer is counted by reason, so that none is left out in silence.
 */
class RustRegexTest {

    static final List<String> FILES = RustRegexCase.FILES;

    private static final String COMPARED = "compared";

    /** Classes that are Unicode's there and ASCII's here. */
    private static final Pattern WIDER_CLASSES = Pattern.compile("\\\\[wWdDsSbBpP]|\\[:|\\(\\?[a-z]*i");

    /** Word starts and ends; here, as in PCRE, a brace that is no count is itself. */
    private static final Pattern OWN_SPELLING = Pattern.compile("\\\\b\\{");

    /** There a line starts behind every newline; here, as in PCRE and Java, not behind the last one of the text. */
    private static final Pattern LINE_STARTS = Pattern.compile("\\(\\?[a-z]*m.*\\^");

    private sealed interface Fit {
        /** The rules of a case, one for each of its patterns. */
        record Compared(RuleSet set) implements Fit {}

        /** Not a question to this engine. */
        record Other(String reason) implements Fit {}
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void casesThatCanBeComparedMatchWhereTheySay(String file) {
        for (RustRegexCase test : RustRegexCase.read(file)) {
            if (fit(test) instanceof Fit.Compared(RuleSet set)) {
                check(test, set);
            }
        }
    }

    @Test
    void everyFileOfTheSuiteIsRead() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(RustRegexTest.class.getResource("rust-regex/anchored.toml"))
                        .toURI())
                .resolveSibling(".");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                            .filter(name -> name.endsWith(".toml"))
                            .map(name -> name.substring(0, name.length() - ".toml".length())))
                    .containsExactlyInAnyOrderElementsOf(FILES);
        }
    }

    @Test
    void whatCannotBeComparedIsCountedByReason() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (String file : FILES) {
            for (RustRegexCase test : RustRegexCase.read(file)) {
                reasons.merge(fit(test) instanceof Fit.Other(String reason) ? reason : COMPARED, 1, Integer::sum);
            }
        }
        assertThat(reasons)
                .isEqualTo(Map.ofEntries(
                        entry(COMPARED, 776),
                        entry("Unicode classes", 108),
                        entry("a line that starts behind the last newline", 15),
                        entry("a part of the text, or the earliest end", 52),
                        entry("all matches from the leftmost start", 5),
                        entry("letters beyond ASCII that have no case there", 1),
                        entry("lines that end otherwise", 7),
                        entry("no pattern", 3),
                        entry("refused here", 135),
                        entry("refused there", 5),
                        entry("spelled as in Rust only", 81),
                        entry("the first of several patterns", 15)));
    }

    private static Fit fit(RustRegexCase test) {
        if (!test.compiles()) {
            return new Fit.Other("refused there");
        }
        if (test.partly()) {
            return new Fit.Other("a part of the text, or the earliest end");
        }
        if (test.all() && !test.overlapping()) {
            return new Fit.Other("all matches from the leftmost start");
        }
        if (test.otherLines()) {
            return new Fit.Other("lines that end otherwise");
        }
        if (test.regexes().size() > 1 && !test.overlapping()) {
            return new Fit.Other("the first of several patterns");
        }
        if (test.regexes().stream()
                .anyMatch(regex -> OWN_SPELLING.matcher(regex).find())) {
            return new Fit.Other("spelled as in Rust only");
        }
        if (test.endsWithNewline()
                && test.regexes().stream()
                        .anyMatch(regex -> LINE_STARTS.matcher(regex).find())) {
            return new Fit.Other("a line that starts behind the last newline");
        }
        if (test.isLite() && test.caseless()) {
            return new Fit.Other("letters beyond ASCII that have no case there");
        }
        if (test.unicode()
                && !test.isLite()
                && !test.isAscii()
                && test.regexes().stream()
                        .anyMatch(regex -> WIDER_CLASSES.matcher(regex).find())) {
            return new Fit.Other("Unicode classes");
        }
        List<Rule> rules = new ArrayList<>();
        for (String regex : test.regexes()) {
            PatternFlags flags =
                    new PatternFlags(test.caseless(), false, false, test.unicode() || test.isLite(), false, true);
            String pattern = test.anchored() ? "\\A(?:" + regex + ")" : regex;
            switch (Rule.read(
                    rules.size(),
                    pattern.getBytes(StandardCharsets.UTF_8),
                    flags,
                    new RulePlace(test.name(), 1, 1),
                    PatternLimits.DEFAULT)) {
                case Rule.Outcome.Read(Rule rule) -> rules.add(rule);
                case Rule.Outcome.Refused(RuleProblem _) -> {
                    return new Fit.Other("refused here");
                }
            }
        }
        if (rules.isEmpty()) {
            return new Fit.Other("no pattern");
        }
        return switch (RuleSet.compile("rust", rules, CompileLimits.DEFAULT, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> _) -> new Fit.Compared(set);
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(test + ": " + problem);
        };
    }

    private static void check(RustRegexCase test, RuleSet set) {
        for (CompiledRule rule : set.rules()) {
            List<Long> ends = DuelTest.endsOf(set, test.bytes(), rule.index());
            List<Span> spans = DuelTest.spansOf(set, test.bytes(), rule.index(), new Random(1));
            TreeOracle oracle = new TreeOracle(test.bytes(), rule.rule().flags().utf8());
            assertThat(ends).as("ends of %s", test).isEqualTo(oracle.allEnds(DuelTest.root(rule.rule())));
            assertThat(spans).as("spans of %s", test).isEqualTo(oracle.spans(DuelTest.root(rule.rule())));
            List<RustRegexCase.Match> expected = test.matches().stream()
                    .filter(match -> match.id() == rule.index())
                    .limit(test.anchored() ? 1 : Long.MAX_VALUE)
                    .toList();
            TreeSet<Long> theirEnds = new TreeSet<>();
            expected.forEach(match -> theirEnds.add((long) match.end()));
            assertThat(spans.isEmpty()).as("whether %s matches", test).isEqualTo(expected.isEmpty());
            if (test.overlapping()) {
                assertThat(ends.stream()
                                .filter(end -> test.isBorder(end.intValue()))
                                .toList())
                        .as("ends of %s", test)
                        .isEqualTo(List.copyOf(theirEnds));
            } else if (!expected.isEmpty()) {
                assertThat(ends).as("ends of %s", test).containsAll(theirEnds);
                assertThat(spans.getFirst().start())
                        .as("start of %s", test)
                        .isEqualTo(expected.getFirst().start());
                assertThat(spans.getFirst().end())
                        .as("end of %s", test)
                        .isGreaterThanOrEqualTo(expected.getFirst().end());
            }
        }
    }
}

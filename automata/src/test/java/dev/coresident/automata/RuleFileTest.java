package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.syntax.PatternLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {

    @Test
    void linesAreRulesAndTheLastSlashEndsThePattern() {
        RuleFile file = read("# a comment\n\n1:/a\\/b/\r\n4294967295:/x/y/is\n  7:/z/ \n", BadRules.STOP);
        assertThat(file.label()).isEqualTo("pii");
        assertThat(file.rules()).extracting(Rule::toString).containsExactly("1:/a\\/b/", "4294967295:/x/y/is", "7:/z/");
        assertThat(file.rules())
                .extracting(rule -> rule.place().toString())
                .containsExactly("rules/pii.rules:3:4", "rules/pii.rules:4:13", "rules/pii.rules:5:6");
    }

    @Test
    void byteOrderMarkInFrontCountsForNoColumn() {
        RuleFile file = read("\uFEFF1:/a/\n", BadRules.STOP);
        assertThat(file.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.place()).hasToString("rules/pii.rules:1:4"));
    }

    @Test
    void patternsKeepBytesThatAreNotUtf8() {
        byte[] content = {'1', ':', '/', (byte) 0xFF, '/', '\n'};
        assertThat(RuleFile.parse("x", content, PatternLimits.DEFAULT, BadRules.STOP))
                .isInstanceOfSatisfying(
                        RuleFile.Outcome.Read.class,
                        read -> assertThat(read.file().rules().getFirst().pattern())
                                .containsExactly(0xFF));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            abc~rules/pii.rules:2:1: the line does not start with a number
            12~rules/pii.rules:2:3: a colon must follow
            12:x~rules/pii.rules:2:4: a slash must follow
            12:~rules/pii.rules:2:4: a slash must follow
            12:/x~rules/pii.rules:2:6: no slash ends the pattern
            12:/x/q~rules/pii.rules:2:7: 'q' is no flag
            4294967296:/x/~rules/pii.rules:2:1: the number is above 4294967295
            12:/a(?=b)/~rules/pii.rules:2:6: rule 12: '(?=': look-ahead is not supported
            1:/b/~rules/pii.rules:2:1: rule 1 stands on line 1 and again on line 2
            """)
    void badLinesAreNamedByLineAndColumn(String line, String message) {
        byte[] content = ("1:/a/\n" + line + "\n3:/c/\n").getBytes(StandardCharsets.UTF_8);
        assertThat(RuleFile.parse("rules/pii.rules", content, PatternLimits.DEFAULT, BadRules.STOP))
                .isInstanceOfSatisfying(
                        RuleFile.Outcome.Refused.class,
                        refused -> assertThat(refused.problem().toString()).startsWith(message));
        RuleFile skipping = read("1:/a/\n" + line + "\n3:/c/\n", BadRules.SKIP);
        assertThat(skipping.rules()).extracting(Rule::id).containsExactly(1, 3);
        assertThat(skipping.skipped())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith(message));
    }

    private static RuleFile read(String content, BadRules badRules) {
        return switch (RuleFile.parse(
                "rules/pii.rules", content.getBytes(StandardCharsets.UTF_8), PatternLimits.DEFAULT, badRules)) {
            case RuleFile.Outcome.Read(RuleFile file) -> file;
            case RuleFile.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(problem.toString());
        };
    }
}

package dev.coresident.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.match.Report;
import dev.coresident.formats.Scans.Match;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportedRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitleaksTest {

    private static final String FILE = """
            title = "secrets of a house"

            [allowlist]
            paths = ['''vendor/.*''']

            # the first
            [[rules]]
            id = "door"
            description = "has [[rules]] in it, and a = sign"
            regex = '''(?i)\\b(door-[0-9a-f]{4})\\b'''
            keywords = ["door"]
            entropy = 3.5
            [[rules.allowlists]]
            regexes = ['''door-0000''']

            [[rules]]
            id = "window"
            regex = "win\\\\.[a-z]+$"
            tags = ["glass"]

            [[rules]]
            id = "cellar"
            path = '''cellar\\.txt'''

            [[ rules ]]
            "id" = "roof"
            regex = \"""(?=roof)\"""

            [[rules]]
            id = "attic"
            regex = '''a{2}(?P<rest>t.c)'''
            secretGroup = 1
            """;

    @Test
    void rulesKeepTheirNamesAndAreNumberedByTheirPlace() {
        assertThat(Imports.shown(Imports.read(RuleFormat.GITLEAKS, FILE)))
                .containsExactly(
                        "door 1:/(?i)\\b(door-[0-9a-f]{4})\\b/8D",
                        "window 2:/win\\.[a-z]+$/8D", "attic 5:/a{2}(?P<rest>t.c)/8D");
    }

    @Test
    void whatIsWiderAndWhatDoesNotMapIsToldWithItsPlace() {
        assertThat(Imports.remarks(Imports.read(RuleFormat.GITLEAKS, FILE)))
                .containsExactly(
                        "rules/file.x:1:1: matches more than the file says, which also asks for the allowlist for all rules",
                        "rules/file.x:7:1: door: matches more than the file says, which also asks for keywords, entropy, allowlists",
                        "rules/file.x:21:1: cellar: a rule of a path alone does not map",
                        "rules/file.x:27:12: roof: rule 4: '(?=': look-ahead is not supported, a finite automaton cannot decide it"
                                + " while it reads; match the text that follows as a part of the pattern",
                        "rules/file.x:29:1: attic: matches more than the file says, which also asks for secretGroup");
    }

    @Test
    void matchesAreThoseOfTheExpressions() throws Exception {
        ImportedRules rules = Imports.read(RuleFormat.GITLEAKS, FILE);
        byte[] input = "a DOOR-12aF, adoor-0000 aat\u20acc win.dow\nwin.dow".getBytes(StandardCharsets.UTF_8);
        byte[] newline = "win.dow\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Scans.run(rules, Report.SPANS, List.of(input, newline)))
                .containsExactly(Set.of(new Match(1, 2, 11), new Match(5, 24, 31), new Match(2, 40, 47)), Set.of());
    }

    @Test
    void stopEndsAtTheFirstRuleThatDoesNotMap() {
        assertThat(Imports.refused(RuleFormat.GITLEAKS, FILE, ImportLimits.DEFAULT, BadRules.STOP))
                .isEqualTo("rules/file.x:21:1: cellar: a rule of a path alone does not map");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "= 1", "[[rules]", "[[rules]]\nid = 'a", "a = 2020-99-99", "rules = 4", "[[rule]]\n"})
    void whatHasNoRulesIsRefusedAsAWhole(String content) {
        assertThat(Imports.refused(RuleFormat.GITLEAKS, content, ImportLimits.DEFAULT, BadRules.SKIP))
                .containsPattern("^rules/file.x:\\d+:\\d+: this is not (TOML|a configuration of gitleaks): ");
    }

    @Test
    void deepValuesAreRefusedByTheLimit() {
        String deep = "a = " + "[".repeat(100_000);
        assertThat(Imports.refused(RuleFormat.GITLEAKS, deep, ImportLimits.DEFAULT, BadRules.SKIP))
                .startsWith("rules/file.x:1:");
    }

    @Test
    void rulesInAnInlineArrayAreReadWithoutPlaces() {
        assertThat(Imports.shown(Imports.read(RuleFormat.GITLEAKS, "rules = [ {id = 'a', regex = 'b'} ]")))
                .containsExactly("a 1:/b/8D");
    }

    @Test
    void otherConfigurationsAreNotRead() {
        assertThat(Imports.remarks(Imports.read(
                        RuleFormat.GITLEAKS, "[extend]\nuseDefault = true\n[[rules]]\nid = 'a'\nregex = 'b'\n")))
                .containsExactly("rules/file.x:1:1: extend: rules of other files are not read: name those files too");
    }
}

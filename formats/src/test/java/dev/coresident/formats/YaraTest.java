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
import org.junit.jupiter.params.provider.CsvSource;

final class YaraTest {

    private static final String FILE = """
            import "pe" // a module
            /* two rules
               of a house */
            private global rule Door : wood old
            {
                meta:
                    author = "nobody"
                    level = -5
                    strings_are = true
                strings:
                    $a = "a\\"b\\\\\\x41.\\t"
                    $b = "Wide" wide nocase
                    $c = "both" ascii wide private
                    $d = { 4D 5? ?a ~00 ~3? [2] (01 | 02 [1-3] 03) ?? /* } */ ff }
                    $e = /ab+\\/c$/i // until here
                    $ = "anonymous"
                condition:
                    pe.number_of_sections == 3 and $e matches /x{2}}/ and #a > 2
            }

            rule Window {
                strings:
                    $x = "key" xor(0x01-0x02)
                    $f = "full" fullword
                    $g = "base" base64
                    $h = /w/ wide
                    $i = /(?=a)/
                    $j = { 4D 5 }
                condition: any of them }
            rule Empty { condition: filesize > 10 }
            """;

    @Test
    void everyStringIsARuleNamedAfterItsRuleAndItself() {
        assertThat(Imports.shown(Imports.read(RuleFormat.YARA, FILE)))
                .containsExactly(
                        "Door.$a 1:/a\"b\\\\A\\.\\x09/",
                        "Door.$b 2:/W\\x00i\\x00d\\x00e\\x00/i",
                        "Door.$c 3:/both|b\\x00o\\x00t\\x00h\\x00/",
                        "Door.$d 4:/\\x4d[\\x50\\x51\\x52\\x53\\x54\\x55\\x56\\x57\\x58\\x59\\x5a\\x5b\\x5c\\x5d\\x5e\\x5f]"
                                + "[\\x0a\\x1a\\x2a\\x3a\\x4a\\x5a\\x6a\\x7a\\x8a\\x9a\\xaa\\xba\\xca\\xda\\xea\\xfa][^\\x00]"
                                + "[^\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39\\x3a\\x3b\\x3c\\x3d\\x3e\\x3f]"
                                + "[\\x00-\\xff]{2}(?:\\x01|\\x02[\\x00-\\xff]{1,3}\\x03)[\\x00-\\xff]\\xff/",
                        "Door.$e 5:/ab+\\/c$/iD",
                        "Door.$#1 6:/anonymous/",
                        "Window.$x 7:/jdx|ig\\{/");
    }

    @Test
    void whatDoesNotMapIsToldWithItsPlaceAndConditionsOnce() {
        assertThat(Imports.remarks(Imports.read(RuleFormat.YARA, FILE)))
                .containsExactly(
                        "rules/file.x:17:5: conditions are not evaluated: each string of each rule is a rule, whatever the condition asks"
                                + " for",
                        "rules/file.x:24:14: Window.$f: the modifier fullword does not map here",
                        "rules/file.x:25:14: Window.$g: the modifier base64 does not map here",
                        "rules/file.x:26:14: Window.$h: the modifier wide does not map here",
                        "rules/file.x:27:15: Window.$i: rule 11: '(?=': look-ahead is not supported, a finite automaton cannot decide"
                                + " it while it reads; match the text that follows as a part of the pattern",
                        "rules/file.x:28:20: Window.$j: a byte is two hexadecimal digits or question marks",
                        "rules/file.x:30:1: Empty: the rule has no strings, and conditions do not map");
    }

    @Test
    void matchesAreThoseOfTheStrings() throws Exception {
        ImportedRules rules = Imports.read(RuleFormat.YARA, FILE);
        byte[] first = "a\"b\\A.\t w\0I\0D\0e\0 both b\0o\0t\0h\0 jdx ig{ key".getBytes(StandardCharsets.ISO_8859_1);
        byte[] second = "M_:\1@--\2xx\3?\u00ff ABBB/c\nabb/c".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Scans.run(rules, Report.SPANS, List.of(first, second)))
                .containsExactly(
                        Set.of(
                                new Match(1, 0, 7),
                                new Match(2, 8, 16),
                                new Match(3, 17, 21),
                                new Match(3, 22, 30),
                                new Match(7, 31, 34),
                                new Match(7, 35, 38)),
                        Set.of(new Match(4, 0, 13), new Match(5, 21, 26)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            rule~1:5: the end of the file stands here, where the name of a rule is expected
            rule A { strings: $a = "x~1:24: the text opened here is not closed on its line
            rule A { strings: $a = "\\q" condition: all }~1:25: no such escape in a text
            rule A { strings: $a = /x~1:24: the expression opened here is not closed
            rule A { strings: $a = { 00~1:24: the hexadecimal string opened here is not closed
            rule A { strings: $a = 5 }~1:24: '5' stands here, where a text, an expression
            rule A { condition: all~1:1: the rule that begins here is not closed
            rule A { colour: red }~1:10: 'colour' stands here, where 'meta', 'strings' or 'condition' is expected
            /* rule~1:1: the comment opened here is not closed
            }~1:1: '}' stands here
            """)
    void whatIsNoYaraIsRefusedAsAWhole(String content, String message) {
        assertThat(Imports.refused(RuleFormat.YARA, content, ImportLimits.DEFAULT, BadRules.SKIP))
                .startsWith("rules/file.x:" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
            ""^an empty text matches everywhere
            { }^a hexadecimal string has at least one byte
            { ~?? }^matches nothing
            { (00 }^the alternatives opened here are not closed
            { 00) }^no alternative is open here
            { 00 [3-2] 00 }^the jump runs backwards
            { 00 [x] 00 }^a jump is [n], [n-m], [n-] or [-]
            { ((00)) }^maxDepth is 1 and alternatives nest deeper
            { 00 [5000] 00 }^maxRepeat is 1000
            "k" xor(3-300)^xor takes nothing, (key) or (first-last)
            "k" xor nocase^xor with nocase
            /a/x^the letters 'x' stand behind the expression
            """)
    void stringsThatDoNotMapAreTold(String value, String message) {
        ImportedRules rules = Imports.read(
                RuleFormat.YARA,
                "rule A { strings: $a = " + value + " condition: all of them }",
                ImportLimits.DEFAULT.withTexts(1, 99));
        assertThat(rules.rules()).isEmpty();
        assertThat(rules.notMapped())
                .singleElement()
                .asString()
                .contains("A.$a: ")
                .contains(message);
    }

    @Test
    void filesThatAreIncludedAreNotRead() {
        assertThat(Imports.remarks(Imports.read(RuleFormat.YARA, "include \"other.yar\"")))
                .containsExactly("rules/file.x:1:1: include: the file \"other.yar\" is not read: name it too");
    }
}
